#pragma once

#include <filesystem>
#include <vector>

#include <QFileSystemWatcher>
#include <QTimer>
#include <QWidget>

#include "app/pages/page_actions.h"
#include "app/pages/runs/run_changes.h"
#include "app/pages/runs/run_model.h"
#include "app/pages/runs/run_reader.h"

class QLabel;
class QLineEdit;
class QPushButton;
class QSplitter;
class QStackedWidget;

namespace wasserfarbe {

class EmptyState;
class MessageBar;
class RunActions;
class RunCheckpoints;
class RunComparison;
class RunDetails;
class RunTable;
class Studio;

/// Every run in the runs folder: to open, compare, rename, duplicate and throw away. GUI thread only, nothing
/// blocks.
class RunsPage : public QWidget, public ModelPage {
    Q_OBJECT
public:
    explicit RunsPage(Studio& studio, QWidget* parent = nullptr);

    /// The newest checkpoint of the selected run.
    std::optional<ModelSource> shownModel() const override;

protected:
    void showEvent(QShowEvent* event) override;

private:
    void layOut();
    void connectActions();
    void connectReader();
    void connectTraining();
    void connectChanges();

    void refresh();
    void refreshSoon();
    void showRuns(std::vector<RunItem> runs);
    void watch();
    void followTraining();
    void showSelection();
    void refreshActions();
    void showLosses();
    void openRun(int row);
    void renameRun();
    void moveToTrash();
    void fail(const Error& error);
    void refuse(const QString& text);
    const RunSummary* onlySelected() const;
    void retranslate();

    Studio& studio_;
    RunModel* model_;
    RunReader* reader_;
    RunChanges* changes_;
    RunActions* actions_;
    QFileSystemWatcher watcher_;
    QTimer refreshTimer_;
    std::filesystem::path wanted_; ///< to be selected as soon as it is listed
    std::vector<std::filesystem::path> compared_;
    std::filesystem::path shownPreview_;
    bool listedOnce_ = false;

    MessageBar* bar_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    QWidget* content_;
    QPushButton* open_;
    QLineEdit* filter_;
    QSplitter* splitter_;
    RunTable* view_;
    QStackedWidget* side_;
    QLabel* hint_;
    RunDetails* details_;
    RunCheckpoints* checkpoints_;
    RunComparison* comparison_;
};

} // namespace wasserfarbe
