#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QFrame>
#include <QString>

#include "app/sessions/background.h"
#include "app/sessions/latent_renderer.h"
#include "model/run/run_directory.h"

class QCheckBox;
class QLabel;
class QLineEdit;
class QModelIndex;
class QPushButton;
class QSortFilterProxyModel;
class QStandardItem;
class QStandardItemModel;
class QTreeView;

namespace wasserfarbe {

class Studio;

/// A run that has at least one checkpoint.
struct RunModels {
    std::filesystem::path run;
    std::vector<RunDirectory::Checkpoint> checkpoints; ///< newest first
};

/// The list below a ModelChooser. Reads the runs folder on a thread of its own each time that it opens.
class ModelPopup : public QFrame {
    Q_OBJECT
public:
    explicit ModelPopup(Studio& studio, QWidget* parent = nullptr);

    void openBelow(QWidget* anchor);
    Weights weights() const;
    /// Marks it as the present choice, and sets "Raw weights" to its weights, which emits nothing; a live
    /// or missing source leaves that as it is.
    void setShown(const std::optional<ModelSource>& source);

Q_SIGNALS:
    void chosen(std::filesystem::path path, wasserfarbe::Weights weights);
    void liveChosen();
    void fileWanted();

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void retranslate();
    void readRuns();
    void setRuns(std::vector<RunModels> runs, const QString& trouble);
    void fill();
    QStandardItem* liveItem() const;
    QStandardItem* runItem(const RunModels& run) const;
    bool isShown(const std::filesystem::path& path) const;
    void choose(const QModelIndex& index);

    Studio& studio_;
    std::vector<RunModels> runs_;
    QString trouble_; ///< why there is no list
    bool reading_ = false;
    std::optional<ModelSource> shown_;

    QLineEdit* filter_;
    QTreeView* tree_;
    QStandardItemModel* items_;
    QSortFilterProxyModel* proxy_;
    QLabel* note_;
    QCheckBox* raw_;
    QPushButton* file_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
