#pragma once

#include <filesystem>

#include <QElapsedTimer>
#include <QStringList>
#include <QTimer>

#include "tests/soak/actions.h"
#include "tests/soak/gui_pulse.h"
#include "tests/soak/log.h"
#include "tests/soak/rest.h"

namespace wasserfarbe::soak {

struct SoakOptions {
    double minutes = 10;
    std::uint64_t seed = 1;
    std::filesystem::path report; ///< CSV; empty: none
    QStringList only;             ///< kinds of actions to choose from once everything was done; empty: all
};

/// A person who uses the studio at random, for so long. Which actions are chosen, and with which choices of
/// their own, depends on the seed alone; what comes of them depends on the machine's time as well.
class Soak {
public:
    /// @param home  an empty folder for all that it makes
    Soak(const SoakOptions& options, const std::filesystem::path& home);

    /// @returns whether all is well. @throws WindowClosed
    bool run();
    /// What is being done.
    const std::string& doing() const { return doing_; }

private:
    double seconds() const { return static_cast<double>(clock_.elapsed()) / 1000; }
    std::vector<std::filesystem::path> drawPictures(const std::filesystem::path& home) const;
    void rehearse();
    void wander();
    void act(const Action& action);
    void rest();
    void sampleAtWork();

    SoakOptions options_;
    QElapsedTimer clock_;
    Log log_;
    Watchdog watchdog_;
    test::RealWindow window_;
    Tally tally_;
    Complaints complaints_;
    Hands hands_;
    Scene scene_;
    GuiPulse pulse_;
    Rest rest_;
    std::vector<Action> actions_;
    std::string doing_;
    int tried_ = 0;
    QTimer sampling_;
};

} // namespace wasserfarbe::soak
