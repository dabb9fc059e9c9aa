#include "model/training/learning_rate.h"

#include <cmath>

namespace wasserfarbe {

double learning_rate_factor(const TrainingConfig& config, int epoch) {
    if (config.schedule_epochs == 0)
        return 1.0;
    return std::pow(config.schedule_gamma, (epoch - 1) / config.schedule_epochs);
}

} // namespace wasserfarbe
