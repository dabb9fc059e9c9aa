#include "app/cli/training_work.h"

#include <algorithm>
#include <iostream>

#include "app/cli/arguments.h"
#include "model/types/escaped_name.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

namespace fs = std::filesystem;

/// Names the first files that were left out, and counts the rest; all of them are in the log.
void report_skipped(const TrainingRun& run, StatusLine& status) {
    constexpr std::size_t kNamed = 5;
    const std::vector<SkippedFile>& skipped = run.dataset().skipped();
    for (std::size_t i = 0; i < std::min(skipped.size(), kNamed); ++i)
        status.print("skipped " + escaped_name(skipped[i].path.string()) + ": " + skipped[i].reason.text());
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

/// Without the slash that a shell's completion leaves at its end.
fs::path folder_name(fs::path path) {
    path = path.lexically_normal();
    if (path.filename() == "." || path.filename() == "..")
        path = fs::absolute(path).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

/// `cats-4` beside `cats-3`, `cats-2` beside `cats`; where that is taken, the next.
fs::path free_name_beside(const fs::path& run) {
    std::string stem = folder_name(run).string();
    int number = 2;
    const std::size_t dash = stem.find_last_not_of("0123456789");
    constexpr std::size_t kDigits = 8; // more are no number of a run
    if (dash != std::string::npos && stem[dash] == '-' && dash + 1 < stem.size() &&
        stem.size() - dash <= kDigits) {
        number = std::stoi(stem.substr(dash + 1)) + 1;
        stem.resize(dash);
    }
    for (;; ++number) {
        fs::path name = stem + "-" + std::to_string(number);
        std::error_code error;
        if (!fs::exists(name, error))
            return name;
    }
}

/// The command that goes on with a run to the goal that it has now.
std::string resume_command(const fs::path& run, std::int64_t steps) {
    return "wasserfarbe-cli resume --run " + shell_word(run.string()) +
           (steps > 0 ? " --steps " + std::to_string(steps) : "");
}

/// The command that brings a state that was saved elsewhere into its run.
std::string bring_back_command(const fs::path& state, const RunDirectory& directory) {
    const std::string prefix = fs::absolute(folder_name(directory.path())).filename().string() + "-";
    std::string name = state.filename().string();
    if (name.starts_with(prefix))
        name.erase(0, prefix.size());
    return "mv " + shell_word(state.string()) + " " +
           shell_word((directory.checkpoints_path() / name).string());
}

/// Half the learning rates: what to try first where training diverged.
std::vector<std::string> calmer_settings(const TrainingConfig& config) {
    std::vector<std::string> settings;
    for (const char* key : {"generator_learning_rate", "critic_learning_rate"}) {
        const Field& field = find_field(key);
        const double half = std::max(field.minimum, std::get<double>(field.get(config)) / 2);
        settings.push_back(std::string(key) + "=" + to_text(FieldValue(half)));
    }
    return settings;
}

/// The error with what can be done about it on the command line.
Error with_advice(const Error& error, const TrainingRun& run, const ProgressPrinter& printer) {
    if (error.kind() == ErrorKind::Diverged)
        return {error.kind(), error.path(),
                error.detail() + "; for example: " +
                    branch_command(run.directory().path(), calmer_settings(run.record().config))};
    if (printer.gave_up())
        return {error.kind(), error.path(), error.detail() + "; --rescue FOLDER saves it elsewhere"};
    return error;
}

} // namespace

void GoalArguments::add_to(CLI::App& command, const std::string& usual_epochs) {
    command
        .add_option("--epochs", epochs,
                    "Total of epochs to train, each a look at every picture\n(default: " + usual_epochs + ")")
        ->check(CLI::Range(1, 1'000'000));
    command
        .add_option("--steps", steps,
                    "Total of steps to train, each a look at one batch of pictures; with "
                    "--epochs,\nwhichever comes first")
        ->check(CLI::Range(std::int64_t{1}, std::int64_t{1'000'000'000}));
    command
        .add_option("--rescue", rescue,
                    "Where the last state is saved when the run's own folder can't take it:\n"
                    "full, read-only or gone. Without it you are asked, on a terminal")
        ->type_name("FOLDER");
}

std::string branch_command(const fs::path& run, const std::vector<std::string>& settings) {
    std::string command = "wasserfarbe-cli branch " + shell_word(folder_name(run).string()) + " --run " +
                          shell_word(free_name_beside(run).string());
    for (const std::string& setting : settings)
        command += " --set " + shell_word(setting);
    return command;
}

int train_until_done(TrainingRun* run, std::int64_t steps, ProgressPrinter& printer, const Signals& signals) {
    printer.status().clear();
    if (!run)
        return signals.exit_code();
    report_skipped(*run, printer.status());
    report_pictures(run->dataset(), printer.status());
    Trainer::Outcome outcome = Trainer::Outcome::Stopped;
    try {
        outcome = run->run(printer, signals.token());
    } catch (const Error& error) {
        throw with_advice(error, *run, printer);
    }
    printer.status().clear();
    const RunRecord& record = run->record();
    std::cout << run_state_name(record.state) << " at step " << record.step << ", epoch " << record.epoch
              << " of " << record.config.epochs << ", after " << duration_text(record.seconds)
              << " of training: " << run->directory().path().string() << "\n";
    const fs::path& elsewhere = printer.saved_elsewhere();
    if (!elsewhere.empty())
        std::cout << "its last state is not in there; when it can be: "
                  << bring_back_command(elsewhere, run->directory()) << "\n";
    if (outcome == Trainer::Outcome::Finished)
        return 0;
    std::cout << (elsewhere.empty() ? "to go on: " : "and to go on: ")
              << resume_command(run->directory().path(), steps) << "\n";
    return signals.exit_code();
}

} // namespace wasserfarbe::cli
