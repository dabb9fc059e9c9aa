#include <algorithm>
#include <array>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "app/cli/checkpoint_report.h"
#include "app/cli/commands.h"
#include "app/cli/status_line.h"
#include "model/run/verify_run.h"

namespace wasserfarbe::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t kShown = 20; // differences

struct VerifyArguments {
    std::filesystem::path run;
    std::filesystem::path from;
    std::filesystem::path to;
    bool json = false;
};

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
    std::array<char, 64> by{};
    std::snprintf(by.data(), by.size(), difference.values > 1 ? ", by up to %.3g" : ", by %.3g",
                  difference.largest);
    return text + by.data();
}

void print_text(const RunVerification& result, const std::string& run) {
    if (result.same()) {
        std::cout << "the same, bit for bit: " << steps_text(result) << " of " << run << "\n";
        return;
    }
    std::cout << "not the same: " << steps_text(result) << " of " << run << "\n";
    const std::size_t shown = std::min(kShown, result.differences.size());
    for (std::size_t i = 0; i < shown; ++i)
        std::cout << "  " << difference_text(result.differences[i]) << "\n";
    if (result.differences.size() > shown)
        std::cout << "  ... and " << result.differences.size() - shown << " more\n";
}

Json name_or_null(const std::filesystem::path& path) {
    return path.empty() ? Json(nullptr) : Json(path.string());
}

void print_json(const RunVerification& result, const std::string& run) {
    Json differences = Json::array();
    for (const RunDifference& difference : result.differences)
        differences.push_back(
            {{"what", difference.what}, {"values", difference.values}, {"largest", difference.largest}});
    const Json json = {{"run", run},
                       {"from", name_or_null(result.from)},
                       {"to", name_or_null(result.to)},
                       {"first_step", result.first_step + 1},
                       {"last_step", result.last_step},
                       {"same", result.same()},
                       {"differences", differences}};
    std::cout << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n";
}

int verify(const VerifyArguments& arguments, const Signals& signals) {
    const RunDirectory run(arguments.run);
    run.read_record(); // says first where there is no run
    StatusLine status;
    VerifyOptions options;
    options.from = arguments.from.empty() ? arguments.from : find_checkpoint(run, arguments.from);
    options.to = arguments.to.empty() ? arguments.to : find_checkpoint(run, arguments.to);
    options.loading = reading_progress(status);
    options.on_step = [&status](std::int64_t done, std::int64_t total) {
        status.show(static_cast<double>(done) / static_cast<double>(total),
                    "repeating step " + std::to_string(done) + " of " + std::to_string(total));
    };
    const std::optional<RunVerification> result = verify_run(arguments.run, options, signals.token());
    status.clear();
    if (!result)
        return signals.exit_code();
    arguments.json ? print_json(*result, arguments.run.string())
                   : print_text(*result, arguments.run.string());
    return result->same() ? 0 : 1;
}

} // namespace

void add_verify(CLI::App& app, Run& run, Signals& signals) {
    auto* command =
        app.add_subcommand("verify", "Train the way from one checkpoint to the next once more, and say\n"
                                     "whether weights and losses come out the same, bit for bit");
    const auto arguments = std::make_shared<VerifyArguments>();
    command->add_option("run", arguments->run, "Folder of the run; nothing in it changes")
        ->required()
        ->type_name("RUN");
    command
        ->add_option("--from", arguments->from,
                     "Checkpoint to begin at, its name or its file (default: the one before)")
        ->type_name("CHECKPOINT");
    command->add_option("--to", arguments->to, "Checkpoint to compare with (default: the newest)")
        ->type_name("CHECKPOINT");
    command->add_flag("--json", arguments->json, "Print JSON");
    command->footer("Exit code 1 says that something differs. On the CPU nothing should, with the same\n"
                    "LibTorch and processor as then; a GPU may add in another order each time.");
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return verify(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
