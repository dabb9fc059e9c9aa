#pragma once

#include <cstdint>

#include <QElapsedTimer>
#include <QWidget>

class QLabel;
class QProgressBar;
class QPushButton;

namespace wasserfarbe {

/// How far the look at a folder's pictures is, with the time left and a way to end it. Passive: GUI thread
/// only.
class ReadingProgress : public QWidget {
    Q_OBJECT
public:
    explicit ReadingProgress(QWidget* parent = nullptr);

    void begin();
    /// Shows itself once it takes longer than a moment: a bar that flickers tells nothing.
    void setProgress(std::int64_t done, std::int64_t total);
    void end();

Q_SIGNALS:
    void cancelWanted();

private:
    void retranslate();

    QElapsedTimer elapsed_;
    QProgressBar* bar_;
    QLabel* text_;
    QPushButton* cancel_;
};

} // namespace wasserfarbe
