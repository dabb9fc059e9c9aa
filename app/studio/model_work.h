#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "model/weights/model_file.h"
#include "model/weights/write/model_export.h"

namespace wasserfarbe {

/// What the studio does with model files beside making images; tests give their own.
struct ModelWork {
    /// Of a run its newest checkpoint. Blocks on the disk; any thread. @throws Error
    std::function<ModelInfo(const std::filesystem::path& path)> read;
    /// As `export_model`. Blocks; any thread. @throws Error
    std::function<std::vector<std::filesystem::path>(
        const std::filesystem::path& model, const std::filesystem::path& out, const ModelExport& how)>
        write;
    /// As `python_snippet`; any thread.
    std::function<std::string(const ModelInfo& info, const std::filesystem::path& out,
                              const ModelExport& how)>
        snippet;
};

/// The engine's own.
ModelWork engineModelWork();

} // namespace wasserfarbe
