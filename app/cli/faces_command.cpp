#include <filesystem>
#include <iostream>
#include <memory>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/status_line.h"
#include "model/demo/demo_faces.h"

namespace wasserfarbe::cli {
namespace {

struct FacesArguments {
    std::filesystem::path out;
    std::int64_t count = 4000;
    int size = 96;
    std::uint64_t seed = 1;
};

int draw(const FacesArguments& arguments, const Signals& signals) {
    StatusLine status;
    const auto text = [&](std::int64_t done) {
        return "drawing faces: " + std::to_string(done) + " of " + std::to_string(arguments.count);
    };
    write_demo_faces(arguments.out, arguments.count, arguments.size, arguments.seed, [&](std::int64_t done) {
        status.show(static_cast<double>(done) / static_cast<double>(arguments.count), text(done));
        return !signals.token().stop_requested();
    });
    status.clear();
    if (signals.token().stop_requested())
        return signals.exit_code();
    std::cout << arguments.count << " faces of " << arguments.size << "x" << arguments.size << " px in "
              << arguments.out.string() << "\n";
    return 0;
}

} // namespace

void add_faces(CLI::App& app, Run& run, Signals& signals) {
    auto* command = app.add_subcommand(
        "faces", "Draw demo faces to train on: no two alike, the same ones for the same seed");
    const auto arguments = std::make_shared<FacesArguments>();
    command->add_option("--out", arguments->out, "Folder to draw into; made if it is not there")
        ->required()
        ->type_name("FOLDER");
    command->add_option("--count", arguments->count, "How many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command->add_option("--size", arguments->size, "Width and height in pixels")
        ->check(CLI::Range(16, 1024))
        ->capture_default_str();
    add_seed_option(*command, "--seed", arguments->seed, "Another seed draws other faces");
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return draw(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
