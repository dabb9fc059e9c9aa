#include "app/studio/model_work.h"

#include <memory>

#include "app/sessions/engine.h"
#include "model/run/run_directory.h"
#include "model/weights/write/python_snippet.h"

namespace wasserfarbe {
namespace {

StudioModel openModel(const std::filesystem::path& path) {
    const auto model = std::make_shared<const ModelFile>(resolve_model_path(path));
    return {model->info(), model, [model](const std::filesystem::path& out, const ModelExport& how) {
                prepareRenderingThread();
                return export_model(*model, out, how);
            }};
}

} // namespace

ModelWork engineModelWork() {
    return {openModel, python_snippet};
}

} // namespace wasserfarbe
