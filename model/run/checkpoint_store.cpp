#include "model/run/checkpoint_store.h"

#include "model/run/checkpoint.h"
#include "model/run/checkpoint_list.h"
#include "model/training/finite.h"
#include "model/training/training_state.h"

namespace wasserfarbe {
namespace {

/// Renames a damaged checkpoint, so that it is not taken for the newest again.
void set_aside(const std::filesystem::path& path) {
    std::filesystem::path name = path;
    name += ".damaged";
    std::error_code ignored; // then it is found damaged again the next time
    std::filesystem::rename(path, name, ignored);
}

} // namespace

std::filesystem::path checkpoint_path(const RunDirectory& directory, const TrainingCounters& counters) {
    const int epoch = epochs_completed(counters);
    const bool epoch_just_ended = counters.position.batch == 0 && !counters.unfinished;
    return epoch_just_ended ? directory.checkpoint_path(epoch)
                            : directory.checkpoint_path(epoch, counters.step);
}

void remove_superfluous_checkpoints(const RunDirectory& directory, int kept,
                                    const std::filesystem::path& just_saved) {
    if (kept == 0)
        return;
    for (const std::filesystem::path& path :
         superfluous_checkpoints(saved_checkpoints(directory), kept, just_saved)) {
        try {
            remove_checkpoint(path);
        } catch (const Error&) { // as the header says
        }
    }
}

std::unique_ptr<TrainingState> read_newest_checkpoint(const RunDirectory& directory,
                                                      const std::function<void(const Error&)>& damaged) {
    const std::vector<RunDirectory::Checkpoint> list = directory.checkpoints();
    if (list.empty())
        return nullptr;
    for (auto checkpoint = list.rbegin(); checkpoint != list.rend(); ++checkpoint) {
        try {
            auto state = std::make_unique<TrainingState>(read_checkpoint(checkpoint->path));
            if (const std::string name = first_not_finite(state->tensors); !name.empty())
                throw Error(ErrorCode::TensorNotFinite, checkpoint->path, {name});
            for (auto later = list.rbegin(); later != checkpoint; ++later)
                set_aside(later->path);
            return state;
        } catch (const Error& error) {
            damaged(error);
        }
    }
    throw Error(ErrorCode::NoSoundCheckpoint, directory.checkpoints_path());
}

} // namespace wasserfarbe
