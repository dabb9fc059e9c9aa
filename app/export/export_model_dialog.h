#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include <QDialog>
#include <QTimer>

#include "app/sessions/background.h"
#include "app/studio/model_work.h"
#include "model/types/error.h"

class QLabel;
class QPlainTextEdit;
class QPushButton;

namespace wasserfarbe {

class ExportModelForm;
class ExportStatus;
class MessageBar;
class Studio;
class TargetLine;

/// Exports a model for other programs: choices, a piece of Python that loads what will be written, where to.
/// It leaves the window usable and deletes itself when it is closed, which waits for an export at work. GUI
/// thread only; nothing blocks.
class ExportModelDialog : public QDialog {
    Q_OBJECT
public:
    /// @param model  a model file, or a run, whose newest checkpoint it is then
    ExportModelDialog(Studio& studio, std::filesystem::path model, Weights weights,
                      QWidget* parent = nullptr);

    /// Shows it, not modal.
    void open() override;
    /// Closes the dialog as soon as nothing is being written.
    void reject() override;
    bool isExporting() const { return exporting_; }

private:
    void build();
    void connectControls();
    void takeModel(const StudioModel& model);
    void refresh();
    void showModel();
    void showSnippet();
    void showCopied(bool copied);

    void suggestTarget();
    void followTypedTarget();
    void chooseTarget();
    std::filesystem::path target() const;
    std::filesystem::path freeTarget(const std::filesystem::path& out) const;
    void begin();
    void start(const std::filesystem::path& out);
    void showDone(const std::vector<std::filesystem::path>& written);
    void showFailure(const Error& error);
    void endWork(const QString& status);
    void retranslate();

    Studio& studio_;
    std::filesystem::path model_;
    Weights weights_;
    std::optional<ModelInfo> info_;      ///< once it has been read
    decltype(StudioModel::write) write_; ///< likewise
    bool exporting_ = false;
    bool closing_ = false; ///< close as soon as the export has ended
    QTimer copied_;        ///< while the button says that it was copied

    QLabel* name_;
    QLabel* what_;
    MessageBar* message_;
    ExportModelForm* form_;
    QLabel* snippetLabel_;
    QPlainTextEdit* snippet_;
    QPushButton* copy_;
    TargetLine* target_;
    ExportStatus* status_;
    QPushButton* close_;
    QPushButton* export_;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
