#include "app/pages/explore/explore_source.h"

#include <system_error>
#include <utility>

#include "model/run/run_directory.h"

namespace wasserfarbe {
namespace {

bool isThere(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

} // namespace

std::filesystem::path runOfModel(const std::filesystem::path& path) {
    const std::filesystem::path whole = path.has_filename() ? path : path.parent_path();
    const std::filesystem::path folder = whole.parent_path();
    return folder.filename() == "checkpoints" ? folder.parent_path() : whole;
}

bool isSameModel(const ModelSource& a, const ModelSource& b) {
    return runOfModel(a.path).lexically_normal() == runOfModel(b.path).lexically_normal();
}

std::filesystem::path locateModel(const ModelSource& source) {
    const RunDirectory run(runOfModel(source.path));
    if (source.path.empty() || !run.holds_run())
        return source.path;
    for (const std::filesystem::path& file :
         {run.checkpoint_path(source.epoch, source.step), run.checkpoint_path(source.epoch)})
        if (isThere(file))
            return file;
    return isThere(source.path) ? source.path : run.path();
}

ExploreSource::ExploreSource(Studio& studio, LatentSession& session, QObject* parent)
    : QObject(parent),
      studio_(studio),
      session_(session),
      follower_(studio.training(), TrainingFollower::Pace::Moments) {
    follower_.setBusy([this] { return session_.isBusy(); }); // a walk is never done
    connect(&session_, &LatentSession::modelChanged, this, &ExploreSource::takeModel);
    connect(&session_, &LatentSession::failed, this, &ExploreSource::takeFailure);
    connect(&follower_, &TrainingFollower::weightsArrived, this, &ExploreSource::takeWeights);
    connect(&follower_, &TrainingFollower::trainingEnded, this, &ExploreSource::openEnd);
    connect(&follower_, &TrainingFollower::followingChanged, this, &ExploreSource::followingChanged);
    connect(&follower_, &TrainingFollower::failed, this, &ExploreSource::failed);
    connect(&studio_.training(), &TrainingSession::stateChanged, this, &ExploreSource::followingChanged);
    connect(&studio_.training(), &TrainingSession::ended, this, [this] {
        if (active_ && !isFollowing())
            openCurrentRun();
    });
}

void ExploreSource::open(const std::filesystem::path& path, Weights weights,
                         std::shared_ptr<const ModelFile> file) {
    setFollowing(false);
    nearest_.reset();
    thens_.clear();
    begin(path, weights, std::move(file));
}

void ExploreSource::begin(const std::filesystem::path& path, Weights weights,
                          std::shared_ptr<const ModelFile> file) {
    search_.cancel();
    searching_ = false;
    opening_ = true;
    quiet_ = false;
    Q_EMIT openingStarted(path);
    session_.open(path, weights, std::move(file));
}

void ExploreSource::openNearest(const ModelSource& source, std::function<void(bool opened)> then) {
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
    search_.replace([this, source](const auto&) {
        return [this, path = locateModel(source), source] { begin(path, source.weights); };
    });
}

void ExploreSource::openCurrentRun() {
    const bool training = studio_.training().isActive(); // it may have no checkpoint yet, but can be followed
    if (isOpening() || training || session_.source() || !studio_.currentRun().isOpen())
        return;
    open(studio_.currentRun().directory(), Weights::Averaged);
    quiet_ = true;
}

void ExploreSource::setActive(bool active) {
    active_ = active;
    follower_.setActive(active);
}

void ExploreSource::takeWeights(const std::shared_ptr<LatentRenderer>& renderer, const ModelSource& source) {
    search_.cancel();
    searching_ = false;
    nearest_.reset();
    thens_.clear();
    session_.setRenderer(renderer, source);
}

void ExploreSource::openEnd(const std::filesystem::path& run) {
    nearest_.reset();
    thens_.clear();
    begin(run, Weights::Averaged);
    quiet_ = true; // a training that failed may have left none, and its own page says so
}

/// While the file of a newer model is still searched for, this one is not wanted any more.
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
    const auto thens = std::exchange(thens_, {});
    if (done)
        Q_EMIT weightsChanged();
    else
        Q_EMIT openingEnded();
    for (const auto& then : thens)
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
