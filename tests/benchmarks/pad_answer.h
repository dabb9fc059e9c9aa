#pragma once

#include <random>

#include <QCoreApplication>
#include <QMouseEvent>

#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_page.h"
#include "tests/benchmarks/gui_answer.h"
#include "widgets/latent/two_axis_pad.h"
#include "widgets/look/image_view.h"

namespace wasserfarbe::test {

/// How long the image follows the pad's cursor: from the mouse event to the paint of the image of that very
/// place, shown on the screen.
class PadAnswer : public QObject {
public:
    explicit PadAnswer(ExplorePage& page)
        : controller_(page.controller()),
          pad_(*page.findChild<TwoAxisPad*>(QStringLiteral("pad"))),
          view_(*page.findChild<ImageView*>(QStringLiteral("stage"))) {
        view_.installEventFilter(this);
    }

    /// Drags the cursor from place to place, one move each 150 ms or when the image is there, if that is
    /// later.
    Measured drag(int moves) {
        Measured times;
        send(QEvent::MouseButtonPress, {0.5, 0.5}, Qt::LeftButton);
        for (int i = 0; i < moves; ++i) {
            const Clock::time_point begin = Clock::now();
            if (const double taken = moveSomewhere(); taken >= 0)
                times.add(taken);
            const double pause = (0.13 + 0.04 * random()) - millisecondsSince(begin) / 1000;
            if (pause > 0)
                runFor(pause);
        }
        send(QEvent::MouseButtonRelease, {place_.x(), place_.y()}, Qt::LeftButton);
        return times;
    }

protected:
    /// The paint itself and what brings it to the screen come before what is posted now.
    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == QEvent::Paint && waiting_ && isShown()) {
            waiting_ = false;
            QMetaObject::invokeMethod(
                this,
                [this] {
                    taken_ = millisecondsSince(moved_);
                    loop_.quit();
                },
                Qt::QueuedConnection);
        }
        return false;
    }

private:
    static constexpr int kLongest = 10000; // milliseconds

    double random() { return std::uniform_real_distribution<double>(0, 1)(numbers_); }

    bool isShown() {
        const ExploreState& state = controller_.state();
        const QImage image = controller_.images().image();
        return QPointF(state.x, state.y) != before_ && !image.isNull() && view_.image() == image;
    }

    /// @returns milliseconds; below 0: the image never came
    double moveSomewhere() {
        before_ = {controller_.state().x, controller_.state().y};
        place_ = {random(), random()};
        taken_ = -1;
        waiting_ = true;
        moved_ = Clock::now();
        send(QEvent::MouseMove, place_, Qt::NoButton);
        QTimer patience;
        QObject::connect(&patience, &QTimer::timeout, &loop_, &QEventLoop::quit);
        patience.start(kLongest);
        loop_.exec();
        waiting_ = false;
        return taken_;
    }

    void send(QEvent::Type type, const QPointF& point, Qt::MouseButton button) {
        const QPointF position = pad_.padGeometry().toPosition(point).toPoint();
        const Qt::MouseButtons held = type == QEvent::MouseButtonRelease ? Qt::NoButton : Qt::LeftButton;
        QCoreApplication::postEvent(
            &pad_, new QMouseEvent(type, position, pad_.mapToGlobal(position), button, held, Qt::NoModifier));
    }

    ExploreController& controller_;
    TwoAxisPad& pad_;
    ImageView& view_;
    std::mt19937 numbers_{7};
    QEventLoop loop_;
    QPointF before_;
    QPointF place_;
    Clock::time_point moved_;
    double taken_ = -1;
    bool waiting_ = false;
};

} // namespace wasserfarbe::test
