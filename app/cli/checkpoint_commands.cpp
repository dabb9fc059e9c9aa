#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/arguments.h"
#include "app/cli/checkpoint_report.h"
#include "app/cli/commands.h"
#include "app/cli/status_line.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_directory.h"
#include "model/run/verify_run.h"
#include "model/types/error.h"

namespace wasserfarbe::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20; // differences

struct ListArguments {
    std::filesystem::path run;
    bool json = false;
};

struct PinArguments {
    std::filesystem::path run;
    std::filesystem::path checkpoint; ///< empty: the newest
    bool unpin = false;
};

struct VerifyArguments {
    std::filesystem::path run;
    std::filesystem::path from;
    std::filesystem::path to;
    bool json = false;
};

/// @throws Error (Model) where there is no run
RunDirectory open_run(const std::filesystem::path& path) {
    RunDirectory run(path);
    run.read_record();
    return run;
}

/// The checkpoint that a person means: a file, or a name in the run, with its ending or without.
/// @throws Error (Model) where there is none
std::filesystem::path find_checkpoint(const RunDirectory& run, const std::filesystem::path& named) {
    for (const RunDirectory::Checkpoint& checkpoint : run.checkpoints())
        if (checkpoint.path.filename() == named || checkpoint.path.stem() == named)
            return checkpoint.path;
    std::error_code error;
    if (!std::filesystem::is_regular_file(named, error))
        throw Error(ErrorKind::Model, run.path(),
                    "has no checkpoint '" + named.string() + "'; `wasserfarbe-cli checkpoints` lists them");
    return named;
}

int list(const ListArguments& arguments) {
    const Json checkpoints = describe_checkpoints(open_run(arguments.run));
    std::cout << (arguments.json ? json_text(checkpoints) : checkpoint_table(checkpoints));
    return 0;
}

int pin(const PinArguments& arguments) {
    const RunDirectory run = open_run(arguments.run);
    const std::filesystem::path checkpoint =
        arguments.checkpoint.empty() ? run.newest_checkpoint() : find_checkpoint(run, arguments.checkpoint);
    const bool of_run = std::ranges::any_of(run.checkpoints(), [&](const RunDirectory::Checkpoint& each) {
        std::error_code error;
        return std::filesystem::equivalent(each.path, checkpoint, error);
    });
    if (!of_run)
        throw Error(ErrorKind::Model, checkpoint, "is no checkpoint of " + run.path().string());
    set_pinned(checkpoint, !arguments.unpin);
    std::cout << (arguments.unpin ? "no longer pinned: " : "pinned, so it is kept: ") << checkpoint.string()
              << "\n";
    return 0;
}

std::string steps_text(const RunVerification& result) {
    const std::string last = std::to_string(result.last_step);
    return result.first_step + 1 == result.last_step
               ? "step " + last
               : "steps " + std::to_string(result.first_step + 1) + " to " + last;
}

std::string difference_text(const RunDifference& difference) {
    std::string text = difference.what;
    if (difference.values > 1)
        text += ": " + std::to_string(difference.values) + " numbers";
    if (!(difference.largest > 0)) // also where it is no number
        return text;
    return text + (difference.values > 1 ? ", by up to " : ", by ") + formatted("%.3g", difference.largest);
}

void print_text(const RunVerification& result, const std::string& run) {
    std::cout << (result.same() ? "the same, bit for bit: " : "not the same: ") << steps_text(result)
              << " of " << run << "\n";
    const std::size_t shown = std::min(kShown, result.differences.size());
    for (std::size_t i = 0; i < shown; ++i)
        std::cout << "  " << difference_text(result.differences[i]) << "\n";
    if (result.differences.size() > shown)
        std::cout << "  ... and " << result.differences.size() - shown << " more\n";
}

Json name_or_null(const std::filesystem::path& path) {
    return path.empty() ? Json(nullptr) : Json(path.string());
}

Json describe(const RunVerification& result, const std::string& run) {
    Json differences = Json::array();
    for (const RunDifference& difference : result.differences)
        differences.push_back(
            {{"what", difference.what}, {"values", difference.values}, {"largest", difference.largest}});
    return {{"run", run},
            {"from", name_or_null(result.from)},
            {"to", name_or_null(result.to)},
            {"first_step", result.first_step + 1},
            {"last_step", result.last_step},
            {"same", result.same()},
            {"differences", differences}};
}

int verify(const VerifyArguments& arguments, const Signals& signals) {
    const RunDirectory run = open_run(arguments.run); // says first where there is no run
    StatusLine status;
    VerifyOptions options;
    options.from = arguments.from.empty() ? arguments.from : find_checkpoint(run, arguments.from);
    options.to = arguments.to.empty() ? arguments.to : find_checkpoint(run, arguments.to);
    options.loading = reading_progress(status);
    options.on_step = [&status](std::int64_t done, std::int64_t total) {
        status.show("repeating step", done, total);
    };
    const std::optional<RunVerification> result = verify_run(arguments.run, options, signals.token());
    status.clear();
    if (!result)
        return signals.exit_code();
    if (arguments.json)
        std::cout << json_text(describe(*result, arguments.run.string()));
    else
        print_text(*result, arguments.run.string());
    return result->same() ? 0 : 1;
}

} // namespace

Work add_checkpoints(CLI::App& command) {
    const auto arguments = std::make_shared<ListArguments>();
    add_path(command, "run", arguments->run, "RUN", "Folder of the run");
    command.add_flag("--json", arguments->json, "Print JSON");
    return [arguments](const Signals&) { return list(*arguments); };
}

Work add_pin(CLI::App& command) {
    const auto arguments = std::make_shared<PinArguments>();
    add_path(command, "run", arguments->run, "RUN", "Folder of the run");
    command
        .add_option("checkpoint", arguments->checkpoint,
                    "Its name, e.g. epoch-000012, or its file (default: the newest)")
        ->type_name("CHECKPOINT");
    command.add_flag("--unpin", arguments->unpin, "Let go of it");
    return [arguments](const Signals&) { return pin(*arguments); };
}

Work add_verify(CLI::App& command) {
    const auto arguments = std::make_shared<VerifyArguments>();
    add_path(command, "run", arguments->run, "RUN", "Folder of the run; nothing in it changes");
    command
        .add_option("--from", arguments->from,
                    "Checkpoint to begin at, its name or its file (default: the one before)")
        ->type_name("CHECKPOINT");
    command.add_option("--to", arguments->to, "Checkpoint to compare with (default: the newest)")
        ->type_name("CHECKPOINT");
    command.add_flag("--json", arguments->json, "Print JSON");
    command.footer("Exit code 1 says that something differs. On the CPU nothing should, with the same\n"
                   "LibTorch and processor as then; a GPU may add in another order each time.");
    return [arguments](const Signals& signals) { return verify(*arguments, signals); };
}

} // namespace wasserfarbe::cli
