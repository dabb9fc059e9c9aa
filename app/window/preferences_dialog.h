#pragma once

#include <array>

#include <QDialog>

class QComboBox;
class QDialogButtonBox;
class QLabel;
class QLineEdit;
class QPushButton;

namespace wasserfarbe {

class DecodedPictures;
class Settings;

/// Every choice holds at once, so there is nothing to apply or cancel. GUI thread only, nothing blocks.
class PreferencesDialog : public QDialog {
    Q_OBJECT
public:
    PreferencesDialog(Settings& settings, DecodedPictures& pictures, QWidget* parent = nullptr);

private:
    void build();
    void connectAll();
    void retranslate();
    void showFolder();
    void showPictures();
    void chooseFolder();

    Settings& settings_;
    DecodedPictures& decoded_;
    bool cleared_ = false;            ///< since the dialog was opened
    std::array<QLabel*, 4> labels_{}; ///< of theme, language, folder and pictures
    QComboBox* theme_;
    QComboBox* language_;
    QLineEdit* folder_;
    QPushButton* choose_;
    QLabel* folderHint_;
    QLineEdit* pictures_; ///< where the decoded ones are
    QPushButton* clear_;
    QLabel* picturesHint_;
    QDialogButtonBox* buttons_;
};

} // namespace wasserfarbe
