#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "app/sessions/background.h"
#include "app/sessions/latent_session.h"
#include "app/studio/studio.h"
#include "app/studio/training_follower.h"

namespace wasserfarbe {

/// The run that a run's folder or one of its checkpoints belongs to; any other path as it is. Looks at the
/// path alone, not at the disk.
std::filesystem::path runOfModel(const std::filesystem::path& path);

/// Both are of one run, or the same file.
bool isSameModel(const ModelSource& a, const ModelSource& b);

/// The file that is nearest to these weights and exists: the run's checkpoint of that epoch and step, or the
/// run itself, for its newest one; else the path as it is. Blocks on the disk; any thread.
std::filesystem::path locateModel(const ModelSource& source);

/// Where the page's weights come from: opens models, and follows the training that runs. GUI thread only;
/// nothing blocks.
class ExploreSource : public QObject {
    Q_OBJECT
public:
    ExploreSource(Studio& studio, LatentSession& session, QObject* parent = nullptr);

    /// No longer follows the training. The newest call wins.
    /// @param file  of `path`, where it is open already
    void open(const std::filesystem::path& path, Weights weights, std::shared_ptr<const ModelFile> file = {});
    /// The same for the weights that once made an image, or the nearest to them that are left. A second
    /// request for a model that is being opened waits for it together with the first.
    /// @param then  called when the model is open (true), or can't be opened (false)
    void openNearest(const ModelSource& source, std::function<void(bool opened)> then);
    /// Opens the current run's newest averaged weights where it has some, without a word where it has none.
    void openCurrentRun();

    /// A training is at work whose weights can be followed.
    bool canFollow() const { return studio_.training().isAtWork(); }
    bool isFollowing() const { return follower_.isFollowing(); }
    /// Takes effect as soon as a training runs; goes on with the next training.
    void setFollowing(bool following) { follower_.setFollowing(following); }
    /// While it is not active its images are not seen, and the training is left in peace.
    void setActive(bool active);
    /// Something is being opened.
    bool isOpening() const { return searching_ || opening_; }

    void setLiveRenderer(TrainingFollower::LiveRenderer renderer) {
        follower_.setLiveRenderer(std::move(renderer));
    }

Q_SIGNALS:
    void openingStarted(const std::filesystem::path& path);
    /// The session has other weights, or none any more.
    void weightsChanged();
    /// It could not be opened; what was open stays.
    void openingEnded();
    void followingChanged();
    void failed(const wasserfarbe::Error& error);

private:
    void begin(const std::filesystem::path& path, Weights weights,
               std::shared_ptr<const ModelFile> file = {});
    void takeModel();
    void finishOpening(bool opened);
    void takeFailure(const Error& error);
    void takeWeights(const std::shared_ptr<LatentRenderer>& renderer, const ModelSource& source);
    void openEnd(const std::filesystem::path& run);

    Studio& studio_;
    LatentSession& session_;
    TrainingFollower follower_;
    bool active_ = false;
    bool searching_ = false;             ///< for the file to open
    bool opening_ = false;               ///< the session opens it
    bool quiet_ = false;                 ///< a failure to open is no news
    std::optional<ModelSource> nearest_; ///< what is being opened, where `openNearest` asked for it
    std::vector<std::function<void(bool opened)>> thens_; ///< of `openNearest`
    Background search_;                                   ///< for a file; last: its answers go to the others
};

} // namespace wasserfarbe
