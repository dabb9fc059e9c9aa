#pragma once

#include <span>
#include <vector>

#include "model/weights/recognise/dcgan_shapes.h"

namespace wasserfarbe {

/// All networks of the DCGAN family in a file, told apart by what the names of their tensors begin with: none
/// is part of another. In the order of their first tensors.
/// @param misfits  where there is none: why
std::vector<NetworkReading> find_networks(std::span<const TensorInfo> tensors, std::vector<Misfit>& misfits);

} // namespace wasserfarbe
