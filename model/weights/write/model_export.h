#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "model/weights/model_file.h"
#include "model/weights/model_formats.h"

namespace wasserfarbe {

/// How a model is written.
struct ModelExport {
    ModelFormat format = ModelFormat::PyTorch;
    KeyStyle keys = KeyStyle::Article; ///< of the formats that have keys
    Weights weights = Weights::Averaged;
    bool with_critic = false;
};

/// article or dcgan. @throws Error (Usage)
KeyStyle parse_key_style(const std::string& name);

/// Writes a model's generator, and its critic where asked, whole or not at all, over a file that is there.
/// BatchNorm's buffers are written too. What each format is: see ModelFormat.
/// @returns the files written, as `exported_files`
/// @throws Error (Model, Disk; Usage where `out` is the model itself, or a critic is asked for that it has
/// not)
std::vector<std::filesystem::path> export_model(const ModelFile& model, const std::filesystem::path& out,
                                                const ModelExport& how);

/// The files that an export makes, `out` first.
std::vector<std::filesystem::path> exported_files(const std::filesystem::path& out, const ModelExport& how);

} // namespace wasserfarbe
