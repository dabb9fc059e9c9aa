#include "app/export/export_model_dialog.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include <QClipboard>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

#include "app/export/export_model_form.h"
#include "app/export/export_plan.h"
#include "app/export/export_status.h"
#include "app/export/target_line.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr int kCopiedMilliseconds = 2000;

std::string endingOf(ModelFormat format) {
    return std::string(written_endings(format).front());
}

QString filterOf(ModelFormat format) {
    return QStringLiteral("%1 (%2)").arg(formatTitle(format), endingPatterns(written_endings(format)));
}

} // namespace

ExportModelDialog::ExportModelDialog(Studio& studio, fs::path model, Weights weights, QWidget* parent)
    : QDialog(parent),
      studio_(studio),
      model_(std::move(model)),
      weights_(weights),
      name_(named<QLabel>("exportModelName", this)),
      what_(named<QLabel>("exportModelWhat", this)),
      message_(new MessageBar(this)),
      form_(new ExportModelForm(studio.settings(), this)),
      snippetLabel_(new QLabel(this)),
      snippet_(named<QPlainTextEdit>("exportModelSnippet", this)),
      copy_(named<QPushButton>("exportModelCopy", this)),
      target_(new TargetLine(QStringLiteral("exportModel"), studio.settings().lastExportFolder(), this)),
      status_(new ExportStatus(QStringLiteral("exportModel"), this)),
      close_(named<QPushButton>("exportModelClose", this)),
      export_(named<QPushButton>("exportModelStart", this)),
      background_(Background::AtEnd::Finish, [this](const Error& error) { showFailure(error); }) {
    setObjectName(QStringLiteral("exportModelDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connectControls();
    followLanguage(this, [this] { retranslate(); });
    background_.run([this, wanted = model_, open = studio_.options().modelWork.open](const auto&) {
        return [this, opened = open(wanted)] { takeModel(opened); };
    });
}

void ExportModelDialog::build() {
    makeHeading(name_);
    makeQuiet(what_);
    for (QLabel* label : {name_, what_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    form_->setFixedWidth(46 * kUnit);
    snippet_->setReadOnly(true);
    snippet_->setTabChangesFocus(true);
    snippet_->setLineWrapMode(QPlainTextEdit::NoWrap);
    snippet_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    snippetLabel_->setBuddy(snippet_);
    makeHeading(snippetLabel_);
    copied_.setSingleShot(true);
    copied_.setInterval(kCopiedMilliseconds);
    copy_->setAutoDefault(false);
    close_->setAutoDefault(false);
    export_->setDefault(true);
    makePrimary(export_);

    QVBoxLayout* snippet = column({row({{snippetLabel_, 1, Qt::AlignTop}, // level with the choices' heading
                                        copy_}),
                                   {snippet_, 1}});
    column(this,
           {column({name_, what_}, kUnit / 2),
            message_,
            {row({form_, {snippet, 1}}, 3 * kUnit), 1},
            target_,
            row({{status_, 1}, close_, export_})},
           2 * kUnit)
        ->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    resize(112 * kUnit, 68 * kUnit);
}

void ExportModelDialog::connectControls() {
    connect(form_, &ExportModelForm::changed, this, &ExportModelDialog::refresh);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(snippet_->toPlainText());
        showCopied(true);
    });
    connect(&copied_, &QTimer::timeout, this, [this] { showCopied(false); });
    connect(target_, &TargetLine::typed, this, &ExportModelDialog::followTypedTarget);
    connect(target_, &TargetLine::choiceWanted, this, &ExportModelDialog::chooseTarget);
    connect(close_, &QPushButton::clicked, this, &ExportModelDialog::reject);
    connect(export_, &QPushButton::clicked, this, &ExportModelDialog::begin);
}

void ExportModelDialog::open() {
    showBeside(this);
}

void ExportModelDialog::reject() {
    if (!exporting_)
        return QDialog::reject();
    closing_ = true;
    refresh();
}

void ExportModelDialog::takeModel(const StudioModel& model) {
    const ModelInfo& info = model.info;
    if (!info.generator)
        return showFailure(Error(ErrorCode::NoGenerator, info.path, {why_no_generator(info)}));
    info_ = info;
    write_ = model.write;
    showModel();
    form_->setModel(info, weights_); // tells what follows
}

void ExportModelDialog::showModel() {
    const QString name = modelName(model_);
    name_->setText(info_ && info_->epoch > 0 ? tr("%1, epoch %2").arg(name, countText(info_->epoch)) : name);
    name_->setToolTip(toQString(info_ ? info_->path : model_));
    what_->setText(info_ ? modelText(*info_) : tr("Reading the model…"));
}

/// Everything that follows from the choices.
void ExportModelDialog::refresh() {
    suggestTarget();
    showSnippet();
    const bool ready = info_ && !exporting_;
    form_->setEnabled(ready);
    target_->setEnabled(ready);
    copy_->setEnabled(info_.has_value());
    export_->setEnabled(ready && !target_->isEmpty());
    close_->setEnabled(!closing_);
}

void ExportModelDialog::showSnippet() {
    const fs::path out = info_ ? target() : fs::path();
    const QString text =
        out.empty() ? QString()
                    : QString::fromStdString(studio_.options().modelWork.snippet(*info_, out, form_->how()));
    if (text == snippet_->toPlainText())
        return;
    snippet_->setPlainText(text);
    showCopied(false);
}

void ExportModelDialog::showCopied(bool copied) {
    if (copied)
        copied_.start();
    else
        copied_.stop();
    describe(copy_, copied ? tr("Copied") : tr("&Copy"), tr("Copy the Python text"));
    copy_->setIcon(icon(copied ? QStringLiteral("check") : QStringLiteral("copy")));
}

/// A name that is free, where the person gave none; one that was given keeps up with the format.
void ExportModelDialog::suggestTarget() {
    if (!info_)
        return;
    const ModelFormat format = form_->how().format;
    fs::path current = target_->text();
    const std::optional<ModelFormat> formatNow = format_of_ending(current);
    if (target_->isTyped()) {
        if (formatNow.value_or(format) != format)
            target_->correct(current.replace_extension(endingOf(format)));
    } else if (current.empty() || formatNow != format) {
        target_->suggest(freeTarget(target_->folder() / (modelStem(model_) + endingOf(format))));
    }
}

/// An ending chooses the format.
void ExportModelDialog::followTypedTarget() {
    if (const std::optional<ModelFormat> format = format_of_ending(target_->text()))
        form_->setFormat(*format);
    refresh();
}

void ExportModelDialog::chooseTarget() {
    const ModelFormat format = form_->how().format;
    target_->askForFile(filterOf(format), QString::fromStdString(endingOf(format).substr(1)),
                        target().filename());
}

/// What is typed, absolute and with an ending of the format.
fs::path ExportModelDialog::target() const {
    fs::path path = target_->path();
    if (path.empty())
        return path;
    const ModelFormat format = form_->how().format;
    if (!path.has_filename()) // "models/"
        path /= modelStem(model_) + endingOf(format);
    if (format_of_ending(path) != format)
        path += endingOf(format);
    return path;
}

fs::path ExportModelDialog::freeTarget(const fs::path& out) const {
    return freePath(out, [&](const fs::path& candidate) {
        const std::vector<fs::path> all = exported_files(candidate, form_->how());
        return std::ranges::any_of(all, isNameTaken);
    });
}

void ExportModelDialog::begin() {
    const fs::path out = target();
    if (exporting_ || out.empty() || !export_->isEnabled())
        return;
    message_->clear();
    status_->setSaved({});
    const std::vector<fs::path> all = exported_files(out, form_->how());
    std::error_code error;
    const auto existing =
        std::ranges::find_if(all, [&](const fs::path& file) { return fs::exists(file, error); });
    if (existing == all.end())
        return start(out);
    const fs::path other = freeTarget(out);
    target_->askAboutExisting(*existing, other,
                              [this, out, other](bool replace) { start(replace ? out : other); });
}

void ExportModelDialog::start(const fs::path& out) {
    if (exporting_) // the question was asked twice
        return;
    form_->remember();
    exporting_ = true;
    status_->begin();
    status_->setText(tr("Exporting…"));
    refresh();
    background_.run([this, out, how = form_->how(), write = write_](const auto&) {
        return [this, written = write(out, how)] { showDone(written); };
    });
}

void ExportModelDialog::showDone(const std::vector<fs::path>& written) {
    const fs::path& out = written.front();
    target_->setFolder(out.parent_path());
    studio_.settings().setLastExportFolder(out.parent_path());
    const QString name = toQString(out.filename());
    const QString text = written.size() > 1
                             ? tr("Exported to %1 and %2").arg(name, toQString(written[1].filename()))
                             : tr("Exported to %1").arg(name);
    studio_.notify(text);
    status_->setSaved(out);
    target_->forgetSuggestion();
    endWork(text);
}

void ExportModelDialog::showFailure(const Error& error) {
    showError(*message_, error);
    if (!info_)
        what_->clear(); // nothing is being read any more
    closing_ = false;   // to be read
    endWork({});
}

void ExportModelDialog::endWork(const QString& status) {
    exporting_ = false;
    status_->end(status);
    refresh();
    if (closing_)
        QDialog::reject();
}

void ExportModelDialog::retranslate() {
    setWindowTitle(tr("Export model"));
    showModel();
    snippetLabel_->setText(tr("In Python"));
    describeField(snippet_, tr("Python that loads the file"),
                  tr("Loads the file and makes an image with it"));
    showCopied(false);
    target_->setTexts(tr("File to write"), tr("The file to write"), tr("C&hoose…"),
                      tr("Choose the file to write"));
    status_->setProgressText(tr("The model is being written"));
    describe(close_, tr("Close"), tr("Close this window"));
    describe(export_, tr("E&xport"), tr("Write the model"));
    refresh();
}

} // namespace wasserfarbe
