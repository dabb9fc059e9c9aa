#pragma once

#include "model/torch.h"

namespace wasserfarbe {

/// Copies every parameter and buffer, across devices where need be. @pre both networks have the same shapes
void copy_network(const torch::nn::Module& from, torch::nn::Module& to);

} // namespace wasserfarbe
