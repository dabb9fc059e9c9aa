#include <array>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/selection_arguments.h"
#include "app/cli/training_work.h"
#include "model/run/training_run.h"
#include "model/types/config_difference.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

struct TrainArguments {
    std::filesystem::path data;
    std::filesystem::path run;
    GoalArguments goal;
    SettingArguments settings;
    SelectionArguments selection;
    std::uint64_t seed = 1;
    std::string device = "auto";
    std::string threads = "auto";
};

struct ResumeArguments {
    std::filesystem::path run;
    GoalArguments goal;
    SettingArguments settings;
};

int train(const TrainArguments& arguments, const Signals& signals) {
    NewRun run;
    run.preset = preset_name(arguments.settings.preset());
    run.config = arguments.settings.config();
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

    ProgressPrinter printer(arguments.goal.rescue);
    const auto training = TrainingRun::create(run, reading_progress(printer.status()), signals.token());
    return train_until_done(training.get(), arguments.goal.steps, printer, signals);
}

/// "a", "a and b" or "a, b and c".
std::string enumeration(const std::vector<std::string>& words) {
    std::string text;
    for (std::size_t i = 0; i < words.size(); ++i)
        text += (i == 0 ? "" : i + 1 < words.size() ? ", " : " and ") + words[i];
    return text;
}

/// @throws Error (Usage) that names the settings that would make it a different run, and says what to do
/// instead
void require_same_run(const std::filesystem::path& path, const TrainingConfig& present,
                      const TrainingConfig& wanted) {
    std::vector<std::string> keys;
    std::vector<std::string> changes;
    bool can_branch = true;
    for (const SettingDifference& difference : differing_settings(std::array{present, wanted})) {
        if (may_change_on_resume(difference.key))
            continue;
        keys.emplace_back(difference.key);
        changes.push_back(keys.back() + "=" + to_text(difference.values[1]));
        can_branch = can_branch && may_change_on_branch(difference.key);
    }
    if (keys.empty())
        return;
    const std::string refusal = enumeration(keys) + " would make it a different run; ";
    throw Error(ErrorKind::Usage, path,
                refusal + (can_branch ? "branch into a new one: " + branch_command(path, changes)
                                      : "begin a new one, as its networks would have other shapes"));
}

int resume(const ResumeArguments& arguments, const Signals& signals) {
    const TrainingConfig present = RunDirectory(arguments.run).read_record().config;
    const TrainingConfig wanted = arguments.settings.changed(present);
    require_same_run(arguments.run, present, wanted);
    ResumeOptions options;
    options.epochs = arguments.goal.epochs;
    options.max_steps = arguments.goal.steps;
    if (wanted != present)
        options.config = wanted;
    ProgressPrinter printer(arguments.goal.rescue);
    const auto training =
        TrainingRun::resume(arguments.run, options, reading_progress(printer.status()), signals.token());
    return train_until_done(training.get(), arguments.goal.steps, printer, signals);
}

} // namespace

void add_train(CLI::App& app, Run& run, Signals& signals) {
    auto* command = app.add_subcommand("train", "Train a generator on a folder of pictures");
    const auto arguments = std::make_shared<TrainArguments>();
    command->add_option("--data", arguments->data, "Folder of pictures; folders in it count too")
        ->required()
        ->type_name("FOLDER");
    command->add_option("--run", arguments->run, "Folder for the run: its metrics, previews and checkpoints")
        ->required()
        ->type_name("FOLDER");
    arguments->goal.add_to(*command, "the preset's");
    arguments->settings.add_to(*command);
    arguments->selection.add_to(*command);
    arguments->selection.add_crop_to(*command);
    add_seed_option(*command, "--seed", arguments->seed,
                    "The same seed trains the same run again, on the same device and threads");
    command->add_option("--device", arguments->device, "auto (a GPU where there is one), cpu, cuda or cuda:N")
        ->type_name("NAME")
        ->capture_default_str();
    command
        ->add_option("--threads", arguments->threads,
                     "auto (tries 1, 2, 4 ... and keeps the fastest) or a number")
        ->type_name("NUMBER")
        ->capture_default_str();
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return train(*arguments, signals); }; });
}

void add_resume(CLI::App& app, Run& run, Signals& signals) {
    auto* command = app.add_subcommand(
        "resume", "Go on with a run that was stopped or cut off, or train a finished one longer");
    const auto arguments = std::make_shared<ResumeArguments>();
    command->add_option("--run", arguments->run, "Folder of the run")->required()->type_name("FOLDER");
    arguments->goal.add_to(*command, "the run's own");
    arguments->settings.add_changes_to(
        *command, "Change when it is saved or shown, e.g. --set checkpoint_minutes=5; may be\n"
                  "repeated. What would make it a different run is refused: see branch.");
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return resume(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
