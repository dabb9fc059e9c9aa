#pragma once

#include <vector>

#include <QTimer>
#include <QWidget>

#include "widgets/training/timeline_bar.h"

class QComboBox;
class QLabel;
class QToolButton;

namespace wasserfarbe {

/// Every preview of a run on one line: pick one, play them, jump to an epoch. Passive; GUI thread only.
class Timeline : public QWidget {
    Q_OBJECT
public:
    explicit Timeline(QWidget* parent = nullptr);

    /// By epoch, then step. The current one stays where there still is one.
    void setMarks(const std::vector<TimelineMark>& marks);
    const std::vector<TimelineMark>& marks() const { return bar_->marks(); }
    int current() const { return bar_->current(); }
    /// Emits nothing. -1: none.
    void setCurrent(int index) { bar_->setCurrent(index); }
    bool isPlaying() const { return player_.isActive(); }
    /// From the current one to the last; from the first where the last is shown.
    void setPlaying(bool playing);
    TimelineBar* bar() const { return bar_; }

Q_SIGNALS:
    /// By the person or by playing.
    void currentChanged(int index);

private:
    void showMark(int index);
    void step();
    void refresh();
    void retranslate();

    TimelineBar* bar_;
    QToolButton* play_;
    QComboBox* speed_;
    QLabel* jumpLabel_;
    std::vector<QToolButton*> jumps_;
    QTimer player_;
};

} // namespace wasserfarbe
