#include "model/run/saved_files.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <system_error>
#include <tuple>

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// Nothing for a name that `saved_file_name` does not give.
std::optional<SavedFile> parse_saved_file_name(const fs::path& path, std::string_view ending) {
    if (path.extension() != ending)
        return {};
    SavedFile file{path, 0, {}};
    const std::string stem = path.stem().string();
    std::string_view rest = stem;
    const auto read = [&](std::string_view prefix, auto& value) {
        if (!rest.starts_with(prefix))
            return false;
        rest.remove_prefix(prefix.size());
        const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        rest.remove_prefix(static_cast<std::size_t>(result.ptr - rest.data()));
        return result.ec == std::errc{} && value >= 0;
    };
    if (!read("epoch-", file.epoch))
        return {};
    if (!rest.empty() && !read("-step-", file.step.emplace()))
        return {};
    return path.filename() == saved_file_name(file.epoch, file.step, ending) ? std::optional(file)
                                                                             : std::nullopt;
}

} // namespace

std::string saved_file_name(int epoch, std::optional<std::int64_t> step, std::string_view ending) {
    std::array<char, 64> text{};
    if (step)
        std::snprintf(text.data(), text.size(), "epoch-%06d-step-%09lld", epoch,
                      static_cast<long long>(*step));
    else
        std::snprintf(text.data(), text.size(), "epoch-%06d", epoch);
    return text.data() + std::string(ending);
}

std::vector<SavedFile> saved_files(const fs::path& folder, std::string_view ending) {
    std::vector<SavedFile> list;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (auto file = parse_saved_file_name(entry->path(), ending))
            list.push_back(std::move(*file));
    // What ends an epoch comes before what follows: no step is less than any.
    std::sort(list.begin(), list.end(), [](const SavedFile& a, const SavedFile& b) {
        return std::tie(a.epoch, a.step) < std::tie(b.epoch, b.step);
    });
    return list;
}

} // namespace wasserfarbe
