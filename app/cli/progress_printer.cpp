#include "app/cli/progress_printer.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <iostream>

#include <unistd.h>

#include "app/cli/arguments.h"

namespace wasserfarbe::cli {
namespace {

std::string format(const char* pattern, double value) {
    std::array<char, 32> text{};
    std::snprintf(text.data(), text.size(), pattern, value);
    return text.data();
}

/// Fits 80 columns in most runs; what matters least comes last, where a narrow terminal cuts.
/// @param generator_loss  the last one that there was; NaN: none yet
std::string progress_text(const StepStats& stats, const Progress& progress, double generator_loss) {
    std::string line = clock_text(progress.seconds_left) + " left, epoch " + std::to_string(progress.epoch) +
                       "/" + std::to_string(progress.epochs) + " step " + std::to_string(progress.step) +
                       "/" + std::to_string(progress.steps);
    line +=
        format(", %.0f images/s, critic ", progress.images_per_second) + format("%.1f", stats.critic_loss);
    if (!std::isnan(generator_loss))
        line += format(" gen %.1f", generator_loss);
    return line + format(" pen %.2f", stats.penalty);
}

UnsavedChoice save_in(const std::filesystem::path& folder) {
    std::error_code ignored; // the write into it fails and says what is wrong
    std::filesystem::create_directories(folder, ignored);
    return {UnsavedChoice::Action::SaveElsewhere, folder};
}

/// What a person typed; no shell has looked at it.
std::filesystem::path typed_folder(const std::string& text) {
    const char* home = std::getenv("HOME");
    if (home != nullptr && (text == "~" || text.starts_with("~/")))
        return home + text.substr(1);
    return text;
}

} // namespace

void ProgressPrinter::show(const TimingThreads&) {
    status_.print("timing a few steps to find the fastest number of threads");
}

void ProgressPrinter::show(const ComputeInfo& info) {
    const std::string threads = info.threads == 1 ? "1 thread" : std::to_string(info.threads) + " threads";
    status_.print("training on " + info.device.name() + ", " + threads +
                  (info.threads_measured ? " (the fastest of those tried)" : ""));
}

void ProgressPrinter::show(const StepDone& done) {
    const auto& [stats, progress] = done;
    if (!std::isnan(stats.generator_loss))
        generator_loss_ = stats.generator_loss;
    const double part = static_cast<double>(progress.step) / static_cast<double>(progress.steps);
    status_.show(part, progress_text(stats, progress, generator_loss_));
}

void ProgressPrinter::show(const Rollback& back) {
    status_.print("diverged at step " + std::to_string(back.found_at) + " (" + back.quantity +
                  "); went back to step " + std::to_string(back.step) + ", goes on with other batches");
}

void ProgressPrinter::show(const CheckpointSaved& saved) {
    status_.print("checkpoint of step " + std::to_string(saved.step) + ": " + saved.path.string());
}

void ProgressPrinter::show(const DiskTrouble& trouble) {
    status_.print(std::string("can't save: ") + trouble.error.what() + "; training goes on and tries again");
}

void ProgressPrinter::show(const DiskRecovered&) {
    status_.print("everything is saved again");
}

UnsavedChoice ProgressPrinter::on_unsaved(const Error& error, std::int64_t step) {
    status_.print("the last state, of step " + std::to_string(step) + ", can't be saved: " + error.what());
    if (!rescue_.empty() && !rescue_tried_) {
        rescue_tried_ = true;
        return save_in(rescue_);
    }
    UnsavedChoice choice = ::isatty(STDIN_FILENO) == 1 ? ask() : UnsavedChoice{};
    gave_up_ = choice.action == UnsavedChoice::Action::GiveUp;
    return choice;
}

UnsavedChoice ProgressPrinter::ask() {
    std::fputs("another folder to save it in (r: try again; nothing: give up): ", stderr);
    std::fflush(stderr);
    std::string answer;
    if (!std::getline(std::cin, answer) || answer.empty())
        return {};
    if (answer == "r")
        return {UnsavedChoice::Action::Retry, {}};
    return save_in(typed_folder(answer));
}

void ProgressPrinter::show(const SavedElsewhere& saved) {
    saved_elsewhere_ = saved.path;
    status_.print("the last state was saved as " + saved.path.string());
}

} // namespace wasserfarbe::cli
