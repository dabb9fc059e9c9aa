#include "app/export/export_model_dialog.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include <QClipboard>
#include <QEvent>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QVBoxLayout>

#include "app/export/existing_question.h"
#include "app/export/export_model_form.h"
#include "app/export/export_plan.h"
#include "app/export/export_status.h"
#include "app/export/target_line.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/metrics.h"
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
      name_(new QLabel(this)),
      what_(new QLabel(this)),
      message_(new MessageBar(this)),
      form_(new ExportModelForm(studio.settings(), this)),
      snippetLabel_(new QLabel(this)),
      snippet_(new QPlainTextEdit(this)),
      copy_(new QPushButton(this)),
      target_(new TargetLine(QStringLiteral("exportModel"), studio.settings().lastExportFolder(), this)),
      status_(new ExportStatus(QStringLiteral("exportModel"), this)),
      close_(new QPushButton(this)),
      export_(new QPushButton(this)),
      background_(Background::AtEnd::Finish, [this](const Error& error) { showFailure(error); }) {
    setObjectName(QStringLiteral("exportModelDialog"));
    setAttribute(Qt::WA_DeleteOnClose);
    build();
    connectControls();
    retranslate();
    read();
}

ExportModelDialog::~ExportModelDialog() = default;

void ExportModelDialog::build() {
    name_->setObjectName(QStringLiteral("exportModelName"));
    what_->setObjectName(QStringLiteral("exportModelWhat"));
    makeHeading(name_);
    makeQuiet(what_);
    for (QLabel* label : {name_, what_}) {
        label->setTextFormat(Qt::PlainText);
        label->setWordWrap(true);
    }
    auto* head = new QVBoxLayout;
    head->setSpacing(kUnit / 2);
    head->addWidget(name_);
    head->addWidget(what_);
    auto* columns = new QHBoxLayout;
    columns->setSpacing(3 * kUnit);
    columns->addWidget(form_);
    columns->addLayout(buildSnippet(), 1);
    form_->setFixedWidth(46 * kUnit);

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(2 * kUnit);
    layout->addLayout(head);
    layout->addWidget(message_);
    layout->addLayout(columns, 1);
    layout->addWidget(target_);
    layout->addLayout(buildButtons());
    resize(112 * kUnit, 68 * kUnit);
}

QVBoxLayout* ExportModelDialog::buildSnippet() {
    snippet_->setObjectName(QStringLiteral("exportModelSnippet"));
    copy_->setObjectName(QStringLiteral("exportModelCopy"));
    snippet_->setReadOnly(true);
    snippet_->setTabChangesFocus(true);
    snippet_->setLineWrapMode(QPlainTextEdit::NoWrap);
    snippet_->setFont(QFontDatabase::systemFont(QFontDatabase::FixedFont));
    snippetLabel_->setBuddy(snippet_);
    makeHeading(snippetLabel_);
    copy_->setAutoDefault(false);
    copied_.setSingleShot(true);
    copied_.setInterval(kCopiedMilliseconds);
    auto* head = new QHBoxLayout;
    head->setSpacing(kUnit);
    head->addWidget(snippetLabel_, 1, Qt::AlignTop); // level with the heading of the choices
    head->addWidget(copy_);
    auto* column = new QVBoxLayout;
    column->setSpacing(kUnit);
    column->addLayout(head);
    column->addWidget(snippet_, 1);
    return column;
}

QHBoxLayout* ExportModelDialog::buildButtons() {
    close_->setObjectName(QStringLiteral("exportModelClose"));
    export_->setObjectName(QStringLiteral("exportModelStart"));
    makePrimary(export_);
    close_->setAutoDefault(false);
    export_->setDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kUnit);
    row->addWidget(status_, 1);
    row->addWidget(close_);
    row->addWidget(export_);
    return row;
}

void ExportModelDialog::connectControls() {
    connect(form_, &ExportModelForm::changed, this, &ExportModelDialog::refresh);
    connect(copy_, &QPushButton::clicked, this, &ExportModelDialog::copySnippet);
    connect(&copied_, &QTimer::timeout, this, [this] { showCopied(false); });
    connect(target_, &TargetLine::typed, this, &ExportModelDialog::followTypedTarget);
    connect(target_, &TargetLine::choiceWanted, this, &ExportModelDialog::chooseTarget);
    connect(close_, &QPushButton::clicked, this, &ExportModelDialog::reject);
    connect(export_, &QPushButton::clicked, this, &ExportModelDialog::begin);
}

void ExportModelDialog::open() {
    setModal(false);
    show();
    raise();
    activateWindow();
}

void ExportModelDialog::reject() {
    if (!exporting_)
        return QDialog::reject();
    closing_ = true;
    refresh();
}

void ExportModelDialog::read() {
    background_.run([this, model = model_, open = studio_.options().modelWork.open](const auto&) {
        return [this, opened = open(model)] { takeModel(opened); };
    });
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

void ExportModelDialog::copySnippet() {
    QGuiApplication::clipboard()->setText(snippet_->toPlainText());
    showCopied(true);
}

void ExportModelDialog::showCopied(bool copied) {
    if (copied)
        copied_.start();
    else
        copied_.stop();
    copy_->setText(copied ? tr("Copied") : tr("&Copy"));
    copy_->setIcon(icon(copied ? QStringLiteral("check") : QStringLiteral("copy")));
    copy_->setAccessibleName(copied ? tr("Copied") : tr("Copy"));
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
    const auto exists = [](const fs::path& file) {
        std::error_code error;
        return fs::exists(fs::symlink_status(file, error));
    };
    return freePath(out, [&](const fs::path& candidate) {
        const std::vector<fs::path> all = exported_files(candidate, form_->how());
        return std::any_of(all.begin(), all.end(), exists);
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
        std::find_if(all.begin(), all.end(), [&](const fs::path& file) { return fs::exists(file, error); });
    if (existing == all.end())
        return start(out);
    const fs::path other = freeTarget(out);
    askAboutExisting(this, *existing, other,
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
    const ErrorText words = errorText(error);
    message_->showMessage(MessageBar::Kind::Failure, words.message, words.detail);
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

void ExportModelDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void ExportModelDialog::retranslate() {
    setWindowTitle(tr("Export model"));
    showModel();
    snippetLabel_->setText(tr("In Python"));
    snippet_->setToolTip(tr("Loads the file and makes an image with it"));
    snippet_->setAccessibleName(tr("Python that loads the file"));
    copy_->setToolTip(tr("Copy the Python text"));
    showCopied(false);
    target_->setTexts(tr("File to write"), tr("The file to write"), tr("C&hoose…"),
                      tr("Choose the file to write"));
    status_->setProgressText(tr("The model is being written"));
    close_->setText(tr("Close"));
    close_->setToolTip(tr("Close this window"));
    close_->setAccessibleName(tr("Close"));
    export_->setText(tr("E&xport"));
    export_->setToolTip(tr("Write the model"));
    export_->setAccessibleName(tr("Export"));
    refresh();
}

} // namespace wasserfarbe
