#pragma once

#include "model/types/training_config.h"

namespace wasserfarbe {

/// What the learning rates are multiplied by in an epoch: gamma^floor((epoch - 1) / every), as PyTorch's
/// StepLR.
/// @param epoch  counts from 1
double learning_rate_factor(const TrainingConfig& config, int epoch);

} // namespace wasserfarbe
