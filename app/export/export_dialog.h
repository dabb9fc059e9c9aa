#pragma once

#include <filesystem>
#include <stop_token>

#include <QDialog>
#include <QElapsedTimer>

#include "app/export/export_plan.h"
#include "app/export/export_work.h"
#include "app/sessions/background.h"

class QLabel;
class QPushButton;

namespace wasserfarbe {

class ExportForm;
class ExportStatus;
class LayoutPreview;
class MessageBar;
class Studio;
class TargetLine;
struct ExportSample;

/// Exports images, a path or previews: choices with what they will make, where to, progress with cancel. It
/// leaves the window usable, also by `open()`, deletes itself when it is closed, and an export at work ends
/// with it: within a few images, or one PNG that is being written. GUI thread only.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Studio& studio, ExportSource source, QWidget* parent = nullptr);

    /// Shows it, not modal.
    void open() override;
    /// Closes the dialog; ends the export at work first.
    void reject() override;
    bool isExporting() const { return exporting_; }

private:
    void build();
    void recolor();
    void retranslate();
    void showSample(const ExportSample& sample);
    void refresh();
    ExportPlan plan() const;
    QString planText(const ExportPlan& plan) const;
    QString problemText(const ExportPlan& plan) const;

    void suggestTarget();
    void chooseTarget();
    std::filesystem::path target() const;
    void begin();
    void cancelWork();
    void start(const std::filesystem::path& path, bool replace);
    void work(const ExportOrder& order);
    void showProgress(int done, int total);
    void showDone(const ExportResult& result);
    void showFailure(const Error& error);
    void endWork(const QString& status);

    Studio& studio_;
    ExportSource source_;
    ExportShape shape_;
    bool sampled_ = false;
    bool targetIntoFolder_ = false; ///< what the target was suggested for, as the next one
    ExportKind targetKind_ = ExportKind::Sheet;
    bool exporting_ = false;
    std::stop_source cancelled_; ///< by a person, who waits for the answer
    bool closing_ = false;       ///< close as soon as the export has ended
    QElapsedTimer time_;

    ExportForm* form_;
    LayoutPreview* preview_;
    QLabel* plan_;
    MessageBar* message_;
    ExportStatus* status_;
    TargetLine* target_;
    QPushButton* export_;
    QPushButton* cancel_;
    Background samples_; ///< last, as the next one: their answers go to the others
    Background exports_;
};

} // namespace wasserfarbe
