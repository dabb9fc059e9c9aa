#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/sessions/latent_session.h"
#include "app/studio/background.h"
#include "app/studio/studio.h"

namespace wasserfarbe {

/// Where the page's weights come from: opens models, and follows the training that runs. GUI thread only;
/// nothing blocks.
class ExploreSource : public QObject {
    Q_OBJECT
public:
    /// Makes a renderer of what the training hands over; tests give their own.
    using LiveRenderer = std::function<std::shared_ptr<LatentRenderer>(std::shared_ptr<Sampler>)>;

    ExploreSource(Studio& studio, LatentSession& session, QObject* parent = nullptr);

    /// Called when the model is open (true), or can't be opened (false).
    using Then = std::function<void(bool opened)>;

    /// No longer follows the training. The newest call wins.
    /// @param file  of `path`, where it is open already
    void open(const std::filesystem::path& path, Weights weights, Then then = {},
              std::shared_ptr<const ModelFile> file = {});
    /// The same for the weights that once made an image, or the nearest to them that are left. Who asks for
    /// the same model again while it is being opened waits for it together with those who did before.
    void openNearest(const ModelSource& source, Then then);
    /// Opens the current run's newest averaged weights where it has some, without a word where it has none.
    void openCurrentRun();

    /// A training is at work whose weights can be followed.
    bool canFollow() const;
    bool isFollowing() const { return following_; }
    /// Takes effect as soon as a training runs; goes on with the next training.
    void setFollowing(bool following);
    /// Nobody looks while it is not active: the training is left in peace.
    void setActive(bool active);
    /// Something is being opened.
    bool isOpening() const { return searching_ || opening_; }

    void setLiveRenderer(LiveRenderer renderer) { liveRenderer_ = std::move(renderer); }
    static constexpr int kFollowMilliseconds = 2000;

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
    void takeSampler(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step);
    void openEnd();
    void askForSampler();
    void updateTimer();

    Studio& studio_;
    LatentSession& session_;
    LiveRenderer liveRenderer_;
    QTimer timer_;
    bool following_ = false;
    bool active_ = false;
    bool searching_ = false;             ///< for the file to open
    bool opening_ = false;               ///< the session opens it
    bool quiet_ = false;                 ///< a failure to open is no news
    bool asked_ = false;                 ///< a sampler is on its way
    int skipped_ = 0;                    ///< times that it was not asked for because images were being made
    bool behind_ = false;                ///< a training that is followed ended while nobody looked
    std::optional<ModelSource> nearest_; ///< what is being opened, where `openNearest` asked for it
    std::vector<Then> thens_;            ///< who waits for what is being opened
    std::uint64_t search_ = 0;
    Background background_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
