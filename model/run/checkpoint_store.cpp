#include "model/run/checkpoint_store.h"

#include "model/checkpoint/checkpoint.h"
#include "model/training/training_state.h"

namespace wasserfarbe {
namespace {

std::filesystem::path path_for(const RunDirectory& directory, const TrainingCounters& counters) {
    const int epoch = epochs_completed(counters);
    const bool epoch_just_ended = counters.position.batch == 0 && !counters.unfinished;
    return epoch_just_ended ? directory.checkpoint_path(epoch)
                            : directory.checkpoint_path(epoch, counters.step);
}

} // namespace

void CheckpointStore::save(const TrainingState& state) {
    const std::filesystem::path path = path_for(directory_, state.counters);
    write_checkpoint(path, state);
    remove_old();
    if (on_saved)
        on_saved(path, state.counters.step);
}

void CheckpointStore::remove_old() const {
    if (kept_ == 0)
        return;
    std::vector<RunDirectory::Checkpoint> list = directory_.checkpoints();
    for (std::size_t i = 0; i + static_cast<std::size_t>(kept_) < list.size(); ++i) {
        std::error_code ignored; // one that can't be removed is in nobody's way
        std::filesystem::remove(list[i].path, ignored);
    }
}

std::unique_ptr<TrainingState>
CheckpointStore::read_newest(const RunDirectory& directory,
                             const std::function<void(const Error&)>& damaged) {
    std::vector<RunDirectory::Checkpoint> list = directory.checkpoints();
    if (list.empty())
        return nullptr;
    for (auto checkpoint = list.rbegin(); checkpoint != list.rend(); ++checkpoint) {
        try {
            return std::make_unique<TrainingState>(read_checkpoint(checkpoint->path));
        } catch (const Error& error) {
            damaged(error);
        }
    }
    throw Error(ErrorKind::Model, directory.checkpoints_path(), "none of its checkpoints can be read");
}

} // namespace wasserfarbe
