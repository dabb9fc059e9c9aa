#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/selection_arguments.h"
#include "app/cli/training_work.h"
#include "model/run/branch_parent.h"
#include "model/run/training_run.h"
#include "model/types/config_difference.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

struct Arguments {
    std::filesystem::path parent;
    std::filesystem::path critic;
    std::filesystem::path run;
    std::filesystem::path data;
    GoalArguments goal;
    std::string preset;
    SettingArguments settings;
    SelectionArguments selection;
    const CLI::Option* seed_option = nullptr;
    std::uint64_t seed = 1;
    std::string device;
    std::string threads = "auto";
};

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
DatasetSelection selection_of(const Arguments& arguments, const BranchParent& parent) {
    if (!arguments.selection.empty() || !parent.record)
        return arguments.selection.selection();
    if (arguments.data.empty())
        return parent.record->selection;
    DatasetSelection selection;
    selection.left_out = parent.record->selection.left_out;
    return selection;
}

std::string preset_of(const Arguments& arguments, const BranchParent& parent) {
    if (!arguments.preset.empty())
        return std::string(preset_name(parse_preset(arguments.preset)));
    return parent.record ? parent.record->preset : std::string(preset_name(Preset::Quick));
}

NewRun new_run(const Arguments& arguments, const BranchParent& parent) {
    if (arguments.data.empty() && !parent.record)
        throw Error(ErrorKind::Usage, parent.checkpoint,
                    "lies in no run, so --data must say which pictures to train on");
    NewRun run;
    run.branch_of = parent.checkpoint;
    run.critic_of = arguments.critic;
    run.branch_files = parent.files;
    run.preset = preset_of(arguments, parent);
    run.config = arguments.settings.changed(
        arguments.preset.empty() ? parent.config
                                 : preset_with_shapes(parse_preset(arguments.preset), parent.config));
    if (arguments.goal.epochs)
        run.config.epochs = *arguments.goal.epochs;
    run.data = arguments.data.empty() ? parent.record->data : arguments.data;
    run.selection = selection_of(arguments, parent);
    run.directory = arguments.run;
    run.seed = arguments.seed_option->empty() ? parent.seed : arguments.seed;
    if (!arguments.device.empty())
        run.device = Device::parse(arguments.device);
    else if (parent.record)
        run.device = parent.record->device;
    run.threads = parse_threads(arguments.threads);
    run.max_steps = arguments.goal.steps;
    run.epochs_limit_steps = arguments.goal.epochs.has_value();
    return run;
}

int branch(const Arguments& arguments, const Signals& signals) {
    std::optional<NewRun> run = new_run(arguments, read_branch_parent(arguments.parent, arguments.critic));
    ProgressPrinter printer(arguments.goal.rescue);
    const auto training = TrainingRun::create(*run, reading_progress(printer.status()), signals.token());
    run.reset(); // which has the files open
    return train_until_done(training.get(), arguments.goal.steps, printer, signals);
}

void add_compute_options(CLI::App& command, Arguments& arguments) {
    arguments.seed_option =
        add_seed_option(command, "--seed", arguments.seed, "Of its random numbers and the order of pictures")
            ->default_str("the other run's");
    command
        .add_option("--device", arguments.device,
                    "auto (a GPU where there is one), cpu, cuda or cuda:N (default: the other\nrun's)")
        ->type_name("NAME");
    command
        .add_option("--threads", arguments.threads,
                    "auto (tries 1, 2, 4 ... and keeps the fastest) or a number")
        ->type_name("NUMBER")
        ->capture_default_str();
}

} // namespace

void add_branch(CLI::App& app, Run& run, Signals& signals) {
    auto* command = app.add_subcommand(
        "branch", "Begin a new run with the weights of another, and other settings if you like");
    const auto arguments = std::make_shared<Arguments>();
    command
        ->add_option("from", arguments->parent,
                     "The run, whose newest checkpoint it begins with, one checkpoint, or\n"
                     "another model file with a generator and a critic\n(" +
                         model_endings_text() + ")")
        ->required()
        ->type_name("RUN|MODEL");
    command
        ->add_option("--critic", arguments->critic,
                     "The file with the critic, where the model file has the generator alone")
        ->type_name("FILE");
    command->add_option("--run", arguments->run, "Folder for the new run")->required()->type_name("FOLDER");
    command->add_option("--data", arguments->data, "Folder of pictures (default: the other run's)")
        ->type_name("FOLDER");
    arguments->goal.add_to(*command, "the other run's");
    command
        ->add_option("--preset", arguments->preset,
                     "quick, paper or article: its settings instead of the other run's, but for those\n"
                     "that shape the networks")
        ->type_name("NAME");
    arguments->settings.add_changes_to(
        *command, "Change one setting, e.g. --set critic_learning_rate=0.0001; may be repeated.");
    arguments->selection.add_to(*command);
    arguments->selection.add_crop_to(*command);
    add_compute_options(*command, *arguments);
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return branch(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
