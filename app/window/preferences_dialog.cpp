#include "app/window/preferences_dialog.h"

#include <algorithm>
#include <array>

#include <QComboBox>
#include <QDialogButtonBox>
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
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr std::array kSchemes = {ColorScheme::System, ColorScheme::Light, ColorScheme::Dark};

} // namespace

PreferencesDialog::PreferencesDialog(Settings& settings, DecodedPictures& pictures, QWidget* parent)
    : QDialog(parent),
      settings_(settings),
      decoded_(pictures),
      theme_(named<QComboBox>("preferencesTheme", this)),
      language_(named<QComboBox>("preferencesLanguage", this)),
      folder_(named<QLineEdit>("preferencesRunsFolder", this)),
      choose_(named<QPushButton>("preferencesChooseRunsFolder", this)),
      folderHint_(new QLabel(this)),
      pictures_(named<QLineEdit>("preferencesDecodedPictures", this)),
      clear_(named<QPushButton>("preferencesClearDecodedPictures", this)),
      picturesHint_(named<QLabel>("preferencesDecodedPicturesHint", this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Close, this)) {
    setObjectName(QStringLiteral("preferencesDialog"));
    buttons_->button(QDialogButtonBox::Close)->setObjectName(QStringLiteral("preferencesClose"));
    build();
    connectAll();
    showFolder();
    followLanguage(this, [this] { retranslate(); });
    decoded_.measure();
}

void PreferencesDialog::build() {
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
    auto* grid = new QGridLayout;
    grid->setHorizontalSpacing(2 * kUnit);
    grid->setVerticalSpacing(kUnit);
    const std::array<QWidget*, 4> fields = {theme_, language_, choose_, clear_};
    const std::array rows = {0, 1, 2, 5};
    for (std::size_t i = 0; i < fields.size(); ++i) {
        labels_[i] = new QLabel(this);
        labels_[i]->setBuddy(fields[i]);
        grid->addWidget(labels_[i], rows[i], 0);
    }
    grid->addWidget(theme_, 0, 1, Qt::AlignLeft);
    grid->addWidget(language_, 1, 1, Qt::AlignLeft);
    grid->addWidget(folder_, 2, 1);
    grid->addWidget(choose_, 2, 2);
    grid->addWidget(folderHint_, 3, 1, 1, 2);
    grid->setRowMinimumHeight(4, kUnit);
    grid->addWidget(pictures_, 5, 1);
    grid->addWidget(clear_, 5, 2);
    grid->addWidget(picturesHint_, 6, 1, 1, 2);
    column(this, {grid, freeRoom(), buttons_}, 3 * kUnit)
        ->setContentsMargins(3 * kUnit, 3 * kUnit, 3 * kUnit, 2 * kUnit);
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

void PreferencesDialog::retranslate() {
    setWindowTitle(tr("Preferences"));
    const std::array labels = {tr("&Theme"), tr("&Language"), tr("&Runs folder"), tr("&Decoded pictures")};
    for (std::size_t i = 0; i < labels.size(); ++i)
        labels_[i]->setText(labels[i]);
    theme_->setItemText(0, tr("As the system"));
    theme_->setItemText(1, tr("Light"));
    theme_->setItemText(2, tr("Dark"));
    describeField(theme_, tr("Theme"), tr("Light or dark colours"));
    language_->setItemText(0, tr("As the system"));
    describeField(language_, tr("Language"), tr("The language of the program"));
    describeField(folder_, tr("Runs folder"), tr("New runs are saved in this folder"));
    describe(choose_, tr("&Choose…"), tr("Choose another folder for new runs"), tr("Choose the runs folder"));
    folderHint_->setText(
        tr("Each run gets a folder of its own here. Runs in the folder of before stay there."));
    describeField(pictures_, tr("Folder of the decoded pictures"),
                  tr("Pictures are decoded once and kept in this folder, so that they open at once"));
    describe(clear_, tr("C&lear"), tr("Frees the room on the disk. Your own pictures stay as they are."),
             tr("Clear the decoded pictures"));
    showPictures();
    describe(buttons_->button(QDialogButtonBox::Close), tr("Close"), tr("Everything is saved already"));
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
