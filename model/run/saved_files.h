#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace wasserfarbe {

/// A preview or checkpoint that a run left on the disk; told by its name alone, so it may be damaged.
struct SavedFile {
    std::filesystem::path path;
    int epoch = 0;                    ///< epochs completed
    std::optional<std::int64_t> step; ///< set for one within an epoch

    bool operator==(const SavedFile&) const = default;
};

/// `epoch-000012.png`, or `epoch-000012-step-000000750.png`.
/// @param ending  with its dot
std::string saved_file_name(int epoch, std::optional<std::int64_t> step, std::string_view ending);

/// Those of a folder, oldest first; what ends an epoch comes before what follows within the next one. None
/// where there is no such folder. Any thread; blocks on the disk.
std::vector<SavedFile> saved_files(const std::filesystem::path& folder, std::string_view ending);

} // namespace wasserfarbe
