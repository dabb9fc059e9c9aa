#include "app/export/target_line.h"

#include <utility>

#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPushButton>

#include "app/studio/path_text.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

TargetLine::TargetLine(const QString& names, std::filesystem::path folder, QWidget* parent)
    : QWidget(parent),
      names_(names),
      folder_(std::move(folder)),
      edit_(new QLineEdit(this)),
      choose_(new QPushButton(this)) {
    auto* label = new QLabel(this);
    edit_->setObjectName(names + QStringLiteral("Target"));
    choose_->setObjectName(names + QStringLiteral("Choose"));
    choose_->setIcon(icon(QStringLiteral("folder")));
    choose_->setAutoDefault(false);
    label->setBuddy(edit_);
    row(this, {label, {edit_, 1}, choose_});
    connect(choose_, &QPushButton::clicked, this, &TargetLine::choiceWanted);
    connect(edit_, &QLineEdit::textEdited, this, [this] {
        typed_ = true;
        Q_EMIT typed();
    });
    followLanguage(this, [label] { label->setText(tr("&To")); });
}

bool TargetLine::isEmpty() const {
    return text().empty();
}

std::filesystem::path TargetLine::text() const {
    return toPath(edit_->text().trimmed());
}

std::filesystem::path TargetLine::path() const {
    const std::filesystem::path path = text();
    if (path.empty())
        return {};
    return (path.is_relative() ? folder_ / path : path).lexically_normal();
}

void TargetLine::suggest(const std::filesystem::path& path) {
    edit_->setText(toQString(path));
    typed_ = false;
}

void TargetLine::correct(const std::filesystem::path& path) {
    edit_->setText(toQString(path));
}

void TargetLine::forgetSuggestion() {
    if (!typed_)
        edit_->clear();
}

void TargetLine::askForFolder() {
    QFileDialog* dialog = makeDialog();
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->open();
}

void TargetLine::askForFile(const QString& filter, const QString& suffix, const std::filesystem::path& name) {
    QFileDialog* dialog = makeDialog();
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    dialog->setDefaultSuffix(suffix);
    dialog->setNameFilter(filter);
    dialog->selectFile(toQString(name));
    dialog->open();
}

QFileDialog* TargetLine::makeDialog() {
    auto* dialog = new QFileDialog(window(), tr("Export to"), toQString(folder_));
    dialog->setObjectName(names_ + QStringLiteral("TargetDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        edit_->setText(file);
        typed_ = true;
        Q_EMIT typed();
    });
    return dialog;
}

void TargetLine::askAboutExisting(const std::filesystem::path& existing, const std::filesystem::path& other,
                                  const std::function<void(bool replace)>& then) {
    auto* question =
        new QMessageBox(QMessageBox::Question, tr("Export"),
                        tr("A file named %1 is there already.").arg(toQString(existing.filename())),
                        QMessageBox::Cancel, window());
    question->setObjectName(QStringLiteral("exportExists"));
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setInformativeText(toQString(existing.parent_path()));
    const auto add = [question](const char* name, const QString& text, const QString& tip,
                                QMessageBox::ButtonRole role) {
        QPushButton* button = question->addButton(text, role);
        button->setObjectName(QLatin1String(name));
        button->setToolTip(tip);
        return button;
    };
    auto* both = add("exportKeepBoth", tr("Save as %1").arg(toQString(other.filename())),
                     tr("Keep the file that is there"), QMessageBox::AcceptRole);
    auto* replace = add("exportReplace", tr("Replace"), tr("The file that is there is lost"),
                        QMessageBox::DestructiveRole);
    question->setDefaultButton(both);
    connect(question, &QMessageBox::buttonClicked, this, [both, replace, then](QAbstractButton* button) {
        if (button == both || button == replace)
            then(button == replace);
    });
    question->open();
}

void TargetLine::setTexts(const QString& name, const QString& tip, const QString& choose,
                          const QString& chooseTip) {
    describeField(edit_, name, tip);
    describe(choose_, choose, chooseTip, chooseTip);
}

} // namespace wasserfarbe
