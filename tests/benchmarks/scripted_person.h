#pragma once

#include <functional>
#include <string>
#include <vector>

#include <QAbstractButton>
#include <QSlider>
#include <QTimer>
#include <QToolButton>
#include <QTreeView>
#include <QWheelEvent>
#include <QtTest>

#include "app/pages/explore/explore_page.h"
#include "app/pages/gallery/gallery_page.h"
#include "tests/benchmarks/gui_answer.h"
#include "tests/support/real_window.h"
#include "widgets/latent/two_axis_pad.h"
#include "widgets/pictures/thumbnail_wall.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/timeline.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe::test {

/// Uses the studio as someone does who looks around while it trains: one thing every 150 ms, from page to
/// page, by mouse, wheel and keys.
class ScriptedPerson : public QObject {
public:
    ScriptedPerson(RealWindow& studio, GuiAnswer& answer) : studio_(studio), answer_(answer) {
        watchTraining();
        explore();
        lookThroughTheGallery();
        lookAtPictures();
        lookAtRuns();
        connect(&timer_, &QTimer::timeout, this, &ScriptedPerson::doNext);
        timer_.start(150);
    }

private:
    struct Act {
        std::string name;
        std::function<void()> run;
    };

    void doNext() {
        const Act& act = acts_[next_];
        next_ = (next_ + 1) % acts_.size();
        answer_.setDoing(act.name);
        act.run();
    }

    void add(int times, const std::string& name, const std::function<void()>& run) {
        acts_.insert(acts_.end(), static_cast<std::size_t>(times), Act{name, run});
    }

    /// And gives the page a second.
    void turnTo(int page, const std::string& name) {
        add(1, "turning to the page " + name, [this, page] {
            const QByteArray button = "railButton" + QByteArray::number(page);
            QTest::mouseClick(&studio_.find<QAbstractButton>(button.constData()), Qt::LeftButton);
        });
        add(6, "looking at the page " + name, [] {});
    }

    static void wheel(QWidget& widget, int turned) {
        const QPointF position = QRectF(widget.rect()).center();
        QWheelEvent event(position, widget.mapToGlobal(position), {}, {0, turned}, Qt::NoButton,
                          Qt::NoModifier, Qt::NoScrollPhase, false);
        QCoreApplication::sendEvent(&widget, &event);
    }

    /// With the left button held.
    static void drag(QWidget& widget, QPoint by) {
        const auto send = [&](QEvent::Type type, QPoint position, Qt::MouseButton button,
                              Qt::MouseButtons held) {
            QMouseEvent event(type, position, widget.mapToGlobal(position), button, held, Qt::NoModifier);
            QCoreApplication::sendEvent(&widget, &event);
        };
        const QPoint middle = widget.rect().center();
        send(QEvent::MouseButtonPress, middle, Qt::LeftButton, Qt::LeftButton);
        for (int i = 1; i <= 5; ++i)
            send(QEvent::MouseMove, middle + by * i / 5, Qt::NoButton, Qt::LeftButton);
        send(QEvent::MouseButtonRelease, middle + by, Qt::LeftButton, Qt::NoButton);
    }

    void watchTraining() {
        turnTo(2, "Train");
        auto& plot = studio_.part<LossPlot>();
        const auto drawing = [&plot]() -> QWidget& {
            QWidget* child = plot.canvas()->childAt(plot.canvas()->rect().center());
            return child ? *child : *plot.canvas();
        };
        TimelineBar& bar = *studio_.part<Timeline>().bar();
        add(12, "moving the timeline", [&bar] { QTest::keyClick(&bar, Qt::Key_Left); });
        add(4, "moving the timeline", [&bar] { QTest::keyClick(&bar, Qt::Key_Right); });
        add(6, "zooming the plot", [drawing] { wheel(drawing(), 120); });
        add(6, "panning the plot", [drawing] { drag(drawing(), {60, 0}); });
        add(4, "zooming the plot", [drawing] { wheel(drawing(), -120); });
        add(1, "showing all curves", [&plot] { showAllCurves(plot); });
        auto& smoothing = RealWindow::find<QSlider>(plot, "smoothing");
        add(8, "smoothing", [&smoothing] { QTest::keyClick(&smoothing, Qt::Key_PageUp); });
        add(8, "smoothing", [&smoothing] { QTest::keyClick(&smoothing, Qt::Key_PageDown); });
        add(1, "following again", [&plot] {
            QTest::mouseClick(&RealWindow::find<QToolButton>(plot, "plotReset"), Qt::LeftButton);
        });
    }

    static void showAllCurves(LossPlot& plot) {
        for (const Metric* curve : curve_metrics())
            plot.setCurveShown(*curve, true);
    }

    void explore() {
        turnTo(3, "Explore");
        auto& page = studio_.part<ExplorePage>();
        add(1, "following the training", [&page] {
            auto& follow = RealWindow::find<QToolButton>(page, "follow");
            if (follow.isEnabled() && !follow.isChecked())
                QTest::mouseClick(&follow, Qt::LeftButton);
        });
        add(12, "looking at the page Explore", [] {});
        auto& pad = RealWindow::find<TwoAxisPad>(page, "pad");
        add(6, "dragging on the pad", [&pad] { drag(pad, {80, 40}); });
        add(6, "moving on the pad", [&pad] { QTest::keyClick(&pad, Qt::Key_Down); });
        add(2, "another A", [&page] {
            QTest::mouseClick(&RealWindow::find<QAbstractButton>(page, "reseedA"), Qt::LeftButton);
        });
    }

    void lookThroughTheGallery() {
        turnTo(4, "Gallery");
        auto& page = studio_.part<GalleryPage>();
        QWidget& wall = *RealWindow::find<ThumbnailWall>(page, "galleryWall").viewport();
        add(8, "scrolling the gallery", [&wall] { wheel(wall, -240); });
        add(1, "another seed", [&page] {
            QTest::mouseClick(&RealWindow::find<QAbstractButton>(page, "galleryNewSeed"), Qt::LeftButton);
        });
        add(8, "scrolling the gallery", [&wall] { wheel(wall, 240); });
    }

    void lookAtPictures() {
        turnTo(1, "Data");
        QWidget& wall = *studio_.find<ThumbnailWall>("picturesWall").viewport();
        add(10, "scrolling the pictures", [&wall] { wheel(wall, -480); });
        add(5, "scrolling the pictures", [&wall] { wheel(wall, 960); });
    }

    void lookAtRuns() {
        turnTo(5, "Runs");
        auto& view = studio_.find<QTreeView>("runsView");
        add(4, "choosing runs", [&view] { QTest::keyClick(&view, Qt::Key_Down); });
    }

    RealWindow& studio_;
    GuiAnswer& answer_;
    std::vector<Act> acts_;
    std::size_t next_ = 0;
    QTimer timer_;
};

} // namespace wasserfarbe::test
