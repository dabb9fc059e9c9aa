#include "app/pages/explore/explore_controller.h"

#include <algorithm>
#include <utility>

#include <QRandomGenerator>

namespace wasserfarbe {
namespace {

constexpr std::uint64_t kFirstSeedA = 1;
constexpr std::uint64_t kFirstSeedB = 2;
/// Small enough to be remembered and told to another person.
constexpr quint32 kRandomSeeds = 100'000;

std::uint64_t randomSeed() {
    return QRandomGenerator::global()->bounded(kRandomSeeds);
}

const char* const kStepsChoice = "explore/steps";
const char* const kArcChoice = "explore/spherical";

} // namespace

ExploreController::ExploreController(Studio& studio, QObject* parent)
    : QObject(parent),
      studio_(studio),
      session_(studio.options().models, this),
      images_(session_, this),
      source_(studio, session_, this),
      walk_(this) {
    const Settings& settings = studio_.settings();
    const int steps = settings.choice(QLatin1String(kStepsChoice), state_.axes.steps).toInt();
    state_.axes.steps = std::clamp(steps, 1, kLargestSteps);
    if (settings.choice(QLatin1String(kArcChoice), false).toBool())
        state_.axes.interpolation = Interpolation::Spherical;
    connect(&source_, &ExploreSource::weightsChanged, this, &ExploreController::takeModel);
    connect(&walk_, &ExploreWalk::moved, this, [this] {
        images_.showPoint(walk_.place());
        Q_EMIT shownPointChanged();
    });
    connect(&walk_, &ExploreWalk::runningChanged, this, &ExploreController::changed);
    connect(&images_, &ExploreImages::pointReady, &studio_, &Studio::keep);
}

/// Weights of the same latent size leave the place as it is. With another size there is no way back to the
/// places before.
void ExploreController::takeModel() {
    const int size = session_.latentSize();
    if (size == 0) {
        walk_.stop();
        state_.a = {};
        state_.b = {};
        state_.away.reset();
        history_.restart(state_);
        images_.clear();
    } else if (size != state_.size()) {
        walk_.stop();
        const bool first = state_.size() == 0;
        state_ =
            resized(state_, size, first ? kFirstSeedA : randomSeed(), first ? kFirstSeedB : randomSeed());
        history_.restart(state_);
        images_.show(state_, state_.point());
    } else {
        images_.refresh();
    }
    Q_EMIT changed();
}

std::vector<float> ExploreController::shownPoint() const {
    return walk_.isUnderWay() ? walk_.place() : state_.point();
}

void ExploreController::commit(const ExploreState& state, ExploreChange change) {
    if (!hasModel())
        return;
    history_.record(state, change);
    show(state);
}

void ExploreController::show(const ExploreState& state) {
    walk_.stop();
    state_ = state;
    images_.show(state_, state_.point());
    Q_EMIT changed();
}

void ExploreController::setEnd(Endpoint endpoint, ExploreEnd end, bool goThere) {
    ExploreState next = state_;
    (endpoint == Endpoint::A ? next.a : next.b) = std::move(end);
    if (goThere) {
        next.away.reset();
        next.x = next.y = endpoint == Endpoint::A ? 0 : 1;
    }
    commit(next, ExploreChange::Seeds);
}

void ExploreController::setSeed(Endpoint endpoint, std::uint64_t seed) {
    if (hasModel())
        setEnd(endpoint, seededEnd(seed, state_.size()), false);
}

void ExploreController::reseed(Endpoint endpoint) {
    setSeed(endpoint, randomSeed());
}

void ExploreController::swapEnds() {
    ExploreState next = state_;
    std::swap(next.a, next.b);
    commit(next, ExploreChange::Seeds);
}

void ExploreController::setInterpolation(Interpolation interpolation) {
    ExploreState next = state_;
    next.axes.interpolation = interpolation;
    studio_.settings().setChoice(QLatin1String(kArcChoice), interpolation == Interpolation::Spherical);
    commit(next, ExploreChange::Axes);
}

void ExploreController::setSteps(int steps) {
    ExploreState next = state_;
    next.axes.steps = std::clamp(steps, 1, kLargestSteps);
    studio_.settings().setChoice(QLatin1String(kStepsChoice), next.axes.steps);
    commit(next, ExploreChange::Axes);
}

/// The middle is the default, and stays the middle for a model of another latent size.
void ExploreController::setSplit(int split) {
    ExploreState next = state_;
    next.axes.split.reset();
    if (split != next.split())
        next.axes.split = split;
    commit(next, ExploreChange::Axes);
}

void ExploreController::moveCursor(double x, double y) {
    ExploreState next = state_;
    next.x = std::clamp(x, 0.0, 1.0);
    next.y = std::clamp(y, 0.0, 1.0);
    next.away.reset();
    commit(next, ExploreChange::Cursor);
}

void ExploreController::setComponent(int component, float value) {
    std::vector<float> z = shownPoint();
    if (component < 0 || component >= static_cast<int>(z.size()))
        return;
    z[static_cast<std::size_t>(component)] = value;
    ExploreState next = state_;
    next.away = std::move(z);
    commit(next, ExploreChange::Component);
}

void ExploreController::undo() {
    if (canUndo())
        show(history_.undo());
}

void ExploreController::redo() {
    if (canRedo())
        show(history_.redo());
}

QString ExploreController::shownLabel() const {
    if (isAway())
        return tr("A place off the pad");
    if (!state_.a.seed || !state_.b.seed)
        return tr("Between two images, %1 % across and %2 % down")
            .arg(qRound(state_.x * 100))
            .arg(qRound(state_.y * 100));
    return tr("Between seeds %1 and %2, %3 % across and %4 % down")
        .arg(*state_.a.seed)
        .arg(*state_.b.seed)
        .arg(qRound(state_.x * 100))
        .arg(qRound(state_.y * 100));
}

LatentPoint ExploreController::shownLatentPoint() const {
    LatentPoint point = padLatentPoint(state_.x, state_.y);
    if (!isAway() && point.seed)
        point.image = images_.image();
    else
        point = {shownPoint(), point.source, {}, images_.image(), shownLabel()};
    return point;
}

LatentPoint ExploreController::endLatentPoint(Endpoint endpoint) const {
    const ExploreEnd& end = endpoint == Endpoint::A ? state_.a : state_.b;
    const QString label = end.seed ? tr("Seed %1").arg(*end.seed) : QString();
    return {end.z, session_.source().value_or(ModelSource{}), end.seed, images_.endImage(endpoint), label};
}

LatentPoint ExploreController::padLatentPoint(double x, double y) const {
    if (x == y && (x == 0 || x == 1))
        return endLatentPoint(x == 0 ? Endpoint::A : Endpoint::B);
    ExploreState there = state_;
    there.x = x;
    there.y = y;
    there.away.reset();
    return {there.point(), session_.source().value_or(ModelSource{}), {}, {}, {}};
}

void ExploreController::keep(const LatentPoint& point) {
    if (hasModel() && !point.z.empty())
        images_.complete(point);
}

bool ExploreController::fits(std::size_t size) {
    if (static_cast<int>(size) == state_.size())
        return true;
    Q_EMIT noticed(tr("This image has %1 numbers in its latent, this model takes %2: it can't be used here.")
                       .arg(size)
                       .arg(state_.size()));
    return false;
}

/// Another model's image is only to be seen again with that model; where it is gone, the present one shows
/// what it has there.
void ExploreController::openFor(const LatentPoint& point, const std::function<void()>& then) {
    if (point.source.path.empty() || (session_.source() && isSameModel(*session_.source(), point.source)))
        return then();
    source_.openNearest(point.source, [this, then](bool opened) {
        if (!hasModel())
            return;
        then();
        if (!opened)
            Q_EMIT noticed(tr("The model of this image can't be opened. The model that is open shows its own "
                              "image for the same latent."));
    });
}

void ExploreController::useAs(Endpoint endpoint, const LatentPoint& point) {
    openFor(point, [this, endpoint, point] {
        if (!fits(point.z.size()))
            return;
        setEnd(endpoint, {point.z, point.seed}, true);
        studio_.notify(endpoint == Endpoint::A ? tr("Used as A") : tr("Used as B"));
    });
}

void ExploreController::goTo(const LatentPoint& point) {
    openFor(point, [this, point] {
        if (!fits(point.z.size()))
            return;
        ExploreState next = state_;
        next.away = point.z;
        commit(next, ExploreChange::Place);
    });
}

void ExploreController::restore(const ImageOrigin& origin) {
    if (origin.latents.count < 1) {
        Q_EMIT noticed(tr("This picture does not say which latents it shows."));
        return;
    }
    LatentPoint first;
    first.source = {origin.model, origin.weights, false, origin.epoch, origin.step};
    openFor(first, [this, origin] { restoreHere(origin); });
}

void ExploreController::restoreHere(const ImageOrigin& origin) {
    if (!hasModel()) {
        Q_EMIT noticed(
            tr("The model of this picture is not known. Open one first, then drop the picture again."));
        return;
    }
    if (!fits(static_cast<std::size_t>(origin.latents.size)))
        return;
    const auto end = [&](int row, std::optional<std::uint64_t> seed) {
        const auto z = origin.latents.row(row);
        return ExploreEnd{{z.begin(), z.end()}, seed};
    };
    const int last = origin.latents.count - 1;
    ExploreState next = state_;
    next.away.reset();
    next.x = next.y = 0;
    // The origin records the seed of row 0 alone.
    next.a = end(0, origin.seed);
    if (last > 0)
        next.b = end(last, origin.axes ? origin.seed_b : std::nullopt);
    if (origin.axes) {
        next.axes = *origin.axes;
        next.axes.steps = std::clamp(next.axes.steps, 1, kLargestSteps);
    }
    for (ExploreEnd* one : {&next.a, &next.b})
        if (one->seed && seededEnd(*one->seed, origin.latents.size).z != one->z)
            one->seed.reset();
    commit(next, ExploreChange::Place);
    studio_.notify(tr("Back at the place of the picture"));
}

void ExploreController::toggleWalk() {
    if (!hasModel())
        return;
    if (walk_.isRunning())
        return walk_.pause();
    if (walk_.isUnderWay())
        return walk_.resume();
    std::vector<std::vector<float>> stops;
    const Keepers& keepers = studio_.keepers();
    for (int i = 0; i < keepers.count(); ++i)
        if (static_cast<int>(keepers.at(i).z.size()) == state_.size())
            stops.push_back(keepers.at(i).z);
    walk_.begin(state_.size(), state_.point(), std::move(stops), randomSeed());
}

void ExploreController::useWalkPlace() {
    if (!walk_.isUnderWay())
        return;
    ExploreState next = state_;
    next.away = walk_.place();
    commit(next, ExploreChange::Place);
}

} // namespace wasserfarbe
