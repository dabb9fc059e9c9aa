#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json_fwd.hpp>

#include "model/types/dataset_selection.h"
#include "model/types/training_config.h"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace wasserfarbe::cli {

/// Adds an option for a path that must be given. @param type  what it is called in the help: "FOLDER"
CLI::Option* add_path(CLI::App& command, const std::string& name, std::filesystem::path& path,
                      const std::string& type, const std::string& help);

/// Adds an option for a whole number from 0 to 2^64 - 1.
CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed,
                             const std::string& help);

/// `auto` or a number from 1: 0 means auto. @throws Error (Usage)
int parse_threads(const std::string& text);

/// A kind by its key. @throws Error (Usage) that names the option and lists the kinds
Finding parse_kind(const std::string& option, const std::string& text);

/// The settings that a run begins from, as they are typed.
class SettingArguments {
public:
    /// Adds --preset and --set.
    void add_to(CLI::App& command);
    /// Adds --preset alone.
    void add_preset_to(CLI::App& command, const std::string& help);
    /// Adds --set alone. @param what  it changes
    void add_changes_to(CLI::App& command, const std::string& what);

    /// By name; nothing where none was given. @throws Error (Usage)
    std::optional<Preset> chosen() const;
    /// That one, or what suits the machine. @throws Error (Usage)
    Preset preset() const;
    /// The settings of `base` with the changes. @throws Error (Usage)
    TrainingConfig changed(TrainingConfig base) const;

private:
    std::string preset_;
    std::vector<std::string> settings_;
};

/// Which pictures take part, as it is typed.
class SelectionArguments {
public:
    /// Adds --leave-out and --leave-out-class.
    void add_to(CLI::App& command);
    /// Adds --crop.
    void add_crop_to(CLI::App& command);

    /// Whether the folder holds what is named is not known yet. @throws Error (Usage)
    DatasetSelection selection() const;
    bool empty() const { return kinds_.empty() && classes_.empty() && crops_.empty(); }

private:
    std::vector<std::string> kinds_;
    std::vector<std::string> classes_;
    std::vector<std::string> crops_;
};

/// "a, b or c". @param last  what stands before the last one: "or"
std::string list_text(const std::vector<std::string_view>& items, std::string_view last);

/// What model files that can be opened are called: ".pt, .pth, .ckpt and .bin of PyTorch, .safetensors".
std::string model_endings_text();

/// "1 h 2 min", "3 min 20 s" or "12 s".
std::string duration_text(double seconds);

/// @param pattern  of printf, for one double
std::string formatted(const char* pattern, double value);

/// With spaces behind it, up to so many bytes.
std::string padded(const std::string& text, std::size_t width);
/// With spaces before it.
std::string right_aligned(const std::string& text, std::size_t width);

/// As --json prints it: indented, with a line end, bytes that are no text replaced.
std::string json_text(const nlohmann::ordered_json& json);

} // namespace wasserfarbe::cli
