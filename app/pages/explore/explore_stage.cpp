#include "app/pages/explore/explore_stage.h"

#include <cmath>

#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

// The speed's slider goes in equal ratios from the slowest to the fastest.
constexpr int kSpeedRange = 20;
constexpr double kSlowest = 8.0; // seconds from stop to stop
constexpr double kFastest = 0.5;

double legSecondsAt(int speed) {
    return kSlowest * std::pow(kFastest / kSlowest, speed / static_cast<double>(kSpeedRange));
}

int speedFor(double legSeconds) {
    return static_cast<int>(
        std::lround(std::log(legSeconds / kSlowest) / std::log(kFastest / kSlowest) * kSpeedRange));
}

} // namespace

ExploreStage::ExploreStage(QWidget* parent)
    : QWidget(parent),
      view(named<ImageView>("stage", this)),
      keep(named<QPushButton>("keep", this)),
      useAsA(named<QPushButton>("useAsA", this)),
      useAsB(named<QPushButton>("useAsB", this)),
      walkButton(named<QPushButton>("walk", this)),
      usePlace(named<QPushButton>("usePlace", this)),
      place_(named<QLabel>("place", this)),
      slow_(new QLabel(this)),
      fast_(new QLabel(this)),
      speed_(named<QSlider>("walkSpeed", Qt::Horizontal, this)) {
    place_->setAlignment(Qt::AlignCenter);
    place_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    keep->setIcon(iconOnAccent(QStringLiteral("keep")));
    makePrimary(keep);
    speed_->setRange(0, kSpeedRange);
    speed_->setPageStep(4);
    speed_->setMinimumWidth(8 * kUnit);
    speed_->setMaximumWidth(16 * kUnit);
    setTabOrder(walkButton, speed_); // before usePlace, as on the screen
    for (QLabel* label : {place_, slow_, fast_})
        makeQuiet(label);
    column(this, {{view, 1},
                  place_,
                  row({freeRoom(), keep, useAsA, useAsB, freeRoom()}),
                  row({freeRoom(), walkButton, slow_, {speed_, 1}, fast_, usePlace, freeRoom()})});
    connect(speed_, &QSlider::valueChanged, this,
            [this](int speed) { Q_EMIT legSecondsChosen(legSecondsAt(speed)); });
    followLanguage(this, [this] { refresh(); });
}

void ExploreStage::setPlace(const QString& text) {
    place_->setText(text);
    view->setAccessibleDescription(text);
}

void ExploreStage::setWalk(Walk walk) {
    walk_ = walk;
    refresh();
}

void ExploreStage::setLegSeconds(double seconds) {
    const QSignalBlocker blocker(speed_);
    speed_->setValue(speedFor(seconds));
}

void ExploreStage::refresh() {
    describeField(view, tr("Image at the cursor"), tr("The image at the cursor; right-click for more"));
    view->setPlaceholder(tr("The image is being made…"));
    describe(keep, tr("Keep"), tr("Keep this image in the strip below (K)"));
    describe(useAsA, tr("Use as A"), tr("Begin the way from A to B at this image"));
    describe(useAsB, tr("Use as B"), tr("End the way from A to B at this image"));
    walkButton->setIcon(icon(walk_ == Walk::Running ? QStringLiteral("pause") : QStringLiteral("play")));
    describe(walkButton,
             walk_ == Walk::None      ? tr("Random walk")
             : walk_ == Walk::Running ? tr("Pause walk")
                                      : tr("Walk on"),
             tr("Wander between the kept images, or between random ones where there are fewer than "
                "two (W)"));
    slow_->setText(tr("slow"));
    fast_->setText(tr("fast"));
    describeField(speed_, tr("Speed of the walk"), tr("How fast the walk goes"));
    usePlace->setEnabled(walk_ == Walk::Paused);
    describe(usePlace, tr("Use this place"), tr("Pause the walk first, then stay at its image with this"));
}

} // namespace wasserfarbe
