#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include <QObject>
#include <QTimer>

#include "app/sessions/latent_renderer.h"
#include "app/sessions/training_session.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Follows the training that runs, for a page that shows images of its newest averaged weights. What nobody
/// looks at takes nothing from the training. Belongs to the GUI thread; nothing blocks.
class TrainingFollower : public QObject {
    Q_OBJECT
public:
    /// When there are newer weights than those that are shown.
    enum class Pace {
        Epochs,  ///< after each epoch
        Moments, ///< also every kMilliseconds, and whenever somebody looks again
    };
    static constexpr int kMilliseconds = 2000;

    /// Makes a renderer of what the training hands over; tests give their own.
    using LiveRenderer = std::function<std::shared_ptr<LatentRenderer>(std::shared_ptr<Sampler>)>;

    TrainingFollower(TrainingSession& training, Pace pace, QObject* parent = nullptr);

    /// Goes on with the next training, until it is told not to.
    bool isFollowing() const { return state_ != State::Off; }
    void setFollowing(bool following);
    /// Somebody looks.
    void setActive(bool active);
    /// While it says so newer weights are asked for a little later: images of those before are being made.
    void setBusy(std::function<bool()> busy) { busy_ = std::move(busy); }
    void setLiveRenderer(LiveRenderer renderer) { liveRenderer_ = std::move(renderer); }

Q_SIGNALS:
    void followingChanged();
    /// Only to who follows, and while active.
    void weightsArrived(const std::shared_ptr<wasserfarbe::LatentRenderer>& renderer,
                        const wasserfarbe::ModelSource& source);
    /// A training that was followed has ended: the newest weights are in the checkpoint that it left, if any.
    /// As soon as somebody looks.
    void trainingEnded(const std::filesystem::path& run);
    void failed(const wasserfarbe::Error& error);

private:
    enum class State {
        Off,
        Behind,  ///< newer weights are to be asked for, as soon as somebody looks and a training runs
        Asked,   ///< they are on their way
        Current, ///< they are shown
    };

    void follow();
    void fallBehind();
    void advance();
    void take(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step);
    void tellEnd();

    TrainingSession& training_;
    const Pace pace_;
    LiveRenderer liveRenderer_;
    std::function<bool()> busy_;
    QTimer timer_;
    State state_ = State::Off;
    bool active_ = false;
    int putOff_ = 0;                             ///< times in a row that they were not asked for, being busy
    std::optional<std::filesystem::path> ended_; ///< the run whose end is still to be told
};

} // namespace wasserfarbe
