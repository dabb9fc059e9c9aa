#pragma once

#include <cstdint>
#include <vector>

#include <QElapsedTimer>
#include <QObject>
#include <QTimer>

namespace wasserfarbe {

/// A walk through latent space: from stop to stop along an arc, slow at the stops. The stops are the kept
/// images where there are two or more of them, in their order and round again; else random latents. GUI
/// thread only.
class ExploreWalk : public QObject {
    Q_OBJECT
public:
    explicit ExploreWalk(QObject* parent = nullptr);

    /// @param size   of the latents
    /// @param start  where it sets out from
    /// @param stops  kept latents of that size; fewer than two: random ones
    /// @param seed   of the random ones
    void begin(int size, std::vector<float> start, std::vector<std::vector<float>> stops, std::uint64_t seed);
    void pause();
    void resume();
    /// Ends it: there is no place any more.
    void stop();

    bool isRunning() const { return timer_.isActive(); }
    /// Begun and not stopped; running or paused.
    bool isUnderWay() const { return !from_.empty(); }
    /// Seconds from one stop to the next.
    double legSeconds() const { return legSeconds_; }
    void setLegSeconds(double seconds);

    /// Where it is now. @pre isUnderWay()
    std::vector<float> place() const;
    /// Goes on by so much; what the clock does while it runs.
    void advance(double seconds);

Q_SIGNALS:
    /// The walk has come to another place.
    void moved();
    void runningChanged(bool running);

private:
    std::vector<float> nextStop();

    QTimer timer_;
    QElapsedTimer clock_;
    double legSeconds_ = 2.5;
    double way_ = 0; ///< of the present leg, 0 to 1
    std::vector<float> from_;
    std::vector<float> to_;
    std::vector<std::vector<float>> stops_;
    std::size_t next_ = 0;
    int size_ = 0;
    std::uint64_t seed_ = 0;
};

} // namespace wasserfarbe
