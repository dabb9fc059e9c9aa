#include "app/studio/training_follower.h"

#include <utility>

#include "app/sessions/caught_error.h"
#include "app/sessions/engine.h"

namespace wasserfarbe {

TrainingFollower::TrainingFollower(TrainingSession& training, Pace pace, QObject* parent)
    : QObject(parent), training_(training), pace_(pace) {
    liveRenderer_ = [](std::shared_ptr<Sampler> sampler) {
        return sampler ? engineRenderer(std::move(sampler)) : nullptr;
    };
    timer_.setInterval(kMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &TrainingFollower::fallBehind);
    connect(&training_, &TrainingSession::epochFinished, this, &TrainingFollower::fallBehind);
    connect(&training_, &TrainingSession::samplerArrived, this, &TrainingFollower::take);
    connect(&training_, &TrainingSession::stateChanged, this, &TrainingFollower::follow);
    connect(&training_, &TrainingSession::ended, this, [this] {
        if (isFollowing() && !training_.directory().empty())
            ended_ = training_.directory();
        tellEnd();
    });
}

void TrainingFollower::setFollowing(bool following) {
    if (following == isFollowing())
        return;
    state_ = following ? State::Behind : State::Off;
    ended_.reset();
    follow();
    Q_EMIT followingChanged();
}

void TrainingFollower::setActive(bool active) {
    active_ = active;
    if (!active && state_ == State::Current && pace_ == Pace::Moments)
        state_ = State::Behind;
    follow();
    tellEnd();
}

/// What was asked for but comes too late is asked for again.
void TrainingFollower::follow() {
    const bool possible = active_ && training_.isAtWork();
    if (!possible && state_ == State::Asked)
        state_ = State::Behind;
    const bool ticks = possible && isFollowing() && pace_ == Pace::Moments;
    if (ticks && !timer_.isActive())
        timer_.start();
    else if (!ticks)
        timer_.stop();
    advance();
}

void TrainingFollower::fallBehind() {
    if (state_ == State::Current)
        state_ = State::Behind;
    advance();
}

/// Better not before everything of the last weights is there: on a slow machine it would never be finished.
/// But some of it never is.
void TrainingFollower::advance() {
    constexpr int kPatience = 3;
    if (state_ != State::Behind || !active_ || !training_.isAtWork())
        return;
    if (busy_ && busy_() && ++putOff_ < kPatience)
        return;
    putOff_ = 0;
    state_ = State::Asked;
    training_.requestSampler();
}

/// The signal also brings what other pages asked for.
void TrainingFollower::take(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step) {
    if (state_ != State::Asked)
        return;
    state_ = State::Current;
    ended_.reset();
    std::shared_ptr<LatentRenderer> renderer;
    try {
        renderer = liveRenderer_(sampler);
    } catch (...) {
        Q_EMIT failed(caughtError());
        return;
    }
    if (renderer)
        Q_EMIT weightsArrived(renderer, {training_.directory(), Weights::Averaged, true, epoch, step});
}

void TrainingFollower::tellEnd() {
    if (active_ && ended_)
        Q_EMIT trainingEnded(*std::exchange(ended_, {}));
}

} // namespace wasserfarbe
