#pragma once

#include <string_view>

namespace wasserfarbe {

/// What the names in files of weights usually mean. A name is one with dots, as of a TensorInfo.

/// Whether one of its parts says that it is an average of weights: "g_ema.main.0", "netG_EMA", "swa_model".
bool names_average(std::string_view name);

/// Whether it is of an optimizer's state and so no weight, though it may have the shape of one.
bool names_optimizer(std::string_view name);

/// How usual one of the name's parts is for a generator to be kept under: the lower, the more; unknown ones
/// have the largest number.
int generator_name_rank(std::string_view name);
/// Likewise for a critic.
int critic_name_rank(std::string_view name);

} // namespace wasserfarbe
