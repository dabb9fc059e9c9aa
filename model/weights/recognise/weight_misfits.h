#pragma once

#include <cstddef>
#include <span>
#include <vector>

#include "model/weights/recognise/weight_modules.h"

namespace wasserfarbe {

/// Why some tensors of a file, which are no network of the DCGAN family, are none: at least one misfit.
/// @param wanted  their numbers
std::vector<Misfit> explain_misfits(std::span<const TensorInfo> tensors, std::span<const std::size_t> wanted);

} // namespace wasserfarbe
