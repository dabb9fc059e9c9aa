#pragma once

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wasserfarbe {

class Settings;

/// Every choice holds at once, so there is nothing to apply or cancel. GUI thread only.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    explicit PreferencesDialog(Settings& settings, QWidget* parent = nullptr);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    void showFolder();
    void chooseFolder();

    Settings& settings_;
    QLabel* themeLabel_;
    QComboBox* theme_;
    QLabel* languageLabel_;
    QComboBox* language_;
    QLabel* folderLabel_;
    QLineEdit* folder_;
    QPushButton* choose_;
    QLabel* folderHint_;
    QDialogButtonBox* buttons_;
};

} // namespace wasserfarbe
