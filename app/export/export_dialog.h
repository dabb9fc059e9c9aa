#pragma once

#include <filesystem>
#include <memory>

#include <QDialog>
#include <QElapsedTimer>

#include "app/export/export_plan.h"
#include "app/export/export_work.h"
#include "model/types/error.h"

class QLabel;
class QPushButton;

namespace wasserfarbe {

class ExportForm;
class ExportJob;
class ExportSamples;
class ExportStatus;
class LayoutPreview;
class MessageBar;
class Studio;
class TargetLine;
struct ExportSample;

/// Exports images, a path or previews: choices with what they will make, where to, progress with cancel. It
/// leaves the window usable, also by `open()`, deletes itself when it is closed, and an export at work ends
/// with it. GUI thread only.
class ExportDialog : public QDialog {
    Q_OBJECT
public:
    ExportDialog(Studio& studio, ExportSource source, QWidget* parent = nullptr);
    ~ExportDialog() override;

    /// Shows it, not modal.
    void open() override;
    /// Closes the dialog; ends the export at work first.
    void reject() override;
    bool isExporting() const;

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showSample(const ExportSample& sample);
    void refresh();
    QString planText(const ExportPlan& plan) const;
    QString problemText(const ExportPlan& plan) const;

    void suggestTarget();
    void chooseTarget();
    std::filesystem::path target() const;
    void begin();
    void cancelWork();
    void start(const std::filesystem::path& path, bool replace);
    void showProgress(int done, int total);
    void showDone(const ExportResult& result);
    void showFailure(const Error& error);
    void endWork(const QString& status);

    Studio& studio_;
    ExportSource source_;
    ExportShape shape_;
    bool sampled_ = false;
    ExportPlan targetPlan_; ///< the plan that the target was suggested for
    ExportKind targetKind_ = ExportKind::Sheet;
    ExportJob* job_ = nullptr;
    bool closing_ = false; ///< close as soon as the job has ended
    QElapsedTimer time_;

    ExportForm* form_;
    ExportSamples* samples_;
    LayoutPreview* preview_;
    QLabel* plan_;
    MessageBar* message_;
    ExportStatus* status_;
    TargetLine* target_;
    QPushButton* export_;
    QPushButton* cancel_;
};

} // namespace wasserfarbe
