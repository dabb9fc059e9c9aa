#pragma once

#include <functional>

#include <CLI/CLI.hpp>

#include "app/cli/signals.h"

namespace wasserfarbe::cli {

/// What a subcommand does once its arguments are parsed. @return the exit code. @throws Error
using Work = std::function<int(const Signals& signals)>;

/// Each adds the options of one subcommand and says what it does.
Work add_faces(CLI::App& command);
Work add_scan(CLI::App& command);
Work add_train(CLI::App& command);
Work add_resume(CLI::App& command);
Work add_branch(CLI::App& command);
Work add_verify(CLI::App& command);
Work add_checkpoints(CLI::App& command);
Work add_pin(CLI::App& command);
Work add_sample(CLI::App& command);
Work add_interpolate(CLI::App& command);
Work add_inspect(CLI::App& command);
Work add_convert(CLI::App& command);
Work add_options(CLI::App& command);
Work add_cache(CLI::App& command);

} // namespace wasserfarbe::cli
