#include "app/pages/explore/explore_walk.h"

#include <algorithm>
#include <utility>

#include "model/latent/two_axis.h"

namespace wasserfarbe {
namespace {

constexpr int kFrameMilliseconds = 33;
/// After a pause of the whole program (a laptop that slept) the walk goes on, it does not jump.
constexpr double kLongestStride = 0.5;

} // namespace

ExploreWalk::ExploreWalk(QObject* parent) : QObject(parent) {
    timer_.setInterval(kFrameMilliseconds);
    timer_.setTimerType(Qt::PreciseTimer);
    connect(&timer_, &QTimer::timeout, this,
            [this] { advance(std::min(static_cast<double>(clock_.restart()) / 1000.0, kLongestStride)); });
}

void ExploreWalk::begin(int size, std::vector<float> start, std::vector<std::vector<float>> stops,
                        std::uint64_t seed) {
    size_ = size;
    seed_ = seed;
    stops_ = std::move(stops);
    if (stops_.size() < 2)
        stops_.clear();
    next_ = 0;
    from_ = std::move(start);
    to_ = nextStop();
    way_ = 0;
    resume();
}

void ExploreWalk::pause() {
    if (!isRunning())
        return;
    timer_.stop();
    Q_EMIT runningChanged(false);
}

void ExploreWalk::resume() {
    if (isRunning() || !isUnderWay())
        return;
    clock_.start();
    timer_.start();
    Q_EMIT runningChanged(true);
}

void ExploreWalk::stop() {
    from_.clear();
    to_.clear();
    pause();
}

void ExploreWalk::setLegSeconds(double seconds) {
    legSeconds_ = std::max(0.1, seconds);
}

std::vector<float> ExploreWalk::place() const {
    // Slow at the stops, so that one sees them.
    const double t = way_ * way_ * (3 - 2 * way_);
    TwoAxisOptions options;
    options.interpolation = Interpolation::Spherical;
    return two_axis_latent(from_, to_, t, t, options);
}

void ExploreWalk::advance(double seconds) {
    if (!isUnderWay())
        return;
    way_ += seconds / legSeconds_;
    while (way_ >= 1) {
        way_ -= 1;
        from_ = std::exchange(to_, nextStop());
    }
    Q_EMIT moved();
}

std::vector<float> ExploreWalk::nextStop() {
    if (stops_.empty())
        return seeded_latents(seed_++, 1, size_).values;
    const std::vector<float>& stop = stops_[next_];
    next_ = (next_ + 1) % stops_.size();
    return stop;
}

} // namespace wasserfarbe
