#pragma once

#include <filesystem>

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

/// @throws Error (Model), naming the file
TrainingState read_checkpoint(const std::filesystem::path& path);
/// The same of one that is open.
TrainingState read_checkpoint(const ModelFile& checkpoint);

} // namespace wasserfarbe
