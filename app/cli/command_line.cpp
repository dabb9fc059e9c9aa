#include "app/cli/command_line.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/signals.h"
#include "model/types/error.h"
#include "model/types/version.h"

namespace wasserfarbe::cli {
namespace {

struct Command {
    const char* name;
    const char* help;
    Work (*add)(CLI::App& command);
};

constexpr Command kCommands[] = {
    {"faces", "Draw demo faces to train on: no two alike, the same ones for the same seed", add_faces},
    {"scan",
     "Check the pictures in a folder before training: what can't be used,\n"
     "what is converted, what is there twice",
     add_scan},
    {"train", "Train a generator on a folder of pictures", add_train},
    {"resume", "Go on with a run that was stopped or cut off, or train a finished one longer", add_resume},
    {"branch", "Begin a new run with the weights of another, and other settings if you like", add_branch},
    {"verify",
     "Train the way from one checkpoint to the next once more, and say\n"
     "whether weights and losses come out the same, bit for bit",
     add_verify},
    {"checkpoints", "List a run's checkpoints: steps, quality, the space that they take", add_checkpoints},
    {"pin", "Keep a checkpoint until you let go of it, also while the run is trained", add_pin},
    {"sample", "Make new images with a trained model, on one sheet", add_sample},
    {"interpolate",
     "Make the grid between two images, A at the top left and B at the bottom right:\n"
     "columns move the first half of the latent, rows the second",
     add_interpolate},
    {"inspect", "Say what a run or a model file holds", add_inspect},
    {"convert", "Write a model for PyTorch and other programs, or read theirs", add_convert},
    {"options", "List every hyper-parameter that `train --set KEY=VALUE` takes", add_options},
    {"cache", "Show where decoded pictures are kept for the next time, and how much they take", add_cache},
};

/// One line, whatever is in the name of a file.
int report(std::string what, ExitCode code) {
    std::replace_if(
        what.begin(), what.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    std::fprintf(stderr, "wasserfarbe-cli: %s\n", what.c_str());
    return code;
}

int run(int argc, const char* const* argv, const Signals& signals) {
    CLI::App app("Trains WGAN-GP image generators on a folder of pictures, and makes pictures with them.",
                 "wasserfarbe-cli");
    app.require_subcommand(0, 1); // that there is one is checked below: then one that is not known is named
    app.set_version_flag("--version", std::string(software_name()));
    Work work;
    std::vector<std::string_view> names;
    for (const Command& command : kCommands) {
        CLI::App* added = app.add_subcommand(command.name, command.help);
        added->callback([&work, its = command.add(*added)] { work = its; });
        names.emplace_back(command.name);
    }
    // After the subcommands, which would each repeat it.
    app.footer("A first try:\n"
               "  wasserfarbe-cli faces --out faces\n"
               "  wasserfarbe-cli scan faces\n"
               "  wasserfarbe-cli train --data faces --run run-1 --epochs 60\n"
               "  wasserfarbe-cli sample --model run-1 --out samples.png\n"
               "  wasserfarbe-cli interpolate --model run-1 --out a-to-b.png\n"
               "  wasserfarbe-cli convert run-1 G.ckpt\n\n"
               "`wasserfarbe-cli train --help` lists what train takes, and so with the others.\n\n"
               "Exit codes: 0 done, 1 failed at work (disk full, out of memory, diverged; verify: something\n"
               "differs), 2 usage, 3 the pictures can't be used, 4 a model or checkpoint can't be read,\n"
               "130 interrupted (Ctrl+C; SIGTERM: 143), a checkpoint of the last step was saved.");
    try {
        app.parse(argc, argv);
    } catch (const CLI::Success& success) { // --help, --version
        return app.exit(success);
    } catch (const CLI::ParseError& error) {
        return report(std::string(error.what()) + " (see --help)", kUsage);
    }
    if (!work)
        return report("say what to do: " + list_text(names, "or") + " (see --help)", kUsage);
    try {
        return work(signals);
    } catch (const Error& error) {
        return report(error.what(), exit_code(error.kind()));
    } catch (const std::bad_alloc&) {
        return report("out of memory", kFailed);
    } catch (const std::exception& error) {
        return report(std::string("an unexpected fault: ") + error.what(), kFailed);
    }
}

} // namespace

int run_command_line(int argc, const char* const* argv) {
    try {
        const Signals signals;
        return run(argc, argv, signals);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "wasserfarbe-cli: can't start: %s\n", error.what());
        return kFailed;
    }
}

} // namespace wasserfarbe::cli
