#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <utility>
#include <variant>
#include <vector>

#include "model/run/run_directory.h"
#include "model/training/trainer.h"
#include "model/types/error.h"
#include "model/types/progress.h"
#include "model/types/step_stats.h"

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
    struct EpochFinished {
        int epoch = 0;
    };
    struct PreviewSaved {
        Preview preview;
        std::filesystem::path path;
    };
    struct CheckpointSaved {
        std::filesystem::path path;
        std::int64_t step = 0;
    };
    struct PauseChanged {
        bool paused = false;
    };
    struct RolledBack {
        Rollback back;
        std::size_t steps = 0; ///< how many of `steps` were made before
    };
    struct DiskTrouble {
        Error error;
    };
    struct DiskRecovered {};
    /// The training thread waits for an answer.
    struct Unsaved {
        Error error;
        std::int64_t step = 0;
    };
    struct SavedElsewhere {
        std::filesystem::path path;
    };
    using Event = std::variant<EpochFinished, PreviewSaved, CheckpointSaved, PauseChanged, DiskTrouble,
                               DiskRecovered, RolledBack, Unsaved, SavedElsewhere>;
    struct NewSampler {
        std::shared_ptr<Sampler> sampler;
        int epoch = 0;
        std::int64_t step = 0;
    };
    struct Ended {
        Trainer::Outcome outcome = Trainer::Outcome::Stopped;
        std::optional<Error> failure; ///< set: it failed
    };

    std::optional<Loading> loading;
    std::optional<Prepared> prepared;
    bool timingThreads = false;
    std::optional<ComputeInfo> started;
    std::vector<StepStats> steps;
    Progress progress;         ///< of the last of `steps`
    std::vector<Event> events; ///< in their order
    std::optional<NewSampler> sampler;
    std::optional<Ended> ended;
};

} // namespace wasserfarbe
