#include "app/cli/training_work.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>
#include <utility>
#include <variant>

#include <unistd.h>

#include "app/cli/arguments.h"
#include "app/cli/status_line.h"
#include "model/training/run_events.h"
#include "model/types/escaped_name.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

namespace fs = std::filesystem;

/// "1:02:03" or "2:03".
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

/// Fits 80 columns in most runs; what matters least comes last, where a narrow terminal cuts.
/// @param generator_loss  the last one that there was; NaN: none yet
std::string progress_text(const StepStats& stats, const Progress& progress, double generator_loss) {
    std::string line = clock_text(progress.seconds_left) + " left, epoch " + std::to_string(progress.epoch) +
                       "/" + std::to_string(progress.epochs) + " step " + std::to_string(progress.step) +
                       "/" + std::to_string(progress.steps);
    line += formatted(", %.0f images/s, critic ", progress.images_per_second) +
            formatted("%.1f", stats.critic_loss);
    if (!std::isnan(generator_loss))
        line += formatted(" gen %.1f", generator_loss);
    return line + formatted(" pen %.2f", stats.penalty);
}

UnsavedChoice save_in(const fs::path& folder) {
    std::error_code ignored; // the write into it fails and says what is wrong
    fs::create_directories(folder, ignored);
    return {UnsavedChoice::Action::SaveElsewhere, folder};
}

/// What a person typed; no shell has looked at it.
fs::path typed_folder(const std::string& text) {
    const char* home = std::getenv("HOME");
    if (home != nullptr && (text == "~" || text.starts_with("~/")))
        return home + text.substr(1);
    return text;
}

UnsavedChoice ask() {
    std::fputs("another folder to save it in (r: try again; nothing: give up): ", stderr);
    std::fflush(stderr);
    std::string answer;
    if (!std::getline(std::cin, answer) || answer.empty())
        return {};
    if (answer == "r")
        return {UnsavedChoice::Action::Retry, {}};
    return save_in(typed_folder(answer));
}

/// Shows a run's progress on the status line, and asks the person at the terminal what becomes of a last
/// state that can't be saved.
class ProgressPrinter final : public RunObserver {
public:
    /// @param rescue  a folder for such a state, so that nobody needs to be asked; may be empty
    explicit ProgressPrinter(fs::path rescue) : rescue_(std::move(rescue)) {}

    void on_event(const RunEvent& event) override {
        std::visit([this](const auto& one) { show(one); }, event);
    }
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override {
        status_.print("the last state, of step " + std::to_string(step) +
                      ", can't be saved: " + error.what());
        if (!rescue_.empty() && !std::exchange(rescue_tried_, true))
            return save_in(rescue_);
        UnsavedChoice choice = ::isatty(STDIN_FILENO) == 1 ? ask() : UnsavedChoice{};
        gave_up_ = choice.action == UnsavedChoice::Action::GiveUp;
        return choice;
    }

    StatusLine& status() { return status_; }
    bool gave_up() const { return gave_up_; } ///< the last state is nowhere
    /// Where the last state is; empty: in the run.
    const fs::path& saved_elsewhere() const { return saved_elsewhere_; }

private:
    void show(const TimingThreads&) {
        status_.print("timing a few steps to find the fastest number of threads");
    }
    void show(const ComputeInfo& info) {
        status_.print("training on " + info.device.name() + ", " + std::to_string(info.threads) +
                      (info.threads == 1 ? " thread" : " threads") +
                      (info.threads_measured ? " (the fastest of those tried)" : ""));
    }
    void show(const StepDone& done) {
        const auto& [stats, progress] = done;
        if (!std::isnan(stats.generator_loss))
            generator_loss_ = stats.generator_loss;
        const double part = static_cast<double>(progress.step) / static_cast<double>(progress.steps);
        status_.show(part, progress_text(stats, progress, generator_loss_));
    }
    void show(const Rollback& back) {
        status_.print("diverged at step " + std::to_string(back.found_at) + " (" + back.quantity +
                      "); went back to step " + std::to_string(back.step) + ", goes on with other batches");
    }
    void show(const CheckpointSaved& saved) {
        status_.print("checkpoint of step " + std::to_string(saved.step) + ": " + saved.path.string());
    }
    void show(const DiskTrouble& trouble) {
        status_.print(std::string("can't save: ") + trouble.error.what() +
                      "; training goes on and tries again");
    }
    void show(const DiskRecovered&) { status_.print("everything is saved again"); }
    void show(const SavedElsewhere& saved) {
        saved_elsewhere_ = saved.path;
        status_.print("the last state was saved as " + saved.path.string());
    }
    template <typename Other>
    void show(const Other&) {} ///< of no interest on a terminal

    const fs::path rescue_;
    StatusLine status_;
    double generator_loss_ = StepStats::kNone; ///< the last one that there was
    bool rescue_tried_ = false;
    bool gave_up_ = false;
    fs::path saved_elsewhere_;
};

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

/// As one word of a command that can be pasted into a shell.
std::string shell_word(const std::string& text) {
    if (!text.empty() && text.find_first_of(" \t\n'\"\\$`*?[](){}<>|&;!#~") == std::string::npos)
        return text;
    std::string quoted = "'";
    for (const char c : text)
        quoted += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return quoted + "'";
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

int train_until_done(const PrepareRun& prepare, const GoalArguments& goal, const Signals& signals) {
    ProgressPrinter printer(goal.rescue);
    const std::unique_ptr<TrainingRun> run = prepare(reading_progress(printer.status()), signals.token());
    printer.status().clear();
    if (!run) // there is nothing to save
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
              << resume_command(run->directory().path(), goal.steps) << "\n";
    return signals.exit_code();
}

} // namespace wasserfarbe::cli
