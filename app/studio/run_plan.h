#pragma once

#include <cstdint>
#include <filesystem>

#include <QString>

#include "model/types/dataset_selection.h"
#include "model/types/device.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// The next run as a person is putting it together on the pages Data and Train.
struct RunPlan {
    std::filesystem::path data; ///< folder of pictures; empty: not chosen yet
    Preset preset = Preset::Quick;
    TrainingConfig config;
    DatasetSelection selection; ///< which pictures of `data` take part
    std::uint64_t seed = 1;
    QString name; ///< of the run's folder; empty: made from the folder of pictures
    Device device;
    /// What the run begins with: the weights and optimizers of a checkpoint, or the weights of another model
    /// file; empty: new weights.
    std::filesystem::path branchOf;
    std::filesystem::path branchCritic; ///< the file of the critic; empty: the same
    std::int64_t branchStep = 0;        ///< steps that were made up to that checkpoint; 0: not known
    TrainingConfig branchConfig;        ///< with the networks that a branch keeps the shapes of

    bool operator==(const RunPlan&) const = default;
};

} // namespace wasserfarbe
