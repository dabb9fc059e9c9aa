#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "app/cli/signals.h"

namespace wasserfarbe::cli {

/// Each adds one subcommand. `run` is set to what the subcommand does once the arguments are parsed; it
/// returns the exit code and may throw Error.
using Run = std::function<int()>;

void add_faces(CLI::App& app, Run& run, Signals& signals);
void add_scan(CLI::App& app, Run& run, Signals& signals);
void add_train(CLI::App& app, Run& run, Signals& signals);
void add_resume(CLI::App& app, Run& run, Signals& signals);
void add_branch(CLI::App& app, Run& run, Signals& signals);
void add_verify(CLI::App& app, Run& run, Signals& signals);
void add_checkpoints(CLI::App& app, Run& run);
void add_pin(CLI::App& app, Run& run);
void add_sample(CLI::App& app, Run& run, Signals& signals);
void add_interpolate(CLI::App& app, Run& run, Signals& signals);
void add_inspect(CLI::App& app, Run& run);
void add_convert(CLI::App& app, Run& run);
void add_options(CLI::App& app, Run& run);
void add_cache(CLI::App& app, Run& run);

} // namespace wasserfarbe::cli
