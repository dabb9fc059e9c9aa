#pragma once

#include <filesystem>

#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace wasserfarbe {

/// How far an export is, in words and as a bar, and afterwards the button that shows in the file manager what
/// was saved. GUI thread only.
class ExportStatus : public QWidget {
    Q_OBJECT
public:
    /// @param names  what the names of its parts begin with
    ExportStatus(const QString& names, QWidget* parent);

    /// The bar is shown, and says no number yet.
    void begin();
    void setProgress(int done, int total);
    void setText(const QString& text);
    /// The bar goes.
    void end(const QString& text);
    /// @param saved  the file, or the folder that holds several; empty: there is nothing to show
    void setSaved(const std::filesystem::path& saved);
    /// What the bar is about.
    void setProgressText(const QString& text);

private:
    void reveal() const;

    std::filesystem::path saved_;
    QProgressBar* progress_;
    QLabel* status_;
    QPushButton* reveal_;
};

} // namespace wasserfarbe
