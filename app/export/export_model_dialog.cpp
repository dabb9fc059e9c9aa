#include "app/export/export_model_dialog.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include <QClipboard>
#include <QDesktopServices>
#include <QEvent>
#include <QFileDialog>
#include <QFontDatabase>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QProgressBar>
#include <QPushButton>
#include <QUrl>
#include <QVBoxLayout>

#include "app/export/existing_question.h"
#include "app/export/export_model_form.h"
#include "app/export/export_plan.h"
#include "app/sessions/caught_error.h"
#include "app/studio/error_text.h"
#include "app/studio/model_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
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
    switch (format) {
    case ModelFormat::PyTorch:
        return ".pt";
    case ModelFormat::Safetensors:
        return ".safetensors";
    case ModelFormat::TorchScript:
        return ".ts";
    case ModelFormat::Onnx:
        return ".onnx";
    }
    return {};
}

QString filterOf(ModelFormat format) {
    switch (format) {
    case ModelFormat::PyTorch:
        return QStringLiteral("PyTorch (*.pt *.pth *.ckpt)");
    case ModelFormat::Safetensors:
        return QStringLiteral("safetensors (*.safetensors)");
    case ModelFormat::TorchScript:
        return QStringLiteral("TorchScript (*.ts *.torchscript)");
    case ModelFormat::Onnx:
        return QStringLiteral("ONNX (*.onnx)");
    }
    return {};
}

} // namespace

ExportModelDialog::ExportModelDialog(Studio& studio, fs::path model, Weights weights, QWidget* parent)
    : QDialog(parent),
      studio_(studio),
      model_(std::move(model)),
      weights_(weights),
      folder_(studio.settings().lastExportFolder()),
      name_(new QLabel(this)),
      what_(new QLabel(this)),
      message_(new MessageBar(this)),
      form_(new ExportModelForm(studio.settings(), this)),
      snippetLabel_(new QLabel(this)),
      snippet_(new QPlainTextEdit(this)),
      copy_(new QPushButton(this)),
      targetLabel_(new QLabel(this)),
      target_(new QLineEdit(this)),
      choose_(new QPushButton(this)),
      progress_(new QProgressBar(this)),
      status_(new QLabel(this)),
      reveal_(new QPushButton(this)),
      close_(new QPushButton(this)),
      export_(new QPushButton(this)) {
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
    layout->addLayout(buildTarget());
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

QHBoxLayout* ExportModelDialog::buildTarget() {
    target_->setObjectName(QStringLiteral("exportModelTarget"));
    choose_->setObjectName(QStringLiteral("exportModelChoose"));
    choose_->setIcon(icon(QStringLiteral("folder")));
    choose_->setAutoDefault(false);
    targetLabel_->setBuddy(target_);
    auto* row = new QHBoxLayout;
    row->setSpacing(kUnit);
    row->addWidget(targetLabel_);
    row->addWidget(target_, 1);
    row->addWidget(choose_);
    return row;
}

QHBoxLayout* ExportModelDialog::buildButtons() {
    progress_->setObjectName(QStringLiteral("exportModelProgress"));
    status_->setObjectName(QStringLiteral("exportModelStatus"));
    reveal_->setObjectName(QStringLiteral("exportModelReveal"));
    close_->setObjectName(QStringLiteral("exportModelClose"));
    export_->setObjectName(QStringLiteral("exportModelStart"));
    progress_->setRange(0, 0);
    progress_->setTextVisible(false);
    progress_->setFixedWidth(20 * kUnit);
    progress_->hide();
    reveal_->setIcon(icon(QStringLiteral("reveal")));
    reveal_->hide();
    makeQuiet(status_);
    status_->setTextFormat(Qt::PlainText);
    makePrimary(export_);
    for (QPushButton* button : {reveal_, close_})
        button->setAutoDefault(false);
    export_->setDefault(true);
    auto* row = new QHBoxLayout;
    row->setSpacing(kUnit);
    row->addWidget(progress_);
    row->addWidget(status_, 1);
    row->addWidget(reveal_);
    row->addWidget(close_);
    row->addWidget(export_);
    return row;
}

void ExportModelDialog::connectControls() {
    connect(form_, &ExportModelForm::changed, this, &ExportModelDialog::refresh);
    connect(copy_, &QPushButton::clicked, this, &ExportModelDialog::copySnippet);
    connect(&copied_, &QTimer::timeout, this, [this] { showCopied(false); });
    connect(target_, &QLineEdit::textEdited, this, &ExportModelDialog::followTypedTarget);
    connect(choose_, &QPushButton::clicked, this, &ExportModelDialog::chooseTarget);
    connect(close_, &QPushButton::clicked, this, &ExportModelDialog::reject);
    connect(export_, &QPushButton::clicked, this, &ExportModelDialog::begin);
    connect(reveal_, &QPushButton::clicked, this,
            [this] { QDesktopServices::openUrl(QUrl::fromLocalFile(toQString(done_.parent_path()))); });
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
    background_.run([this, model = model_,
                     reader = studio_.options().modelWork.read](const std::stop_token&) -> Background::Then {
        try {
            return [this, info = reader(model)] { takeInfo(info); };
        } catch (...) {
            return [this, error = caughtError()] { showFailure(error); };
        }
    });
}

void ExportModelDialog::takeInfo(const ModelInfo& info) {
    if (!info.generator)
        return showFailure(Error(ErrorCode::NoGenerator, info.path, {why_no_generator(info)}));
    info_ = info;
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
    choose_->setEnabled(ready);
    copy_->setEnabled(info_.has_value());
    export_->setEnabled(ready && !target_->text().trimmed().isEmpty());
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
    if (!targetTyped_) {
        const fs::path current = toPath(target_->text());
        if (!current.empty() && format_of_ending(current) == format)
            return;
        target_->setText(toQString(freeTarget(folder_ / (modelStem(model_) + endingOf(format)))));
    } else if (fs::path typed = toPath(target_->text().trimmed());
               format_of_ending(typed).value_or(format) != format) {
        target_->setText(toQString(typed.replace_extension(endingOf(format))));
    }
}

/// An ending chooses the format.
void ExportModelDialog::followTypedTarget() {
    targetTyped_ = true;
    if (const std::optional<ModelFormat> format = format_of_ending(toPath(target_->text().trimmed())))
        form_->setFormat(*format);
    refresh();
}

void ExportModelDialog::chooseTarget() {
    const ModelFormat format = form_->how().format;
    auto* dialog = new QFileDialog(this, tr("Export to"), toQString(folder_), filterOf(format));
    dialog->setObjectName(QStringLiteral("exportModelTargetDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite); // asked when the export begins
    dialog->setDefaultSuffix(QString::fromStdString(endingOf(format).substr(1)));
    dialog->selectFile(toQString(target().filename()));
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        target_->setText(file);
        followTypedTarget();
    });
    dialog->open();
}

/// What is typed, absolute and with an ending of the format.
fs::path ExportModelDialog::target() const {
    fs::path path = toPath(target_->text().trimmed());
    if (path.empty())
        return path;
    const ModelFormat format = form_->how().format;
    if (path.is_relative())
        path = folder_ / path;
    path = path.lexically_normal();
    if (!path.has_filename()) // "models/"
        path /= modelStem(model_) + endingOf(format);
    if (format_of_ending(path) != format)
        path += endingOf(format);
    return path;
}

/// Those that will be written.
std::vector<fs::path> ExportModelDialog::files(const fs::path& out) const {
    const ModelExport how = form_->how();
    std::vector<fs::path> all = {out};
    if (how.format == ModelFormat::Onnx && how.with_critic)
        all.push_back(onnx_critic_path(out));
    return all;
}

fs::path ExportModelDialog::freeTarget(const fs::path& out) const {
    std::error_code error;
    fs::path candidate = out;
    const auto taken = [&error](const fs::path& file) { return fs::exists(fs::symlink_status(file, error)); };
    for (int number = 2;; ++number) {
        const std::vector<fs::path> all = files(candidate);
        if (std::none_of(all.begin(), all.end(), taken))
            return candidate;
        candidate = out.parent_path() /
                    (out.stem().string() + "-" + std::to_string(number) + out.extension().string());
    }
}

void ExportModelDialog::begin() {
    const fs::path out = target();
    if (exporting_ || out.empty() || !export_->isEnabled())
        return;
    message_->clear();
    reveal_->hide();
    const std::vector<fs::path> all = files(out);
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
    progress_->show();
    status_->setText(tr("Exporting…"));
    refresh();
    background_.run([this, model = info_->path, out, how = form_->how(),
                     write = studio_.options().modelWork.write](const std::stop_token&) -> Background::Then {
        try {
            return [this, written = write(model, out, how)] { showDone(written); };
        } catch (...) {
            return [this, error = caughtError()] { showFailure(error); };
        }
    });
}

void ExportModelDialog::showDone(const std::vector<fs::path>& written) {
    done_ = written.front();
    folder_ = done_.parent_path();
    studio_.settings().setLastExportFolder(folder_);
    const QString name = toQString(done_.filename());
    const QString text = written.size() > 1
                             ? tr("Exported to %1 and %2").arg(name, toQString(written[1].filename()))
                             : tr("Exported to %1").arg(name);
    studio_.notify(text);
    reveal_->show();
    if (!targetTyped_)
        target_->clear(); // the next one gets a name that is free then
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
    progress_->hide();
    status_->setText(status);
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
    targetLabel_->setText(tr("&To"));
    target_->setToolTip(tr("The file to write"));
    target_->setAccessibleName(tr("File to write"));
    choose_->setText(tr("C&hoose…"));
    choose_->setToolTip(tr("Choose the file to write"));
    choose_->setAccessibleName(tr("Choose the file to write"));
    progress_->setToolTip(tr("The model is being written"));
    progress_->setAccessibleName(tr("The model is being written"));
    reveal_->setText(tr("Sho&w in folder"));
    reveal_->setToolTip(tr("Open the folder that it was saved in"));
    reveal_->setAccessibleName(tr("Show in folder"));
    close_->setText(tr("Close"));
    close_->setToolTip(tr("Close this window"));
    close_->setAccessibleName(tr("Close"));
    export_->setText(tr("E&xport"));
    export_->setToolTip(tr("Write the model"));
    export_->setAccessibleName(tr("Export"));
    refresh();
}

} // namespace wasserfarbe
