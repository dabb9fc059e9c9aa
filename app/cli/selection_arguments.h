#pragma once

#include <string>
#include <vector>

#include "model/types/dataset_selection.h"
#include "model/types/training_config.h"

namespace CLI {
class App;
} // namespace CLI

namespace wasserfarbe::cli {

/// A kind by its key. @throws Error (Usage) that names the option and lists the kinds
Finding parse_kind(const std::string& option, const std::string& text);

/// The settings that a run begins from, as they are typed.
class SettingArguments {
public:
    /// Adds --preset and --set.
    void add_to(CLI::App& command);
    /// Adds --set alone. @param what  it changes
    void add_changes_to(CLI::App& command, const std::string& what);

    /// By name or, where none was given, what suits the machine. @throws Error (Usage)
    Preset preset() const;
    /// The preset's settings with the changes. @throws Error (Usage)
    TrainingConfig config() const;
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

} // namespace wasserfarbe::cli
