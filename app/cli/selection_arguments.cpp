#include "app/cli/selection_arguments.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <string_view>
#include <utility>

#include <CLI/CLI.hpp>

#include "model/networks/cuda_devices.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

/// What stands on the command line for the pictures that lie in no folder of the folder.
constexpr std::string_view kNoFolder = ".";

CLI::Option* add_list(CLI::App& command, const std::string& name, std::vector<std::string>& list,
                      const std::string& type, const std::string& help) {
    return command.add_option(name, list, help)->type_name(type)->take_all()->allow_extra_args(false);
}

std::optional<double> parse_share(std::string_view text) {
    double share = 0.0;
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, share);
    if (result.ec != std::errc{} || result.ptr != end || !(share >= 0.0 && share <= 1.0))
        return {};
    return share;
}

/// Reads "FILE=X,Y"; the file's name may hold any of these characters.
std::pair<std::string, CropPlace> parse_crop(const std::string& text) {
    const std::size_t equals = text.rfind('=');
    const std::size_t comma = text.rfind(',');
    if (equals != std::string::npos && equals > 0 && comma != std::string::npos && comma > equals) {
        const auto x = parse_share(std::string_view(text).substr(equals + 1, comma - equals - 1));
        const auto y = parse_share(std::string_view(text).substr(comma + 1));
        if (x && y)
            return {text.substr(0, equals), {*x, *y}};
    }
    throw Error(ErrorKind::Usage,
                "crop: '" + text + "' is not of the form FILE=X,Y with X and Y from 0 to 1");
}

} // namespace

Finding parse_kind(const std::string& option, const std::string& text) {
    try {
        return parse_finding(text);
    } catch (const Error& error) {
        throw Error(error.kind(), option + ": " + error.detail());
    }
}

void SettingArguments::add_to(CLI::App& command) {
    command
        .add_option("--preset", preset_,
                    "What the settings begin from:\n"
                    "  quick    32 px, minutes to hours; the default without a GPU\n"
                    "  paper    64 px, as the WGAN-GP paper; the default with one\n"
                    "  article  64 px, batch norm in the critic")
        ->type_name("NAME");
    add_changes_to(command, "Change one setting, e.g. --set image_size=64; may be repeated.");
}

void SettingArguments::add_changes_to(CLI::App& command, const std::string& what) {
    add_list(command, "--set", settings_, "KEY=VALUE", what + "\n`wasserfarbe-cli options` lists them");
}

Preset SettingArguments::preset() const {
    if (preset_.empty())
        return cuda_device_count() > 0 ? Preset::Paper : Preset::Quick;
    return parse_preset(preset_);
}

TrainingConfig SettingArguments::config() const {
    return changed(preset_config(preset()));
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

} // namespace wasserfarbe::cli
