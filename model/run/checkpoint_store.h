#pragma once

#include <functional>
#include <memory>
#include <utility>

#include "model/run/run_directory.h"
#include "model/training/trainer.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Keeps a run's checkpoints in its directory. Training thread.
class CheckpointStore final : public CheckpointSink {
public:
    /// @param kept  how many of the newest stay; 0: all
    CheckpointStore(RunDirectory directory, int kept) : directory_(std::move(directory)), kept_(kept) {}

    /// Is called before each save: what belongs to the state must be on its way to the disk first.
    std::function<void()> before_save;
    /// Is called after each save with the file and the step.
    std::function<void(const std::filesystem::path&, std::int64_t step)> on_saved;

    /// @throws Error (Disk)
    void save(const TrainingState& state) override;

    /// The newest checkpoint that can be read whole; nothing where the run has none at all. Those that can't
    /// be read go to `damaged`. @throws Error (Model) where it has some, but none that can be read
    static std::unique_ptr<TrainingState> read_newest(const RunDirectory& directory,
                                                      const std::function<void(const Error&)>& damaged);

private:
    void remove_old(const std::filesystem::path& saved) const;

    RunDirectory directory_;
    int kept_;
};

} // namespace wasserfarbe
