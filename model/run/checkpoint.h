#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <string>

#include "model/run/run_directory.h"
#include "model/types/error.h"

namespace wasserfarbe {

class ModelFile;
struct TrainingCounters;
struct TrainingState;

/// Writes all of a training state into one safetensors file, whole or not at all, and synced. The tensors
/// keep the names of TrainingState; everything else is in `__metadata__`: `format`, `software`, `config`
/// (JSON), `seed`, `device`, `threads`, `counters` (JSON), `quality` where it has a score. A checkpoint of
/// which a single bit changes is not read any more: see Checksums. @throws Error (Disk)
void write_checkpoint(const std::filesystem::path& path, const TrainingState& state);

/// Epochs that are over, the last one's generator update included.
int epochs_completed(const TrainingCounters& counters);

/// Where a state's checkpoint belongs: by its epoch, and within an epoch by its step too.
std::filesystem::path checkpoint_path(const RunDirectory& directory, const TrainingCounters& counters);

/// A text of a checkpoint's metadata. @throws Error (Model) where there is none of that key
const std::string& metadata_value(const std::map<std::string, std::string>& metadata, const std::string& key);

/// @throws Error (Model), naming the file
TrainingState read_checkpoint(const std::filesystem::path& path);
/// The same of one that is open.
TrainingState read_checkpoint(const ModelFile& checkpoint);

/// The newest checkpoint that can be read whole; nothing where the run has none at all. Those that can't be
/// read go to `damaged` and lose their names. @throws Error (Model) where it has some, but none that can be
/// read
std::unique_ptr<TrainingState> read_newest_checkpoint(const RunDirectory& directory,
                                                      const std::function<void(const Error&)>& damaged);

} // namespace wasserfarbe
