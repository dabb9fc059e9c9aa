#include "app/cli/arguments.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>

#include <CLI/CLI.hpp>

#include "model/types/error.h"
#include "model/weights/model_formats.h"

namespace wasserfarbe::cli {

int parse_threads(const std::string& text) {
    constexpr int kMaxThreads = 1024;
    if (text == "auto")
        return 0;
    int threads = 0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, threads);
    if (result.ec != std::errc{} || result.ptr != end || threads < 1 || threads > kMaxThreads)
        throw Error(ErrorKind::Usage, "threads: '" + text + "' is neither auto nor a number from 1 to " +
                                          std::to_string(kMaxThreads));
    return threads;
}

std::string duration_text(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    const auto [hours, minutes] = std::lldiv(whole / 60, 60);
    if (hours > 0)
        return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
    if (minutes > 0)
        return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole) + " s";
}

CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed,
                             const std::string& help) {
    // CLI11 itself reads -1 as 2^64 - 1.
    const auto check = [](const std::string& text) -> std::string {
        std::uint64_t number = 0;
        const char* end = text.data() + text.size();
        const auto result = std::from_chars(text.data(), end, number);
        return result.ec == std::errc{} && result.ptr == end ? ""
                                                             : "'" + text + "' is not a whole number from 0";
    };
    return command.add_option(name, seed, help)->check(check)->capture_default_str();
}

std::string clock_text(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    std::array<char, 32> text{};
    if (whole >= 3600)
        std::snprintf(text.data(), text.size(), "%lld:%02lld:%02lld", whole / 3600, whole / 60 % 60,
                      whole % 60);
    else
        std::snprintf(text.data(), text.size(), "%lld:%02lld", whole / 60, whole % 60);
    return text.data();
}

std::string shell_word(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\n'\"\\$`*?[](){}<>|&;!#~") == std::string::npos)
        return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
}

std::string list_text(const std::vector<std::string_view>& items, std::string_view last) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (i > 0)
            text += i + 1 < items.size() ? ", " : " " + std::string(last) + " ";
        text += items[i];
    }
    return text;
}

std::string model_endings_text() {
    std::string text;
    for (const ExportFormat& format : kExportFormats) {
        const std::vector<std::string_view> endings = read_endings(format.format);
        if (endings.empty())
            continue;
        text += (text.empty() ? "" : ", ") + list_text(endings, "and");
        if (endings.front().substr(1) != format.name)
            text.append(" of ").append(format.title);
    }
    return text;
}

void add_grid_options(CLI::App& command, GridLayout& layout) {
    command.add_option("--padding", layout.padding, "Pixels around and between the images")
        ->check(CLI::Range(0, 1024))
        ->capture_default_str();
    command.add_option("--pad-value", layout.pad_value, "Grey level of those pixels: 0 is black, 1 is white")
        ->check(CLI::Range(0.0, 1.0))
        ->capture_default_str();
}

} // namespace wasserfarbe::cli
