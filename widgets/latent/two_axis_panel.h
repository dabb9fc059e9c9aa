#pragma once

#include <QWidget>

#include "widgets/latent/two_axis_pad.h"

class QLabel;
class QSlider;

namespace wasserfarbe {

/// The pad between its two sliders: the upper one moves the first part of the latent from A to B, the left
/// one the rest. Sliders and pad are always in step and aligned. Passive: setters do not emit. GUI thread
/// only.
class TwoAxisPanel : public QWidget {
    Q_OBJECT
public:
    explicit TwoAxisPanel(QWidget* parent = nullptr);
    ~TwoAxisPanel() override;

    TwoAxisPad* pad() const { return pad_; }
    QSlider* horizontal() const { return horizontal_; }
    QSlider* vertical() const { return vertical_; }

    void setSteps(int steps);
    void setImageSize(int pixels);
    void setCursorPoint(const QPointF& point);
    /// What the axes move, in words.
    /// @param split  numbers of the latent on the horizontal axis  @param size  of the whole latent; 0: not
    /// known
    void setAxes(int split, int size);

    QSize minimumSizeHint() const override;
    QSize sizeHint() const override;

Q_SIGNALS:
    /// By hand, on the pad or a slider. Both 0 (A) to 1 (B).
    void cursorMoved(QPointF point);
    void moveFinished();

protected:
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void relayout();
    void retranslate();
    void showOnSliders(const QPointF& point);
    void sliderMoved();

    TwoAxisPad* pad_;
    QSlider* horizontal_;
    QSlider* vertical_;
    QLabel* across_;
    QWidget* down_;
    QLabel* a_;
    QLabel* b_;
    int split_ = 0;
    int latentSize_ = 0;
};

} // namespace wasserfarbe
