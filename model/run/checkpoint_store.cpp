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

/// Takes a damaged checkpoint its name, so that nobody takes it for the newest again.
void set_aside(const std::filesystem::path& path) {
    std::filesystem::path name = path;
    name += ".damaged";
    std::error_code ignored; // then it is found damaged again the next time
    std::filesystem::rename(path, name, ignored);
}

} // namespace

void CheckpointStore::save(const TrainingState& state) {
    const std::filesystem::path path = path_for(directory_, state.counters);
    if (before_save)
        before_save();
    write_checkpoint(path, state);
    remove_old(path);
    if (on_saved)
        on_saved(path, state.counters.step);
}

void CheckpointStore::remove_old(const std::filesystem::path& saved) const {
    if (kept_ == 0)
        return;
    std::vector<RunDirectory::Checkpoint> list = directory_.checkpoints();
    for (std::size_t i = 0; i + static_cast<std::size_t>(kept_) < list.size(); ++i) {
        if (list[i].path == saved) // others may have later names, but this one is sure to be whole
            continue;
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
            auto state = std::make_unique<TrainingState>(read_checkpoint(checkpoint->path));
            for (auto later = list.rbegin(); later != checkpoint; ++later)
                set_aside(later->path);
            return state;
        } catch (const Error& error) {
            damaged(error);
        }
    }
    throw Error(ErrorKind::Model, directory.checkpoints_path(), "none of its checkpoints can be read");
}

} // namespace wasserfarbe
