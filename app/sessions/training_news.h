#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "model/run/run_directory.h"
#include "model/training/run_events.h"
#include "model/training/trainer.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// What a training thread has to tell since it was last asked. Every step and every event is kept until it is
/// taken; of the rest the newest is enough.
struct TrainingNews {
    struct Loading {
        std::int64_t done = 0;
        std::int64_t total = 0;
    };
    struct Prepared {
        std::filesystem::path directory;
        RunRecord record;
    };
    /// The training thread waits for an answer.
    struct Unsaved {
        Error error;
        std::int64_t step = 0;
    };
    struct Ended {
        Trainer::Outcome outcome = Trainer::Outcome::Stopped;
        std::optional<Error> failure; ///< set: it failed
    };

    std::optional<Loading> loading;
    std::optional<Prepared> prepared;
    std::vector<RunEvent> events;        ///< in their order, but for Preview and SamplerReady
    std::optional<SamplerReady> sampler; ///< the newest
    std::optional<Unsaved> unsaved;      ///< after the events
    std::optional<Ended> ended;
};

} // namespace wasserfarbe
