#pragma once

#include <filesystem>

#include "model/weights/model_info.h"

namespace wasserfarbe {

/// What a ModelFile has: what the file says of itself, and which tensor takes which place of a network.
struct ModelContents {
    WeightsFile file;
    ModelInfo info;
    RecognizedWeights found;
};

/// Of a checkpoint of this program the settings say what its networks are, of any other file the shapes of
/// its tensors. @throws Error (Model); that no network is found is none
ModelContents read_model_contents(const std::filesystem::path& path);

} // namespace wasserfarbe
