#include "app/cli/command_line.h"

#include <algorithm>
#include <cstdio>
#include <exception>
#include <new>
#include <string>

#include <CLI/CLI.hpp>

#include "app/cli/commands.h"
#include "app/cli/exit_code.h"
#include "app/cli/signals.h"
#include "model/types/error.h"
#include "model/types/version.h"

namespace wasserfarbe::cli {
namespace {

/// One line, whatever is in the name of a file.
int report(std::string what, ExitCode code) {
    std::replace_if(
        what.begin(), what.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    std::fprintf(stderr, "wasserfarbe-cli: %s\n", what.c_str());
    return code;
}

int run(int argc, const char* const* argv, Signals& signals) {
    CLI::App app("Trains WGAN-GP image generators on a folder of pictures, and makes pictures with them.",
                 "wasserfarbe-cli");
    app.require_subcommand(0, 1); // that there is one is checked below: then one that is not known is named
    app.set_version_flag("--version", std::string(software_name()));
    Run command;
    add_faces(app, command, signals);
    add_scan(app, command, signals);
    add_train(app, command, signals);
    add_resume(app, command, signals);
    add_branch(app, command, signals);
    add_verify(app, command, signals);
    add_checkpoints(app, command);
    add_pin(app, command);
    add_sample(app, command, signals);
    add_interpolate(app, command, signals);
    add_inspect(app, command);
    add_convert(app, command);
    add_options(app, command);
    add_cache(app, command);
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
    if (!command)
        return report("say what to do: faces, scan, train, resume, branch, verify, checkpoints, pin, sample, "
                      "interpolate, inspect, convert, options or cache (see --help)",
                      kUsage);
    try {
        return command();
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
        Signals signals;
        return run(argc, argv, signals);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "wasserfarbe-cli: can't start: %s\n", error.what());
        return kFailed;
    }
}

} // namespace wasserfarbe::cli
