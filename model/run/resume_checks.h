#pragma once

#include "model/dataset/image_dataset.h"
#include "model/run/run_directory.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

struct TrainingState;

/// A run's settings and seed are those of its checkpoint, but for what `may_change_on_resume` allows.
/// @throws Error (Model) that names each one that is not
void require_same_run(const RunDirectory& directory, const RunRecord& record,
                      const TrainingState& checkpoint);

/// @throws Error (Usage) that names each setting of `wanted` that would make it a different run
void require_resumable(const RunDirectory& directory, const TrainingConfig& record,
                       const TrainingConfig& wanted);

/// @throws Error (Usage) that names each setting in which the networks of a branch have another shape
void require_same_shapes(const TrainingConfig& branch, const TrainingConfig& parent);

/// @throws Error (Data) where the pictures are not those that the run began with
void require_same_pictures(const RunRecord& record, const ImageDataset& dataset);

} // namespace wasserfarbe
