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

#include "app/studio/path_text.h"
#include "app/studio/settings.h"
#include "app/window/languages.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr std::array kSchemes = {ColorScheme::System, ColorScheme::Light, ColorScheme::Dark};

} // namespace

PreferencesDialog::PreferencesDialog(Settings& settings, QWidget* parent)
    : QDialog(parent),
      settings_(settings),
      themeLabel_(new QLabel(this)),
      theme_(new QComboBox(this)),
      languageLabel_(new QLabel(this)),
      language_(new QComboBox(this)),
      folderLabel_(new QLabel(this)),
      folder_(new QLineEdit(this)),
      choose_(new QPushButton(this)),
      folderHint_(new QLabel(this)),
      buttons_(new QDialogButtonBox(QDialogButtonBox::Close, this)) {
    setObjectName(QStringLiteral("preferencesDialog"));
    theme_->setObjectName(QStringLiteral("preferencesTheme"));
    language_->setObjectName(QStringLiteral("preferencesLanguage"));
    folder_->setObjectName(QStringLiteral("preferencesRunsFolder"));
    choose_->setObjectName(QStringLiteral("preferencesChooseRunsFolder"));
    for (std::size_t i = 0; i < kSchemes.size(); ++i)
        theme_->addItem(QString());
    language_->addItem(QString(), QString());
    for (const Languages::Language& language : Languages::available())
        language_->addItem(language.name, language.code);
    theme_->setCurrentIndex(static_cast<int>(
        std::find(kSchemes.begin(), kSchemes.end(), settings_.colorScheme()) - kSchemes.begin()));
    language_->setCurrentIndex(std::max(0, language_->findData(settings_.language())));
    folder_->setReadOnly(true);
    folder_->setMinimumWidth(40 * kUnit);
    folderHint_->setWordWrap(true);
    makeQuiet(folderHint_);
    themeLabel_->setBuddy(theme_);
    languageLabel_->setBuddy(language_);
    folderLabel_->setBuddy(choose_);

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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(3 * kUnit, 3 * kUnit, 3 * kUnit, 2 * kUnit);
    layout->setSpacing(3 * kUnit);
    layout->addLayout(grid);
    layout->addStretch();
    layout->addWidget(buttons_);

    connect(theme_, &QComboBox::activated, this,
            [this](int index) { settings_.setColorScheme(kSchemes[static_cast<std::size_t>(index)]); });
    connect(language_, &QComboBox::activated, this,
            [this](int index) { settings_.setLanguage(language_->itemData(index).toString()); });
    connect(choose_, &QPushButton::clicked, this, &PreferencesDialog::chooseFolder);
    connect(&settings_, &Settings::runsFolderChanged, this, &PreferencesDialog::showFolder);
    connect(buttons_, &QDialogButtonBox::rejected, this, &QDialog::reject);
    showFolder();
    retranslate();
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
