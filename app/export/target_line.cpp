#include "app/export/target_line.h"

#include <utility>

#include <QEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "app/studio/path_text.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

TargetLine::TargetLine(const QString& names, std::filesystem::path folder, QWidget* parent)
    : QWidget(parent),
      names_(names),
      folder_(std::move(folder)),
      label_(new QLabel(this)),
      edit_(new QLineEdit(this)),
      choose_(new QPushButton(this)) {
    edit_->setObjectName(names + QStringLiteral("Target"));
    choose_->setObjectName(names + QStringLiteral("Choose"));
    choose_->setIcon(icon(QStringLiteral("folder")));
    choose_->setAutoDefault(false);
    label_->setBuddy(edit_);
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(label_);
    layout->addWidget(edit_, 1);
    layout->addWidget(choose_);
    connect(choose_, &QPushButton::clicked, this, &TargetLine::choiceWanted);
    connect(edit_, &QLineEdit::textEdited, this, [this] {
        typed_ = true;
        Q_EMIT typed();
    });
    retranslate();
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

void TargetLine::setTexts(const QString& name, const QString& tip, const QString& choose,
                          const QString& chooseTip) {
    edit_->setAccessibleName(name);
    edit_->setToolTip(tip);
    choose_->setText(choose);
    choose_->setToolTip(chooseTip);
    choose_->setAccessibleName(chooseTip);
}

void TargetLine::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void TargetLine::retranslate() {
    label_->setText(tr("&To"));
}

} // namespace wasserfarbe
