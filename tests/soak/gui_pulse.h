#pragma once

#include <chrono>
#include <cstdint>
#include <string>

#include <QObject>
#include <QTimer>

namespace wasserfarbe::soak {

/// For how long at most the GUI thread did not come back to its event loop. GUI thread only.
///
/// A beat that comes late counts for as late as it is, less the time in which the thread was ready to run and
/// the processor did something else (the kernel's own account, /proc/thread-self/schedstat): on a machine
/// that others use as well that is nobody's fault here.
class GuiPulse : public QObject {
public:
    struct Pause {
        double seconds = 0; ///< of which the thread itself is to blame
        double waited = 0;  ///< and for a processor, in seconds
        std::string during; ///< what had been done last
    };

    GuiPulse();
    ~GuiPulse() override;

    void setDoing(std::string what) { doing_ = std::move(what); }
    const Pause& longest() const { return longest_; }
    /// What was done since the last beat is not the studio's doing: it does not count.
    void forgive();

private:
    using Clock = std::chrono::steady_clock;

    void beat();
    double waitedForProcessor() const;

    QTimer timer_;
    int account_; ///< open file; -1: the kernel keeps none
    Clock::time_point last_ = Clock::now();
    double waited_ = 0;
    std::string doing_ = "beginning";
    Pause longest_;
};

} // namespace wasserfarbe::soak
