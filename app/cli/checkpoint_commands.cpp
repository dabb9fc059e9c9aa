#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "app/cli/checkpoint_report.h"
#include "app/cli/commands.h"
#include "model/run/checkpoint_list.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"

namespace wasserfarbe::cli {
namespace {

struct ListArguments {
    std::filesystem::path run;
    bool json = false;
};

struct PinArguments {
    std::filesystem::path run;
    std::filesystem::path checkpoint; ///< empty: the newest
    bool unpin = false;
};

/// @throws Error (Model) where there is no run
RunDirectory open_run(const std::filesystem::path& path) {
    RunDirectory run(path);
    run.read_record();
    return run;
}

int list(const ListArguments& arguments) {
    const nlohmann::ordered_json checkpoints = describe_checkpoints(open_run(arguments.run));
    if (arguments.json)
        std::cout << checkpoints.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
                  << "\n";
    else
        std::cout << checkpoint_table(checkpoints);
    return 0;
}

int pin(const PinArguments& arguments) {
    const RunDirectory run = open_run(arguments.run);
    const std::filesystem::path checkpoint =
        arguments.checkpoint.empty() ? run.newest_checkpoint() : find_checkpoint(run, arguments.checkpoint);
    const std::vector<RunDirectory::Checkpoint> all = run.checkpoints();
    const bool of_run = std::any_of(all.begin(), all.end(), [&](const RunDirectory::Checkpoint& each) {
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

} // namespace

void add_checkpoints(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand("checkpoints",
                                       "List a run's checkpoints: steps, quality, the space that they take");
    const auto arguments = std::make_shared<ListArguments>();
    command->add_option("run", arguments->run, "Folder of the run")->required()->type_name("RUN");
    command->add_flag("--json", arguments->json, "Print JSON");
    command->callback([&run, arguments] { run = [arguments] { return list(*arguments); }; });
}

void add_pin(CLI::App& app, Run& run) {
    auto* command =
        app.add_subcommand("pin", "Keep a checkpoint until you let go of it, also while the run is trained");
    const auto arguments = std::make_shared<PinArguments>();
    command->add_option("run", arguments->run, "Folder of the run")->required()->type_name("RUN");
    command
        ->add_option("checkpoint", arguments->checkpoint,
                     "Its name, e.g. epoch-000012, or its file (default: the newest)")
        ->type_name("CHECKPOINT");
    command->add_flag("--unpin", arguments->unpin, "Let go of it");
    command->callback([&run, arguments] { run = [arguments] { return pin(*arguments); }; });
}

} // namespace wasserfarbe::cli
