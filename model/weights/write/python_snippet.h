#pragma once

#include <filesystem>
#include <string>

#include "model/weights/write/model_export.h"

namespace wasserfarbe {

/// A short piece of Python that loads what `export_model` wrote and makes an image tensor with it. Complete:
/// runs as it is, in the folder of `out`, which it names without its folder.
std::string python_snippet(const ModelInfo& info, const std::filesystem::path& out, const ModelExport& how);

} // namespace wasserfarbe
