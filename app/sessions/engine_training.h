#pragma once

#include "app/sessions/training_job.h"

namespace wasserfarbe {

/// The engine's own.
TrainingJobFactory engineTraining();

} // namespace wasserfarbe
