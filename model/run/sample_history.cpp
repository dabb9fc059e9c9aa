#include "model/run/sample_history.h"

#include <system_error>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// The name itself, or `NAME-2.png`, `NAME-3.png` ... where something of that name is there.
fs::path free_name(const fs::path& folder, const fs::path& name) {
    fs::path path = folder / name;
    std::error_code error;
    for (int number = 2; fs::exists(fs::symlink_status(path, error)); ++number)
        path = folder / (name.stem().string() + "-" + std::to_string(number) + name.extension().string());
    return path;
}

} // namespace

std::vector<SavedPreview> saved_previews(const RunDirectory& run) {
    return saved_files(run.previews_path(), ".png");
}

void supersede_previews(const RunDirectory& run, int epoch, std::int64_t step) {
    const fs::path folder = run.path() / "previews-superseded";
    for (const SavedPreview& preview : saved_previews(run)) {
        const bool stays = preview.step ? *preview.step <= step : preview.epoch <= epoch;
        if (stays)
            continue;
        std::error_code error;
        fs::create_directory(folder, error);
        fs::rename(preview.path, free_name(folder, preview.path.filename()), error);
        if (error)
            throw Error(ErrorKind::Disk, preview.path, "can't be moved", error.value());
    }
}

} // namespace wasserfarbe
