#include "app/export/export_dialog.h"

#include <chrono>
#include <system_error>
#include <utility>

#include <QLabel>
#include <QLocale>
#include <QPushButton>

#include "app/export/export_form.h"
#include "app/export/export_samples.h"
#include "app/export/export_status.h"
#include "app/export/layout_preview.h"
#include "app/export/target_line.h"
#include "app/sessions/engine.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr qint64 kUntilTimeLeft = 1000; // milliseconds: before, there is nothing to go by
/// At most 20 a second, so that they do not flood the event loop.
constexpr std::chrono::milliseconds kBetweenReports{50};

} // namespace

ExportDialog::ExportDialog(Studio& studio, ExportSource source, QWidget* parent)
    : QDialog(parent),
      studio_(studio),
      source_(std::move(source)),
      shape_(shapeOf(source_)),
      sampled_(shape_.of != ExportShape::Of::Previews),
      form_(new ExportForm(studio.settings(), source_, this)),
      preview_(new LayoutPreview(this)),
      plan_(named<QLabel>("exportPlan", this)),
      message_(new MessageBar(this)),
      status_(new ExportStatus(QStringLiteral("export"), this)),
      target_(new TargetLine(QStringLiteral("export"), studio.settings().lastExportFolder(), this)),
      export_(named<QPushButton>("exportStart", this)),
      cancel_(named<QPushButton>("exportCancel", this)),
      samples_(Background::AtEnd::Drop, [this](const Error& error) { showFailure(error); }),
      exports_(Background::AtEnd::Drop, [this](const Error& error) { showFailure(error); }) {
    setObjectName(QStringLiteral("exportDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connect(form_, &ExportForm::changed, this, &ExportDialog::refresh);
    connect(target_, &TargetLine::typed, this, &ExportDialog::refresh);
    connect(target_, &TargetLine::choiceWanted, this, &ExportDialog::chooseTarget);
    connect(export_, &QPushButton::clicked, this, &ExportDialog::begin);
    connect(cancel_, &QPushButton::clicked, this, [this] { exporting_ ? cancelWork() : reject(); });
    samples_.run([this, wanted = source_](const Background::Turn& turn) {
        prepareRenderingThread();
        return [this, sample = readExportSample(wanted, [&] { return !turn.stop().stop_requested(); })] {
            showSample(sample);
        };
    });
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { recolor(); });
}

void ExportDialog::build() {
    plan_->setWordWrap(true);
    plan_->setMinimumHeight(2 * fontMetrics().lineSpacing()); // so that nothing jumps when it takes two lines
    plan_->setAlignment(Qt::AlignLeft | Qt::AlignTop);
    export_->setDefault(true);
    cancel_->setAutoDefault(false);
    makePrimary(export_);
    column(this,
           {message_,
            {row({form_, {column({{preview_, 1}, plan_}), 1}}, 3 * kUnit), 1},
            target_,
            row({{status_, 1}, cancel_, export_})},
           2 * kUnit)
        ->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    resize(96 * kUnit, 68 * kUnit);
}

void ExportDialog::open() {
    showBeside(this);
}

void ExportDialog::reject() {
    if (!exporting_) {
        QDialog::reject();
        return;
    }
    closing_ = true;
    cancelWork();
}

void ExportDialog::cancelWork() {
    cancelled_.request_stop();
    status_->setText(tr("Cancelling…"));
}

void ExportDialog::showSample(const ExportSample& sample) {
    shape_ = sample.shape;
    sampled_ = true;
    preview_->setImages(sample.images);
    refresh();
}

/// Everything that follows from the choices.
void ExportDialog::refresh() {
    const ExportPlan plan = this->plan();
    suggestTarget();
    preview_->setPlan(shape_, form_->options());
    preview_->setPlaceholder(sampled_ && plan.problem == ExportProblem::Nothing ? tr("Nothing to show")
                                                                                : tr("Making a few images…"));
    if (!sampled_)
        plan_->setText({});
    else
        plan_->setText(plan.problem == ExportProblem::None ? planText(plan) : problemText(plan));
    recolor();

    const bool idle = !exporting_;
    form_->setEnabled(idle);
    target_->setEnabled(idle);
    export_->setEnabled(idle && sampled_ && plan.problem == ExportProblem::None && !target_->isEmpty());
    describe(cancel_, idle ? tr("Close") : tr("Cancel"),
             idle ? tr("Close this window") : tr("End the export and remove what it wrote"));
}

ExportPlan ExportDialog::plan() const {
    return planExport(shape_, form_->options());
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
    const ExportKind kind = form_->options().kind;
    const bool intoFolder = plan().intoFolder;
    const bool sameKind = targetKind_ == kind && targetIntoFolder_ == intoFolder;
    if (sameKind && (target_->isTyped() || !target_->isEmpty()))
        return; // also where a person has just emptied it, to type another
    if (target_->isTyped() && !target().parent_path().empty())
        target_->setFolder(target().parent_path());
    const std::string stem = exportStem(source_, kind);
    const fs::path name = intoFolder ? fs::path(stem) : fs::path(stem + "." + exportEnding(kind));
    target_->suggest(freePath(target_->folder() / name));
    targetIntoFolder_ = intoFolder;
    targetKind_ = kind;
}

void ExportDialog::chooseTarget() {
    if (plan().intoFolder)
        return target_->askForFolder();
    const ExportKind kind = form_->options().kind;
    target_->askForFile(kind == ExportKind::Film ? tr("Films (*.mp4)") : tr("Pictures (*.png)"),
                        QString::fromStdString(exportEnding(kind)), target().filename());
}

/// What is typed, absolute and with its ending.
fs::path ExportDialog::target() const {
    fs::path path = target_->path();
    if (path.empty())
        return path;
    const ExportKind kind = form_->options().kind;
    const std::string ending = '.' + exportEnding(kind);
    const bool intoFolder = plan().intoFolder;
    if (!path.has_filename()) // "pictures/"
        path = intoFolder ? path.parent_path() : path / (exportStem(source_, kind) + ending);
    if (!intoFolder && path.extension() != ending)
        path += ending;
    return path;
}

void ExportDialog::begin() {
    const fs::path path = target();
    if (exporting_ || path.empty() || !export_->isEnabled())
        return;
    message_->clear();
    status_->setSaved({});
    std::error_code error;
    if (plan().intoFolder || !fs::is_regular_file(path, error))
        return start(path, false);
    const fs::path other = freePath(path);
    target_->askAboutExisting(path, other,
                              [this, path, other](bool replace) { start(replace ? path : other, replace); });
}

void ExportDialog::start(const fs::path& path, bool replace) {
    if (exporting_) // the question was asked twice
        return;
    form_->remember();
    exporting_ = true;
    cancelled_ = std::stop_source();
    status_->begin();
    status_->setText(tr("Exporting…"));
    time_.start();
    work({source_, form_->options(), path, replace});
    refresh();
    cancel_->setFocus();
}

void ExportDialog::work(const ExportOrder& order) {
    exports_.run([this, order, cancelled = cancelled_.get_token()](const Background::Turn& turn) {
        using Clock = std::chrono::steady_clock;
        Clock::time_point told = Clock::now() - kBetweenReports;
        const auto progress = [&](int done, int total) {
            if (const Clock::time_point now = Clock::now(); now - told >= kBetweenReports) {
                told = now;
                turn.tell([this, done, total] { showProgress(done, total); });
            }
            return !turn.stop().stop_requested() && !cancelled.stop_requested();
        };
        prepareRenderingThread();
        return [this, result = runExport(order, progress)] {
            if (result)
                showDone(*result);
            else
                endWork(tr("Cancelled; nothing was kept."));
        };
    });
}

void ExportDialog::showProgress(int done, int total) {
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
    showError(*message_, error);
    if (exporting_)
        endWork({});
}

void ExportDialog::endWork(const QString& status) {
    exporting_ = false;
    exports_.cancel(); // where a sample failed meanwhile: ends the export that still runs, drops its answers
    status_->end(status);
    target_->forgetSuggestion();
    refresh();
    if (closing_)
        QDialog::reject();
}

/// What is wrong with the plan is red.
void ExportDialog::recolor() {
    QPalette colors = palette();
    if (sampled_ && plan().problem != ExportProblem::None)
        colors.setColor(QPalette::WindowText, failureColor(palette()));
    plan_->setPalette(colors);
}

void ExportDialog::retranslate() {
    setWindowTitle(tr("Export"));
    describeField(preview_, tr("How it will look"), tr("How it will look"));
    plan_->setAccessibleName(tr("What will be made"));
    target_->setTexts(tr("File or folder to write"), tr("The file or folder to write"), tr("&Choose…"),
                      tr("Choose the file or folder to write"));
    status_->setProgressText(tr("Progress of the export"));
    describe(export_, tr("E&xport"), tr("Make the images and write them"));
    refresh();
}

} // namespace wasserfarbe
