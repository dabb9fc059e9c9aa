#pragma once

#include <algorithm>
#include <filesystem>
#include <string>

namespace wasserfarbe {

/// The ending of a file's name in lower case, with its dot: ".png". Whatever the locale: std::tolower asks
/// it, and an ending must mean the same everywhere.
inline std::string lower_ending(const std::filesystem::path& name) {
    std::string ending = name.extension().string();
    std::transform(ending.begin(), ending.end(), ending.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return ending;
}

} // namespace wasserfarbe
