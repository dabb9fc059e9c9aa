#include <array>
#include <filesystem>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/training_work.h"
#include "model/run/branch_parent.h"
#include "model/run/training_run.h"
#include "model/types/config_difference.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

/// Of each command that trains.
struct RunArguments {
    std::filesystem::path run;
    GoalArguments goal;
    SettingArguments settings;
};

struct TrainArguments : RunArguments {
    std::filesystem::path data;
    SelectionArguments selection;
    std::uint64_t seed = 1;
    std::string device = "auto";
    std::string threads = "auto";
};

struct BranchArguments : TrainArguments {
    std::filesystem::path parent;
    std::filesystem::path critic;
    const CLI::Option* seed_option = nullptr;
    const CLI::Option* device_option = nullptr;
};

/// What `train` and `branch` have in common. @param base  the settings before those that are typed
NewRun new_run(const TrainArguments& arguments, const TrainingConfig& base) {
    NewRun run;
    run.config = arguments.settings.changed(base);
    if (arguments.goal.epochs)
        run.config.epochs = *arguments.goal.epochs;
    run.data = arguments.data;
    run.selection = arguments.selection.selection();
    run.directory = arguments.run;
    run.seed = arguments.seed;
    run.device = Device::parse(arguments.device);
    run.threads = parse_threads(arguments.threads);
    run.max_steps = arguments.goal.steps;
    run.epochs_limit_steps = arguments.goal.epochs.has_value();
    return run;
}

int train(const TrainArguments& arguments, const Signals& signals) {
    const Preset preset = arguments.settings.preset();
    NewRun run = new_run(arguments, preset_config(preset));
    run.preset = preset_name(preset);
    return train_until_done(
        [&](const LoadProgress& progress, std::stop_token stop) {
            return TrainingRun::create(run, progress, std::move(stop));
        },
        arguments.goal, signals);
}

/// @throws Error (Usage) that names the settings that would make it a different run, and says what to do
/// instead
void require_same_run(const std::filesystem::path& path, const TrainingConfig& present,
                      const TrainingConfig& wanted) {
    std::vector<std::string_view> keys;
    std::vector<std::string> changes;
    bool can_branch = true;
    for (const SettingDifference& difference : differing_settings(std::array{present, wanted})) {
        if (may_change_on_resume(difference.key))
            continue;
        keys.push_back(difference.key);
        changes.push_back(std::string(difference.key) + "=" + to_text(difference.values[1]));
        can_branch = can_branch && may_change_on_branch(difference.key);
    }
    if (keys.empty())
        return;
    const std::string refusal = list_text(keys, "and") + " would make it a different run; ";
    throw Error(ErrorKind::Usage, path,
                refusal + (can_branch ? "branch into a new one: " + branch_command(path, changes)
                                      : "begin a new one, as its networks would have other shapes"));
}

int resume(const RunArguments& arguments, const Signals& signals) {
    const TrainingConfig present = RunDirectory(arguments.run).read_record().config;
    const TrainingConfig wanted = arguments.settings.changed(present);
    require_same_run(arguments.run, present, wanted);
    ResumeOptions options;
    options.epochs = arguments.goal.epochs;
    options.max_steps = arguments.goal.steps;
    if (wanted != present)
        options.config = wanted;
    return train_until_done(
        [&](const LoadProgress& progress, std::stop_token stop) {
            return TrainingRun::resume(arguments.run, options, progress, std::move(stop));
        },
        arguments.goal, signals);
}

/// A preset's settings with the present ones' shapes of networks.
TrainingConfig preset_with_shapes(Preset preset, const TrainingConfig& present) {
    TrainingConfig config = preset_config(preset);
    for (const Field& field : field_table())
        if (!may_change_on_branch(field.key))
            field.set(config, field.get(present));
    return config;
}

/// Which pictures the new run takes: as typed; else as before. Of another folder, only kinds can be left out
/// as before: its files have other names.
DatasetSelection selection_of(const BranchArguments& arguments, const BranchParent& parent) {
    if (!arguments.selection.empty() || !parent.record)
        return arguments.selection.selection();
    if (arguments.data.empty())
        return parent.record->selection;
    DatasetSelection selection;
    selection.left_out = parent.record->selection.left_out;
    return selection;
}

/// What is not typed is as before: the preset and its settings, the pictures, the seed, the device.
NewRun new_branch(const BranchArguments& arguments, const BranchParent& parent) {
    const std::optional<RunRecord>& record = parent.record;
    if (arguments.data.empty() && !record)
        throw Error(ErrorKind::Usage, parent.checkpoint,
                    "lies in no run, so --data must say which pictures to train on");
    const std::optional<Preset> preset = arguments.settings.chosen();
    NewRun run = new_run(arguments, preset ? preset_with_shapes(*preset, parent.config) : parent.config);
    run.branch_of = parent.checkpoint;
    run.critic_of = arguments.critic;
    run.branch_files = parent.files;
    run.preset = !preset && record ? record->preset : preset_name(preset.value_or(Preset::Quick));
    run.selection = selection_of(arguments, parent);
    if (arguments.data.empty())
        run.data = record->data;
    if (arguments.device_option->empty() && record)
        run.device = record->device;
    if (arguments.seed_option->empty())
        run.seed = parent.seed;
    return run;
}

int branch(const BranchArguments& arguments, const Signals& signals) {
    std::optional<NewRun> run = new_branch(arguments, read_branch_parent(arguments.parent, arguments.critic));
    return train_until_done(
        [&](const LoadProgress& progress, std::stop_token stop) {
            std::unique_ptr<TrainingRun> training = TrainingRun::create(*run, progress, std::move(stop));
            run.reset(); // which has the files open
            return training;
        },
        arguments.goal, signals);
}

void add_selection(CLI::App& command, SelectionArguments& selection) {
    selection.add_to(command);
    selection.add_crop_to(command);
}

CLI::Option* add_device(CLI::App& command, std::string& device, const std::string& usual) {
    return command
        .add_option("--device", device, "auto (a GPU where there is one), cpu, cuda or cuda:N" + usual)
        ->type_name("NAME");
}

void add_threads(CLI::App& command, std::string& threads) {
    command.add_option("--threads", threads, "auto (tries 1, 2, 4 ... and keeps the fastest) or a number")
        ->type_name("NUMBER")
        ->capture_default_str();
}

} // namespace

Work add_train(CLI::App& command) {
    const auto arguments = std::make_shared<TrainArguments>();
    add_path(command, "--data", arguments->data, "FOLDER", "Folder of pictures; folders in it count too");
    add_path(command, "--run", arguments->run, "FOLDER",
             "Folder for the run: its metrics, previews and checkpoints");
    arguments->goal.add_to(command, "the preset's");
    arguments->settings.add_to(command);
    add_selection(command, arguments->selection);
    add_seed_option(command, "--seed", arguments->seed,
                    "The same seed trains the same run again, on the same device and threads");
    add_device(command, arguments->device, "")->capture_default_str();
    add_threads(command, arguments->threads);
    return [arguments](const Signals& signals) { return train(*arguments, signals); };
}

Work add_resume(CLI::App& command) {
    const auto arguments = std::make_shared<RunArguments>();
    add_path(command, "--run", arguments->run, "FOLDER", "Folder of the run");
    arguments->goal.add_to(command, "the run's own");
    arguments->settings.add_changes_to(
        command, "Change when it is saved or shown, e.g. --set checkpoint_minutes=5; may be\n"
                 "repeated. What would make it a different run is refused: see branch.");
    return [arguments](const Signals& signals) { return resume(*arguments, signals); };
}

Work add_branch(CLI::App& command) {
    const auto arguments = std::make_shared<BranchArguments>();
    add_path(command, "from", arguments->parent, "RUN|MODEL",
             "The run, whose newest checkpoint it begins with, one checkpoint, or\n"
             "another model file with a generator and a critic\n(" +
                 model_endings_text() + ")");
    command
        .add_option("--critic", arguments->critic,
                    "The file with the critic, where the model file has the generator alone")
        ->type_name("FILE");
    add_path(command, "--run", arguments->run, "FOLDER", "Folder for the new run");
    command.add_option("--data", arguments->data, "Folder of pictures (default: the other run's)")
        ->type_name("FOLDER");
    arguments->goal.add_to(command, "the other run's");
    arguments->settings.add_preset_to(
        command, "quick, paper or article: its settings instead of the other run's, but for those\n"
                 "that shape the networks");
    arguments->settings.add_changes_to(
        command, "Change one setting, e.g. --set critic_learning_rate=0.0001; may be repeated.");
    add_selection(command, arguments->selection);
    arguments->seed_option =
        add_seed_option(command, "--seed", arguments->seed, "Of its random numbers and the order of pictures")
            ->default_str("the other run's");
    arguments->device_option = add_device(command, arguments->device, " (default: the other\nrun's)");
    add_threads(command, arguments->threads);
    return [arguments](const Signals& signals) { return branch(*arguments, signals); };
}

} // namespace wasserfarbe::cli
