#pragma once

#include <vector>

#include <QFrame>

#include "app/studio/studio.h"

class QLabel;
class QPushButton;
class QToolButton;

namespace wasserfarbe {

/// The short way from the first window to one's own faces, in one line: pictures, train, explore; what is
/// done is ticked. It goes for good once it was walked or dismissed. GUI thread only.
class PathStrip : public QFrame {
    Q_OBJECT
public:
    explicit PathStrip(Studio& studio, QWidget* parent = nullptr);

    /// Exploring counts once there is something to explore.
    void pageShown(Page page);
    /// Also after it was dismissed.
    void showAgain();

private:
    void refresh();
    void retranslate();
    void finish();

    Studio& studio_;
    bool trained_ = false;
    bool explored_ = false;
    QLabel* title_;
    std::vector<QPushButton*> steps_;
    std::vector<QLabel*> arrows_; ///< between them
    QToolButton* close_;
};

} // namespace wasserfarbe
