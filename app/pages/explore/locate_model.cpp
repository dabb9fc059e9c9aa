#include "app/pages/explore/locate_model.h"

#include <system_error>

#include "model/run/run_directory.h"

namespace wasserfarbe {
namespace {

bool isThere(const std::filesystem::path& path) {
    std::error_code ignored;
    return std::filesystem::exists(path, ignored);
}

} // namespace

std::filesystem::path runOfModel(const std::filesystem::path& path) {
    const std::filesystem::path whole = path.has_filename() ? path : path.parent_path();
    const std::filesystem::path folder = whole.parent_path();
    return folder.filename() == "checkpoints" ? folder.parent_path() : whole;
}

bool isSameModel(const ModelSource& a, const ModelSource& b) {
    return runOfModel(a.path).lexically_normal() == runOfModel(b.path).lexically_normal();
}

std::filesystem::path locateModel(const ModelSource& source) {
    const RunDirectory run(runOfModel(source.path));
    if (source.path.empty() || !run.holds_run())
        return source.path;
    for (const std::filesystem::path& file :
         {run.checkpoint_path(source.epoch, source.step), run.checkpoint_path(source.epoch)})
        if (isThere(file))
            return file;
    return isThere(source.path) ? source.path : run.path();
}

} // namespace wasserfarbe
