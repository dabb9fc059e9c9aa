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
    /// The checkpoint whose weights and optimizers the run begins with; empty: new weights.
    std::filesystem::path branchOf;
    std::int64_t branchStep = 0; ///< steps that were made up to that checkpoint
    TrainingConfig branchConfig; ///< of its run, whose networks a branch keeps the shapes of

    bool operator==(const RunPlan&) const = default;
};

} // namespace wasserfarbe
