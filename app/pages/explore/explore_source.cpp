#include "app/pages/explore/explore_source.h"

#include <utility>

#include "app/pages/explore/locate_model.h"

namespace wasserfarbe {

ExploreSource::ExploreSource(Studio& studio, LatentSession& session, QObject* parent)
    : QObject(parent), studio_(studio), session_(session), background_(this, Background::AtEnd::Drop) {
    liveRenderer_ = [](std::shared_ptr<Sampler> sampler) {
        return sampler ? engineRenderer(std::move(sampler)) : nullptr;
    };
    timer_.setInterval(kFollowMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &ExploreSource::askForSampler);
    connect(&session_, &LatentSession::modelChanged, this, &ExploreSource::takeModel);
    connect(&session_, &LatentSession::failed, this, &ExploreSource::takeFailure);
    TrainingSession& training = studio_.training();
    connect(&training, &TrainingSession::samplerArrived, this, &ExploreSource::takeSampler);
    connect(&training, &TrainingSession::epochFinished, this, &ExploreSource::askForSampler);
    connect(&training, &TrainingSession::ended, this, [this] {
        behind_ = following_;
        openEnd();
        if (active_ && !following_)
            openCurrentRun();
    });
    connect(&training, &TrainingSession::stateChanged, this, [this] {
        updateTimer();
        Q_EMIT followingChanged();
    });
}

void ExploreSource::open(const std::filesystem::path& path, Weights weights, Then then,
                         std::shared_ptr<const ModelFile> file) {
    setFollowing(false);
    nearest_.reset();
    thens_.clear();
    if (then)
        thens_.push_back(std::move(then));
    begin(path, weights, std::move(file));
}

void ExploreSource::begin(const std::filesystem::path& path, Weights weights,
                          std::shared_ptr<const ModelFile> file) {
    ++search_; // a search for another one is over
    searching_ = false;
    opening_ = true;
    quiet_ = false;
    Q_EMIT openingStarted(path);
    session_.open(path, weights, std::move(file));
}

void ExploreSource::openNearest(const ModelSource& source, Then then) {
    setFollowing(false);
    const bool awaited =
        isOpening() && nearest_ && isSameModel(*nearest_, source) && nearest_->weights == source.weights;
    if (!awaited)
        thens_.clear();
    thens_.push_back(std::move(then));
    if (awaited)
        return;
    nearest_ = source;
    searching_ = true;
    Q_EMIT openingStarted(source.path);
    background_.run([this, source, search = ++search_](const std::stop_token&) {
        return [this, path = locateModel(source), source, search] {
            if (search == search_)
                begin(path, source.weights);
        };
    });
}

void ExploreSource::openCurrentRun() {
    const bool training = studio_.training().isActive(); // it may have no checkpoint yet, but can be followed
    if (isOpening() || training || session_.source() || !studio_.currentRun().isOpen())
        return;
    open(studio_.currentRun().directory(), Weights::Averaged);
    quiet_ = true;
}

bool ExploreSource::canFollow() const {
    const TrainingSession::State state = studio_.training().state();
    return state == TrainingSession::State::Running || state == TrainingSession::State::Paused;
}

void ExploreSource::setFollowing(bool following) {
    if (following == following_)
        return;
    following_ = following;
    updateTimer();
    Q_EMIT followingChanged();
}

void ExploreSource::setActive(bool active) {
    active_ = active;
    updateTimer();
    openEnd();
}

void ExploreSource::updateTimer() {
    const bool wanted = following_ && active_ && canFollow();
    if (wanted == timer_.isActive())
        return;
    asked_ = false;
    if (!wanted)
        return timer_.stop();
    timer_.start();
    askForSampler();
}

/// Better not before everything of the last weights is there: on a slow machine the grid would never be
/// finished. But a walk is never done.
void ExploreSource::askForSampler() {
    constexpr int kPatience = 3;
    if (!timer_.isActive() || asked_)
        return;
    if (session_.isBusy() && ++skipped_ < kPatience)
        return;
    asked_ = true;
    skipped_ = 0;
    studio_.training().requestSampler();
}

void ExploreSource::takeSampler(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step) {
    asked_ = false;
    if (!following_ || !active_) // another page asked for it
        return;
    behind_ = false;
    ++search_;
    searching_ = false;
    nearest_.reset();
    thens_.clear();
    const ModelSource source{studio_.training().directory(), Weights::Averaged, true, epoch, step};
    if (auto renderer = liveRenderer_(sampler))
        session_.setRenderer(std::move(renderer), source);
}

/// The last weights are in the checkpoint that the training left.
void ExploreSource::openEnd() {
    const std::filesystem::path run = studio_.training().directory();
    if (!behind_ || !following_ || !active_ || run.empty())
        return;
    behind_ = false;
    nearest_.reset();
    thens_.clear();
    begin(run, Weights::Averaged);
    quiet_ = true; // a training that failed may have left none, and its own page says so
}

/// While the file of a newer one is still searched for, nobody waits for this one any more.
void ExploreSource::takeModel() {
    if (!searching_)
        return finishOpening(true);
    opening_ = false;
    Q_EMIT weightsChanged();
}

void ExploreSource::finishOpening(bool done) {
    opening_ = false;
    quiet_ = false;
    nearest_.reset();
    const std::vector<Then> thens = std::exchange(thens_, {});
    if (done)
        Q_EMIT weightsChanged();
    else
        Q_EMIT openingEnded();
    for (const Then& then : thens)
        then(done);
}

void ExploreSource::takeFailure(const Error& error) {
    const bool notOpened = opening_ && !session_.isOpening(); // else it is an image that could not be made
    if (!notOpened || !quiet_)
        Q_EMIT failed(error);
    if (!notOpened)
        return;
    opening_ = false;
    if (!searching_)
        finishOpening(false);
}

} // namespace wasserfarbe
