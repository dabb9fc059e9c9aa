#pragma once

#include <QStatusBar>

#include "app/studio/studio.h"

class QLabel;

namespace wasserfarbe {

/// The window's last line: what trains, how fast, how far; notices come and go on its left. GUI thread only.
class StatusStrip : public QStatusBar {
    Q_OBJECT
public:
    explicit StatusStrip(Studio& studio, QWidget* parent = nullptr);

    /// A notice that goes after some seconds.
    void giveNotice(const QString& text);

protected:
    void changeEvent(QEvent* event) override;

private:
    QLabel* addFigure(const char* objectName);
    void showProgress();
    void showDevice();
    void showMemory();
    void retranslate();
    QString stateText() const;

    Studio& studio_;
    QLabel* state_;
    QLabel* epoch_;
    QLabel* left_;
    QLabel* speed_;
    QLabel* device_;
    QLabel* memory_;
};

} // namespace wasserfarbe
