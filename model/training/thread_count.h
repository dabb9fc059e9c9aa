#pragma once

#include <stop_token>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// Times a few steps of `config` on networks of its own at 1, 2, 4 ... threads up to the number of
/// processors, in turn, and returns the fastest count: two logical processors may share one core, and others
/// may be busy. Takes a few seconds; a stop ends it after the present step with the fastest so far. Changes
/// the calling thread's LibTorch thread count; draws nothing from a shared random generator.
int fastest_thread_count(const TrainingConfig& config, const std::stop_token& stop = {});

} // namespace wasserfarbe
