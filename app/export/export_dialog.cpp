#include "app/export/export_dialog.h"

#include <system_error>
#include <utility>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLocale>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/export/existing_question.h"
#include "app/export/export_form.h"
#include "app/export/export_job.h"
#include "app/export/export_samples.h"
#include "app/export/export_status.h"
#include "app/export/layout_preview.h"
#include "app/export/target_line.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr qint64 kUntilTimeLeft = 1000; // milliseconds: before, there is nothing to go by

} // namespace

ExportDialog::ExportDialog(Studio& studio, ExportSource source, QWidget* parent)
    : QDialog(parent),
      studio_(studio),
      source_(std::move(source)),
      shape_(shapeOf(source_)),
      form_(new ExportForm(studio.settings(), source_, this)),
      samples_(new ExportSamples(source_, this)),
      preview_(new LayoutPreview(this)),
      plan_(new QLabel(this)),
      message_(new MessageBar(this)),
      status_(new ExportStatus(QStringLiteral("export"), this)),
      target_(new TargetLine(QStringLiteral("export"), studio.settings().lastExportFolder(), this)),
      export_(new QPushButton(this)),
      cancel_(new QPushButton(this)) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    sampled_ = shape_.of != ExportShape::Of::Previews;
    build();
    connect(form_, &ExportForm::changed, this, &ExportDialog::refresh);
    connect(samples_, &ExportSamples::arrived, this, &ExportDialog::showSample);
    connect(samples_, &ExportSamples::failed, this, &ExportDialog::showFailure);
    connect(target_, &TargetLine::typed, this, &ExportDialog::refresh);
    connect(target_, &TargetLine::choiceWanted, this, &ExportDialog::chooseTarget);
    connect(export_, &QPushButton::clicked, this, &ExportDialog::begin);
    connect(cancel_, &QPushButton::clicked, this, [this] { isExporting() ? cancelWork() : reject(); });
    retranslate();
    refresh();
}

ExportDialog::~ExportDialog() = default;

void ExportDialog::build() {
    plan_->setObjectName(QStringLiteral("exportPlan"));
    plan_->setWordWrap(true);
    plan_->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing jumps when it takes two lines
    plan_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    auto* shown = new QVBoxLayout;
    shown->setSpacing(kUnit);
    shown->addWidget(preview_, 1);
    shown->addWidget(plan_);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(3 * kUnit);
    columns->addWidget(form_);
    columns->addLayout(shown, 1);

    export_->setObjectName(QStringLiteral("exportStart"));
    cancel_->setObjectName(QStringLiteral("exportCancel"));
    export_->setDefault(true);
    cancel_->setAutoDefault(false);
    makePrimary(export_);
    auto* buttons = new QHBoxLayout;
    buttons->setSpacing(kUnit);
    buttons->addWidget(status_, 1);
    buttons->addWidget(cancel_);
    buttons->addWidget(export_);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(2 * kUnit);
    layout->addWidget(message_);
    layout->addLayout(columns, 1);
    layout->addWidget(target_);
    layout->addLayout(buttons);
    resize(96 * kUnit, 68 * kUnit);
}

void ExportDialog::open() {
    setModal(false);
    show();
    raise();
    activateWindow();
}

void ExportDialog::reject() {
    if (!isExporting()) {
        QDialog::reject();
        return;
    }
    closing_ = true;
    cancelWork();
}

void ExportDialog::cancelWork() {
    job_->cancel();
    status_->setText(tr("Cancelling…"));
}

bool ExportDialog::isExporting() const {
    return job_ != nullptr;
}

void ExportDialog::showSample(const ExportSample& sample) {
    shape_ = sample.shape;
    sampled_ = true;
    preview_->setImages(sample.images);
    refresh();
}

/// Everything that follows from the choices.
void ExportDialog::refresh() {
    const ExportOptions options = form_->options();
    const ExportPlan plan = planExport(shape_, options);
    suggestTarget();
    preview_->setPlan(shape_, options);
    preview_->setPlaceholder(sampled_ && plan.problem == ExportProblem::Nothing ? tr("Nothing to show")
                                                                                : tr("Making a few images…"));
    if (!sampled_)
        plan_->setText({});
    else
        plan_->setText(plan.problem == ExportProblem::None ? planText(plan) : problemText(plan));
    QPalette colors = palette();
    if (sampled_ && plan.problem != ExportProblem::None)
        colors.setColor(QPalette::WindowText, failureColor(palette()));
    plan_->setPalette(colors);

    const bool idle = !isExporting();
    form_->setEnabled(idle);
    target_->setEnabled(idle);
    export_->setEnabled(idle && sampled_ && plan.problem == ExportProblem::None && !target_->isEmpty());
    cancel_->setText(idle ? tr("Close") : tr("Cancel"));
    cancel_->setToolTip(idle ? tr("Close this window") : tr("End the export and remove what it wrote"));
    cancel_->setAccessibleName(cancel_->text());
}

QString ExportDialog::planText(const ExportPlan& plan) const {
    const QString size = tr("%1 × %2 pixels").arg(countText(plan.width), countText(plan.height));
    if (plan.frames > 0)
        return tr("A film of %Ln frame(s), %1 s, %2", nullptr, plan.frames)
            .arg(QLocale().toString(plan.seconds, 'f', 1), size);
    if (plan.files > 1)
        return tr("%Ln PNG file(s), %1 each", nullptr, plan.files).arg(size);
    return tr("One PNG file, %1").arg(size);
}

QString ExportDialog::problemText(const ExportPlan& plan) const {
    const QString size = tr("%1 × %2 pixels").arg(countText(plan.width), countText(plan.height));
    switch (plan.problem) {
    case ExportProblem::None:
        return {};
    case ExportProblem::Nothing:
        return shape_.of == ExportShape::Of::Previews ? tr("No epoch of this run has a preview yet.")
                                                      : tr("There is no image to export.");
    case ExportProblem::TooLarge:
        if (plan.frames > 0 || plan.files > 1)
            return tr("%1: too large. Choose a smaller size.").arg(size);
        return tr("%1: too large for one PNG, which has at most 16,384 pixels on a side. Choose a smaller "
                  "size, "
                  "other columns or single images.")
            .arg(size);
    case ExportProblem::FilmTooSmall:
        return tr("A film has at least 2 pixels on a side. Choose a larger size.");
    }
    unhandled_value();
}

/// A name that is free, where the person gave none for this kind of target.
void ExportDialog::suggestTarget() {
    const ExportOptions options = form_->options();
    const ExportPlan plan = planExport(shape_, options);
    const bool sameKind = targetKind_ == options.kind && targetPlan_.intoFolder == plan.intoFolder;
    if (sameKind && (target_->isTyped() || !target_->isEmpty()))
        return; // also where a person has just emptied it, to type another
    if (target_->isTyped() && !target().parent_path().empty())
        target_->setFolder(target().parent_path());
    const std::string stem = exportStem(source_, options.kind);
    const fs::path name =
        plan.intoFolder ? fs::path(stem) : fs::path(stem + "." + exportEnding(options.kind));
    target_->suggest(freePath(target_->folder() / name));
    targetPlan_ = plan;
    targetKind_ = options.kind;
}

void ExportDialog::chooseTarget() {
    const ExportKind kind = form_->options().kind;
    if (planExport(shape_, form_->options()).intoFolder)
        return target_->askForFolder();
    target_->askForFile(kind == ExportKind::Film ? tr("Films (*.mp4)") : tr("Pictures (*.png)"),
                        QString::fromStdString(exportEnding(kind)), target().filename());
}

/// What is typed, absolute and with its ending.
std::filesystem::path ExportDialog::target() const {
    fs::path path = target_->path();
    if (path.empty())
        return path;
    const ExportOptions options = form_->options();
    const std::string ending = '.' + exportEnding(options.kind);
    const bool intoFolder = planExport(shape_, options).intoFolder;
    if (!path.has_filename()) // "pictures/"
        path = intoFolder ? path.parent_path() : path / (exportStem(source_, options.kind) + ending);
    if (!intoFolder && path.extension() != ending)
        path += ending;
    return path;
}

void ExportDialog::begin() {
    const fs::path path = target();
    if (isExporting() || path.empty() || !export_->isEnabled())
        return;
    message_->clear();
    status_->setSaved({});
    std::error_code error;
    const bool intoFolder = planExport(shape_, form_->options()).intoFolder;
    if (!intoFolder && fs::is_regular_file(path, error))
        askAboutExisting(this, path, freePath(path), [this, path, other = freePath(path)](bool replace) {
            start(replace ? path : other, replace);
        });
    else
        start(path, false);
}

void ExportDialog::start(const std::filesystem::path& path, bool replace) {
    const ExportOptions options = form_->options();
    form_->remember();
    job_ = new ExportJob({source_, options, path, replace}, this);
    connect(job_, &ExportJob::progressed, this, &ExportDialog::showProgress);
    connect(job_, &ExportJob::finished, this, &ExportDialog::showDone);
    connect(job_, &ExportJob::failed, this, &ExportDialog::showFailure);
    connect(job_, &ExportJob::cancelled, this, [this] { endWork(tr("Cancelled; nothing was kept.")); });
    status_->begin();
    status_->setText(tr("Exporting…"));
    time_.start();
    job_->start();
    refresh();
    cancel_->setFocus();
}

void ExportDialog::showProgress(int done, int total) {
    if (!isExporting())
        return;
    status_->setProgress(done, total);
    if (done >= total)
        status_->setText(tr("Writing…"));
    else if (time_.elapsed() < kUntilTimeLeft || done == 0)
        status_->setText(tr("%1 of %2 images").arg(countText(done), countText(total)));
    else
        status_->setText(
            tr("%1 of %2 images, %3 left")
                .arg(countText(done), countText(total),
                     durationText(static_cast<double>(time_.elapsed()) / 1000 * (total - done) / done)));
}

void ExportDialog::showDone(const ExportResult& result) {
    studio_.settings().setLastExportFolder(result.path.parent_path());
    const QString name = toQString(result.path.filename());
    QString text = result.files > 1    ? tr("Saved %Ln file(s) in %1", nullptr, result.files).arg(name)
                   : result.frames > 0 ? tr("Saved %1, %Ln frame(s)", nullptr, result.frames).arg(name)
                                       : tr("Saved %1").arg(name);
    studio_.notify(text);
    endWork(text);
    status_->setSaved(result.path);
    if (result.skipped > 0)
        message_->showMessage(
            MessageBar::Kind::Warning,
            tr("%Ln preview(s) could not be read and are not in the film.", nullptr, result.skipped));
}

void ExportDialog::showFailure(const Error& error) {
    const ErrorText words = errorText(error);
    message_->showMessage(MessageBar::Kind::Failure, words.message, words.detail);
    if (isExporting())
        endWork({});
}

void ExportDialog::endWork(const QString& status) {
    job_->deleteLater();
    job_ = nullptr;
    status_->end(status);
    target_->forgetSuggestion();
    refresh();
    if (closing_)
        QDialog::reject();
}

void ExportDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::LanguageChange || event->type() == QEvent::PaletteChange)
        refresh();
    QDialog::changeEvent(event);
}

void ExportDialog::retranslate() {
    setWindowTitle(tr("Export"));
    preview_->setAccessibleName(tr("How it will look"));
    preview_->setToolTip(tr("How it will look"));
    plan_->setAccessibleName(tr("What will be made"));
    target_->setTexts(tr("File or folder to write"), tr("The file or folder to write"), tr("&Choose…"),
                      tr("Choose the file or folder to write"));
    status_->setProgressText(tr("Progress of the export"));
    export_->setText(tr("E&xport"));
    export_->setToolTip(tr("Make the images and write them"));
    export_->setAccessibleName(tr("Export"));
}

} // namespace wasserfarbe
