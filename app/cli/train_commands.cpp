#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/selection_arguments.h"
#include "app/cli/status_line.h"
#include "model/run/training_run.h"
#include "model/types/escaped_name.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

struct TrainArguments {
    std::filesystem::path data;
    std::filesystem::path run;
    SettingArguments settings;
    SelectionArguments selection;
    std::optional<int> epochs;
    std::int64_t steps = 0;
    std::uint64_t seed = 1;
    std::string device = "auto";
    std::string threads = "auto";
};

struct ResumeArguments {
    std::filesystem::path run;
    std::optional<int> epochs;
    std::int64_t steps = 0;
};

std::string format(const char* pattern, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), pattern, value);
    return text.data();
}

/// Shows a run's progress on the status line.
class ProgressPrinter final : public RunObserver {
public:
    void on_timing_threads() override {
        status_.print("timing a few steps to find the fastest number of threads");
    }

    void on_started(const ComputeInfo& info) override {
        const std::string threads =
            info.threads == 1 ? "1 thread" : std::to_string(info.threads) + " threads";
        status_.print("training on " + info.device.name() + ", " + threads +
                      (info.threads_measured ? " (the fastest of those tried)" : ""));
    }

    void on_step(const StepStats& stats, const Progress& progress) override {
        if (!std::isnan(stats.generator_loss))
            generator_loss_ = stats.generator_loss;
        const double done = static_cast<double>(progress.step) / static_cast<double>(progress.steps);
        status_.show(done, text(stats, progress));
    }

    void on_checkpoint_saved(const std::filesystem::path& path, std::int64_t step) override {
        status_.print("checkpoint of step " + std::to_string(step) + ": " + path.string());
    }

    StatusLine& status() { return status_; }

private:
    /// Fits 80 columns in most runs; what matters least comes last, where a narrow terminal cuts.
    std::string text(const StepStats& stats, const Progress& progress) const {
        std::string line = clock_text(progress.seconds_left) + " left, epoch " +
                           std::to_string(progress.epoch) + "/" + std::to_string(progress.epochs) + " step " +
                           std::to_string(progress.step) + "/" + std::to_string(progress.steps);
        line += format(", %.0f images/s, critic ", progress.images_per_second) +
                format("%.1f", stats.critic_loss);
        if (!std::isnan(generator_loss_))
            line += format(" gen %.1f", generator_loss_);
        return line + format(" pen %.2f", stats.penalty);
    }

    StatusLine status_;
    double generator_loss_ = StepStats::kNone;
};

/// Names the first files that were left out, and counts the rest; all of them are in the log.
void report_skipped(const TrainingRun& run, StatusLine& status) {
    constexpr std::size_t kNamed = 5;
    const std::vector<SkippedFile>& skipped = run.dataset().skipped();
    for (std::size_t i = 0; i < std::min(skipped.size(), kNamed); ++i)
        status.print("skipped " + escaped_name(skipped[i].path.string()) + ": " + skipped[i].reason);
    if (skipped.size() > kNamed)
        status.print("... and " + std::to_string(skipped.size() - kNamed) + " more, all named in " +
                     run.directory().log_path().string());
}

void report_pictures(const ImageDataset& dataset, StatusLine& status) {
    std::string text = std::to_string(dataset.count()) + " pictures in use";
    if (dataset.held_out_count() > 0)
        text += ", " + std::to_string(dataset.held_out_count()) + " more are kept from training";
    status.print(text);
    if (!dataset.cache_trouble().empty())
        status.print("the decoded pictures are not kept for the next time: " + dataset.cache_trouble());
}

/// The command that goes on with a run to the goal that it has now.
std::string resume_command(const std::filesystem::path& path, std::int64_t steps) {
    std::string quoted;
    for (const char c : path.string())
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    const bool plain = path.string().find_first_of(" \t\n'\"\\$`*?[](){}<>|&;!#~") == std::string::npos;
    return "wasserfarbe-cli resume --run " + (plain ? path.string() : "'" + quoted + "'") +
           (steps > 0 ? " --steps " + std::to_string(steps) : "");
}

/// Trains to the end or to the signal. @param steps the goal, 0 for the epochs'. @return the exit code
int train_until_done(TrainingRun* run, std::int64_t steps, ProgressPrinter& printer, const Signals& signals) {
    printer.status().clear();
    if (!run) // interrupted before there was anything to save
        return signals.exit_code();
    report_skipped(*run, printer.status());
    report_pictures(run->dataset(), printer.status());
    const Trainer::Outcome outcome = run->run(printer, signals.token());
    printer.status().clear();
    const RunRecord& record = run->record();
    const std::string path = run->directory().path().string();
    std::cout << run_state_name(record.state) << " at step " << record.step << ", epoch " << record.epoch
              << " of " << record.config.epochs << ", after " << duration_text(record.seconds)
              << " of training: " << path << "\n";
    if (outcome == Trainer::Outcome::Finished)
        return 0;
    std::cout << "to go on: " << resume_command(run->directory().path(), steps) << "\n";
    return signals.exit_code();
}

int train(const TrainArguments& arguments, const Signals& signals) {
    NewRun run;
    run.preset = preset_name(arguments.settings.preset());
    run.config = arguments.settings.config();
    if (arguments.epochs)
        run.config.epochs = *arguments.epochs;
    run.data = arguments.data;
    run.selection = arguments.selection.selection();
    run.directory = arguments.run;
    run.seed = arguments.seed;
    run.device = Device::parse(arguments.device);
    run.threads = parse_threads(arguments.threads);
    run.max_steps = arguments.steps;
    run.epochs_limit_steps = arguments.epochs.has_value();

    ProgressPrinter printer;
    const auto training = TrainingRun::create(run, reading_progress(printer.status()), signals.token());
    return train_until_done(training.get(), arguments.steps, printer, signals);
}

int resume(const ResumeArguments& arguments, const Signals& signals) {
    ProgressPrinter printer;
    const auto training = TrainingRun::resume(arguments.run, {arguments.epochs, arguments.steps},
                                              reading_progress(printer.status()), signals.token());
    return train_until_done(training.get(), arguments.steps, printer, signals);
}

template <typename Arguments>
void add_goal_options(CLI::App& command, Arguments& arguments, const std::string& usual_epochs) {
    command
        .add_option("--epochs", arguments.epochs,
                    "Total of epochs to train, each a look at every picture (default: " + usual_epochs + ")")
        ->check(CLI::Range(1, 1'000'000));
    command
        .add_option("--steps", arguments.steps,
                    "Total of steps to train, each a look at one batch of pictures; with "
                    "--epochs,\nwhichever comes first")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
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
    add_goal_options(*command, *arguments, "the preset's");
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
    add_goal_options(*command, *arguments, "the run's own");
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return resume(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
