#pragma once

#include <vector>

#include <QWidget>

#include "widgets/training/timeline_geometry.h"

namespace wasserfarbe {

/// The bar of the timeline: a line for each preview, numbers at round epochs, the accent handle at the one
/// shown. Drag, wheel, arrow keys, Home, End, Page Up and Page Down. Passive; GUI thread only.
class TimelineBar : public QWidget {
    Q_OBJECT
public:
    explicit TimelineBar(QWidget* parent = nullptr);

    void setMarks(std::vector<TimelineMark> marks);
    const std::vector<TimelineMark>& marks() const { return marks_; }
    /// -1: none. Emits nothing.
    void setCurrent(int index);
    int current() const { return current_; }
    TimelineGeometry geometryOfMarks() const;

    QSize sizeHint() const override;
    QSize minimumSizeHint() const override;

Q_SIGNALS:
    void picked(int index);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    bool event(QEvent* event) override;

private:
    void pick(int index);
    QString textOf(int index) const;

    std::vector<TimelineMark> marks_;
    int current_ = -1;
    int turned_ = 0; ///< of the wheel, in eighths of a degree, less than a notch
};

} // namespace wasserfarbe
