#include "app/studio/model_work.h"

#include "app/sessions/engine_models.h"
#include "model/run/run_directory.h"
#include "model/weights/write/python_snippet.h"

namespace wasserfarbe {

ModelWork engineModelWork() {
    return {[](const std::filesystem::path& path) { return read_model_info(resolve_model_path(path)); },
            [](const std::filesystem::path& model, const std::filesystem::path& out, const ModelExport& how) {
                prepareRenderingThread();
                return export_model(model, out, how);
            },
            python_snippet};
}

} // namespace wasserfarbe
