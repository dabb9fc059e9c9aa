#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "model/weights/model_info.h"
#include "model/weights/write/model_export.h"

namespace wasserfarbe {

/// A model file that is open, once for all that is done with it.
struct StudioModel {
    ModelInfo info;
    std::shared_ptr<const ModelFile> file{}; ///< the engine's; tests have none
    /// As `export_model`. Blocks; any thread. @throws Error
    std::function<std::vector<std::filesystem::path>(const std::filesystem::path& out,
                                                     const ModelExport& how)>
        write{};
};

/// What the studio does with model files beside making images; tests give their own.
struct ModelWork {
    /// Of a run its newest checkpoint. Blocks on the disk; any thread. @throws Error
    std::function<StudioModel(const std::filesystem::path& path)> open;
    /// As `python_snippet`; any thread.
    std::function<std::string(const ModelInfo& info, const std::filesystem::path& out,
                              const ModelExport& how)>
        snippet;
};

/// The engine's own.
ModelWork engineModelWork();

} // namespace wasserfarbe
