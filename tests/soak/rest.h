#pragma once

#include "tests/soak/actions.h"
#include "tests/soak/gui_pulse.h"
#include "tests/soak/sample.h"

namespace wasserfarbe::soak {

/// Brings the studio to the same place again and again: nothing trains, no run is open, no dialog, the page
/// Data, in English and light; the same number of keepers and at most so many runs; every thread asleep, what
/// was deleted gone, caches of pixmaps empty, and free memory given back to the system. What differs from one
/// rest to the next was not given back.
class Rest {
public:
    static constexpr int kKeepers = 3; ///< at most
    static constexpr int kRuns = 6;    ///< at most: their folders are watched, their names shown

    Rest(Scene& scene, GuiPulse& pulse) : scene_(scene), pulse_(pulse) {}

    /// `seconds` is left to the caller.
    Sample take();

private:
    void putAway();
    void awaitStillness();
    int countObjects() const;

    Scene& scene_;
    GuiPulse& pulse_;
};

} // namespace wasserfarbe::soak
