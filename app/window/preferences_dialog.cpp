#include "app/window/preferences_dialog.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QDialogButtonBox>
#include <QEvent>
#include <QFileDialog>
#include <QGridLayout>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "app/studio/decoded_pictures.h"
#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/settings.h"
#include "app/window/languages.h"
#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr std::array kSchemes = {ColorScheme::System, ColorScheme::Light, ColorScheme::Dark};

} // namespace

PreferencesDialog::PreferencesDialog(Settings& settings, DecodedPictures& pictures, QWidget* parent)
    : QDialog(parent),
      settings_(settings),
      decoded_(pictures),
      themeLabel_(new QLabel(this)),
      theme_(new QComboBox(this)),
      languageLabel_(new QLabel(this)),
      language_(new QComboBox(this)),
      folderLabel_(new QLabel(this)),
      folder_(new QLineEdit(this)),
      choose_(new QPushButton(this)),
      folderHint_(new QLabel(this)),
      picturesLabel_(new QLabel(this)),
      pictures_(new QLineEdit(this)),
      clear_(new QPushButton(this)),
      picturesHint_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Close, this)) {
    setObjectName(QStringLiteral("preferencesDialog"));
    build();
    connectAll();
    showFolder();
    retranslate();
    decoded_.measure();
}

void PreferencesDialog::build() {
    theme_->setObjectName(QStringLiteral("preferencesTheme"));
    language_->setObjectName(QStringLiteral("preferencesLanguage"));
    folder_->setObjectName(QStringLiteral("preferencesRunsFolder"));
    choose_->setObjectName(QStringLiteral("preferencesChooseRunsFolder"));
    pictures_->setObjectName(QStringLiteral("preferencesDecodedPictures"));
    clear_->setObjectName(QStringLiteral("preferencesClearDecodedPictures"));
    picturesHint_->setObjectName(QStringLiteral("preferencesDecodedPicturesHint"));
    for (std::size_t i = 0; i < kSchemes.size(); ++i)
        theme_->addItem(QString());
    language_->addItem(QString(), QString());
    for (const Languages::Language& language : Languages::available())
        language_->addItem(language.name, language.code);
    theme_->setCurrentIndex(static_cast<int>(
        std::find(kSchemes.begin(), kSchemes.end(), settings_.colorScheme()) - kSchemes.begin()));
    language_->setCurrentIndex(std::max(0, language_->findData(settings_.language())));
    for (QLineEdit* path : {folder_, pictures_}) {
        path->setReadOnly(true);
        path->setMinimumWidth(40 * kUnit);
    }
    for (QLabel* hint : {folderHint_, picturesHint_}) {
        hint->setWordWrap(true);
        makeQuiet(hint);
    }
    themeLabel_->setBuddy(theme_);
    languageLabel_->setBuddy(language_);
    folderLabel_->setBuddy(choose_);
    picturesLabel_->setBuddy(clear_);

    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * kUnit);
    grid->setVerticalSpacing(kUnit);
    grid->addWidget(themeLabel_, 0, 0);
    grid->addWidget(theme_, 0, 1, Qt::AlignLeft);
    grid->addWidget(languageLabel_, 1, 0);
    grid->addWidget(language_, 1, 1, Qt::AlignLeft);
    grid->addWidget(folderLabel_, 2, 0);
    grid->addWidget(folder_, 2, 1);
    grid->addWidget(choose_, 2, 2);
    grid->addWidget(folderHint_, 3, 1, 1, 2);
    grid->setRowMinimumHeight(4, kUnit);
    grid->addWidget(picturesLabel_, 5, 0);
    grid->addWidget(pictures_, 5, 1);
    grid->addWidget(clear_, 5, 2);
    grid->addWidget(picturesHint_, 6, 1, 1, 2);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * kUnit, 3 * kUnit, 3 * kUnit, 2 * kUnit);
    layout->setSpacing(3 * kUnit);
    layout->addLayout(grid);
    layout->addStretch();
    layout->addWidget(buttons_);
}

void PreferencesDialog::connectAll() {
    connect(theme_, &QComboBox::activated, this,
            [this](int index) { settings_.setColorScheme(kSchemes[static_cast<std::size_t>(index)]); });
    connect(language_, &QComboBox::activated, this,
            [this](int index) { settings_.setLanguage(language_->itemData(index).toString()); });
    connect(choose_, &QPushButton::clicked, this, &PreferencesDialog::chooseFolder);
    connect(&settings_, &Settings::runsFolderChanged, this, &PreferencesDialog::showFolder);
    connect(clear_, &QPushButton::clicked, &decoded_, &DecodedPictures::clear);
    connect(&decoded_, &DecodedPictures::changed, this, &PreferencesDialog::showPictures);
    connect(&decoded_, &DecodedPictures::cleared, this, [this] {
        cleared_ = true;
        showPictures();
    });
    connect(&decoded_, &DecodedPictures::failed, this,
            [this](const Error& error) { picturesHint_->setText(errorText(error).message); });
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

void PreferencesDialog::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QDialog::changeEvent(event);
}

void PreferencesDialog::retranslate() {
    setWindowTitle(tr("Preferences"));
    themeLabel_->setText(tr("&Theme"));
    theme_->setItemText(0, tr("As the system"));
    theme_->setItemText(1, tr("Light"));
    theme_->setItemText(2, tr("Dark"));
    theme_->setToolTip(tr("Light or dark colours"));
    theme_->setAccessibleName(tr("Theme"));
    languageLabel_->setText(tr("&Language"));
    language_->setItemText(0, tr("As the system"));
    language_->setToolTip(tr("The language of the program"));
    language_->setAccessibleName(tr("Language"));
    folderLabel_->setText(tr("&Runs folder"));
    folder_->setToolTip(tr("New runs are saved in this folder"));
    folder_->setAccessibleName(tr("Runs folder"));
    choose_->setText(tr("&Choose…"));
    choose_->setToolTip(tr("Choose another folder for new runs"));
    choose_->setAccessibleName(tr("Choose the runs folder"));
    folderHint_->setText(
        tr("Each run gets a folder of its own here. Runs in the folder of before stay there."));
    picturesLabel_->setText(tr("&Decoded pictures"));
    pictures_->setToolTip(tr("Pictures are decoded once and kept in this folder, so that they open at once"));
    pictures_->setAccessibleName(tr("Folder of the decoded pictures"));
    clear_->setText(tr("C&lear"));
    clear_->setToolTip(tr("Frees the room on the disk. Your own pictures stay as they are."));
    clear_->setAccessibleName(tr("Clear the decoded pictures"));
    showPictures();
    QPushButton* close = buttons_->button(QDialogButtonBox::Close);
    close->setObjectName(QStringLiteral("preferencesClose"));
    close->setText(tr("Close"));
    close->setToolTip(tr("Everything is saved already"));
    close->setAccessibleName(tr("Close"));
}

void PreferencesDialog::showFolder() {
    folder_->setText(toQString(settings_.runsFolder()));
    folder_->setCursorPosition(0);
}

void PreferencesDialog::showPictures() {
    pictures_->setText(toQString(DecodedPictures::folder()));
    pictures_->setCursorPosition(0);
    clear_->setEnabled(!decoded_.isBusy() && decoded_.size().value_or(0) > 0);
    const QString size = bytesText(decoded_.size().value_or(0));
    if (cleared_)
        picturesHint_->setText(
            tr("Cleared: %1 are left. Pictures are decoded anew when they are next needed.").arg(size));
    else if (decoded_.size())
        picturesHint_->setText(
            tr("They take %1. Whatever is cleared is decoded anew when it is next needed.").arg(size));
    else
        picturesHint_->setText(tr("Whatever is cleared is decoded anew when it is next needed."));
}

void PreferencesDialog::chooseFolder() {
    auto* dialog = new QFileDialog(this, tr("Choose the runs folder"), toQString(settings_.runsFolder()));
    dialog->setObjectName(QStringLiteral("runsFolderDialog"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this](const QString& folder) { settings_.setRunsFolder(toPath(folder)); });
    dialog->open();
}

} // namespace wasserfarbe
