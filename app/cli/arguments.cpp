#include "app/cli/arguments.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <optional>
#include <utility>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "model/networks/cuda_devices.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/weights/model_formats.h"

namespace wasserfarbe::cli {
namespace {

/// What stands on the command line for the pictures that lie in no folder of the folder.
constexpr std::string_view kNoFolder = ".";

/// The whole text as a number; nothing where it is none.
template <typename Number>
std::optional<Number> parse_number(std::string_view text) {
    Number number{};
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc{} && result.ptr == end ? std::optional(number) : std::nullopt;
}

CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& list,
                      const std::string& type, const std::string& help) {
    return command.add_option(name, list, help)->type_name(type)->take_all()->allow_extra_args(false);
}

/// Reads "FILE=X,Y"; the file's name may hold any of these characters.
std::pair<std::string, CropPlace> parse_crop(const std::string& text) {
    const std::size_t equals = text.rfind('=');
    const std::size_t comma = text.rfind(',');
    if (equals != std::string::npos && equals > 0 && comma != std::string::npos && comma > equals) {
        const auto is_share = [](std::optional<double> share) {
            return share && *share >= 0.0 && *share <= 1.0;
        };
        const auto x = parse_number<double>(std::string_view(text).substr(equals + 1, comma - equals - 1));
        const auto y = parse_number<double>(std::string_view(text).substr(comma + 1));
        if (is_share(x) && is_share(y))
            return {text.substr(0, equals), {*x, *y}};
    }
    throw Error(ErrorKind::Usage,
                "crop: '" + text + "' is not of the form FILE=X,Y with X and Y from 0 to 1");
}

} // namespace

CLI::Option* add_path(CLI::App& command, const std::string& name, std::filesystem::path& path,
                      const std::string& type, const std::string& help) {
    return command.add_option(name, path, help)->required()->type_name(type);
}

CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed,
                             const std::string& help) {
    // CLI11 itself reads -1 as 2^64 - 1.
    const auto check = [](const std::string& text) {
        return parse_number<std::uint64_t>(text) ? std::string()
                                                 : "'" + text + "' is not a whole number from 0";
    };
    return command.add_option(name, seed, help)->check(check)->capture_default_str();
}

int parse_threads(const std::string& text) {
    constexpr int kMaxThreads = 1024;
    if (text == "auto")
        return 0;
    const std::optional<int> threads = parse_number<int>(text);
    if (!threads || *threads < 1 || *threads > kMaxThreads)
        throw Error(ErrorKind::Usage, "threads: '" + text + "' is neither auto nor a number from 1 to " +
                                          std::to_string(kMaxThreads));
    return *threads;
}

Finding parse_kind(const std::string& option, const std::string& text) {
    try {
        return parse_finding(text);
    } catch (const Error& error) {
        throw Error(error.kind(), option + ": " + error.detail());
    }
}

void SettingArguments::add_to(CLI::App& command) {
    add_preset_to(command, "What the settings begin from:\n"
                           "  quick    32 px, minutes to hours; the default without a GPU\n"
                           "  paper    64 px, as the WGAN-GP paper; the default with one\n"
                           "  article  64 px, batch norm in the critic");
    add_changes_to(command, "Change one setting, e.g. --set image_size=64; may be repeated.");
}

void SettingArguments::add_preset_to(CLI::App& command, const std::string& help) {
    command.add_option("--preset", preset_, help)->type_name("NAME");
}

void SettingArguments::add_changes_to(CLI::App& command, const std::string& what) {
    add_list(command, "--set", settings_, "KEY=VALUE", what + "\n`wasserfarbe-cli options` lists them");
}

std::optional<Preset> SettingArguments::chosen() const {
    return preset_.empty() ? std::nullopt : std::optional(parse_preset(preset_));
}

Preset SettingArguments::preset() const {
    if (const std::optional<Preset> given = chosen())
        return *given;
    return cuda_device_count() > 0 ? Preset::Paper : Preset::Quick;
}

TrainingConfig SettingArguments::changed(TrainingConfig base) const {
    for (const std::string& setting : settings_)
        apply_setting(base, setting);
    return base;
}

void SelectionArguments::add_to(CLI::App& command) {
    add_list(command, "--leave-out", kinds_, "KIND",
             "Leave out pictures of a kind, e.g. small or duplicate; may be repeated.\n"
             "`wasserfarbe-cli scan` shows which kinds a folder has");
    add_list(command, "--leave-out-class", classes_, "NAME",
             "Leave out a folder in the folder of pictures; \".\" stands for the pictures\n"
             "that lie in none; may be repeated");
}

void SelectionArguments::add_crop_to(CLI::App& command) {
    add_list(command, "--crop", crops_, "FILE=X,Y",
             "Where the square lies that is kept of one picture: 0 is left or top, 1 right or\n"
             "bottom, 0.5 the middle. FILE is its path in the folder; may be repeated");
}

DatasetSelection SelectionArguments::selection() const {
    DatasetSelection selection;
    for (const std::string& kind : kinds_)
        selection.left_out.add(parse_kind("leave-out", kind));
    for (const std::string& name : classes_)
        selection.left_out_classes.push_back(name == kNoFolder ? "" : name);
    std::vector<std::string>& classes = selection.left_out_classes;
    std::sort(classes.begin(), classes.end());
    classes.erase(std::unique(classes.begin(), classes.end()), classes.end());
    for (const std::string& crop : crops_) {
        const auto& [name, place] = parse_crop(crop);
        selection.crop_places[name] = place;
    }
    return selection;
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

std::string duration_text(double seconds) {
    const auto whole = static_cast<long long>(std::llround(seconds));
    const auto [hours, minutes] = std::lldiv(whole / 60, 60);
    if (hours > 0)
        return std::to_string(hours) + " h " + std::to_string(minutes) + " min";
    if (minutes > 0)
        return std::to_string(minutes) + " min " + std::to_string(whole % 60) + " s";
    return std::to_string(whole) + " s";
}

std::string formatted(const char* pattern, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), pattern, value);
    return text.data();
}

std::string padded(const std::string& text, std::size_t width) {
    return text + std::string(width > text.size() ? width - text.size() : 0, ' ');
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return std::string(width > text.size() ? width - text.size() : 0, ' ') + text;
}

std::string json_text(const nlohmann::ordered_json& json) {
    return json.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

} // namespace wasserfarbe::cli
