#include "app/pages/explore/explore_stage.h"

#include <cmath>

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>
#include <QSlider>

#include "widgets/look/icon.h"
#include "widgets/look/image_view.h"
#include "widgets/look/metrics.h"
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
      view_(new ImageView(this)),
      place_(new QLabel(this)),
      keep_(new QPushButton(this)),
      useAsA_(new QPushButton(this)),
      useAsB_(new QPushButton(this)),
      walkButton_(new QPushButton(this)),
      slow_(new QLabel(this)),
      fast_(new QLabel(this)),
      speed_(new QSlider(Qt::Horizontal, this)),
      usePlace_(new QPushButton(this)) {
    view_->setObjectName(QStringLiteral("stage"));
    place_->setObjectName(QStringLiteral("place"));
    place_->setAlignment(Qt::AlignCenter);
    place_->setTextInteractionFlags(Qt::TextSelectableByMouse);
    makeQuiet(place_);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(view_, 1);
    layout->addWidget(place_);
    layout->addWidget(makeButtons());
    layout->addWidget(makeWalkRow());
    connect(keep_, &QPushButton::clicked, this, &ExploreStage::keepRequested);
    connect(useAsA_, &QPushButton::clicked, this, [this] { Q_EMIT useAsRequested(Endpoint::A); });
    connect(useAsB_, &QPushButton::clicked, this, [this] { Q_EMIT useAsRequested(Endpoint::B); });
    connect(walkButton_, &QPushButton::clicked, this, &ExploreStage::walkToggled);
    connect(usePlace_, &QPushButton::clicked, this, &ExploreStage::usePlaceRequested);
    connect(speed_, &QSlider::valueChanged, this,
            [this](int speed) { Q_EMIT legSecondsChosen(legSecondsAt(speed)); });
    connect(view_, &ImageView::menuRequested, this, &ExploreStage::menuRequested);
    setWalk(Walk::None);
}

QWidget* ExploreStage::makeButtons() {
    keep_->setObjectName(QStringLiteral("keep"));
    keep_->setIcon(iconOnAccent(QStringLiteral("keep")));
    makePrimary(keep_);
    useAsA_->setObjectName(QStringLiteral("useAsA"));
    useAsB_->setObjectName(QStringLiteral("useAsB"));
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addStretch();
    layout->addWidget(keep_);
    layout->addWidget(useAsA_);
    layout->addWidget(useAsB_);
    layout->addStretch();
    return row;
}

QWidget* ExploreStage::makeWalkRow() {
    walkButton_->setObjectName(QStringLiteral("walk"));
    speed_->setObjectName(QStringLiteral("walkSpeed"));
    speed_->setRange(0, kSpeedRange);
    speed_->setPageStep(4);
    speed_->setMinimumWidth(8 * kUnit);
    speed_->setMaximumWidth(16 * kUnit);
    usePlace_->setObjectName(QStringLiteral("usePlace"));
    makeQuiet(slow_);
    makeQuiet(fast_);
    auto* row = new QWidget(this);
    auto* layout = new QHBoxLayout(row);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addStretch();
    layout->addWidget(walkButton_);
    layout->addWidget(slow_);
    layout->addWidget(speed_, 1);
    layout->addWidget(fast_);
    layout->addWidget(usePlace_);
    layout->addStretch();
    return row;
}

void ExploreStage::setImage(const QImage& image) {
    view_->setImage(image);
}

void ExploreStage::setPlace(const QString& text) {
    place_->setText(text);
    view_->setAccessibleDescription(text);
}

void ExploreStage::setWalk(Walk walk) {
    walk_ = walk;
    walkButton_->setIcon(icon(walk == Walk::Running ? QStringLiteral("pause") : QStringLiteral("play")));
    usePlace_->setEnabled(walk == Walk::Paused);
    retranslate();
}

void ExploreStage::setLegSeconds(double seconds) {
    const QSignalBlocker blocker(speed_);
    speed_->setValue(speedFor(seconds));
}

void ExploreStage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void ExploreStage::retranslate() {
    view_->setAccessibleName(tr("Image at the cursor"));
    view_->setToolTip(tr("The image at the cursor; right-click for more"));
    view_->setPlaceholder(tr("The image is being made…"));
    keep_->setText(tr("Keep"));
    keep_->setToolTip(tr("Keep this image in the strip below (K)"));
    keep_->setAccessibleName(tr("Keep"));
    useAsA_->setText(tr("Use as A"));
    useAsA_->setToolTip(tr("Begin the way from A to B at this image"));
    useAsA_->setAccessibleName(tr("Use as A"));
    useAsB_->setText(tr("Use as B"));
    useAsB_->setToolTip(tr("End the way from A to B at this image"));
    useAsB_->setAccessibleName(tr("Use as B"));
    walkButton_->setText(walk_ == Walk::None      ? tr("Random walk")
                         : walk_ == Walk::Running ? tr("Pause walk")
                                                  : tr("Walk on"));
    walkButton_->setToolTip(
        tr("Wander between the kept images, or between random ones where there are fewer than "
           "two (W)"));
    walkButton_->setAccessibleName(walkButton_->text());
    slow_->setText(tr("slow"));
    fast_->setText(tr("fast"));
    speed_->setToolTip(tr("How fast the walk goes"));
    speed_->setAccessibleName(tr("Speed of the walk"));
    usePlace_->setText(tr("Use this place"));
    usePlace_->setToolTip(tr("Pause the walk first, then stay at its image with this"));
    usePlace_->setAccessibleName(tr("Use this place"));
}

} // namespace wasserfarbe
