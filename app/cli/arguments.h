#pragma once

#include <cstdint>
#include <string>

#include "model/types/image_grid.h"

namespace CLI {
class App;
class Option;
} // namespace CLI

namespace wasserfarbe::cli {

/// `auto` or a number from 1: 0 means auto. @throws Error (Usage)
int parse_threads(const std::string& text);

/// "1 h 2 min", "3 min 20 s" or "12 s".
std::string duration_text(double seconds);

/// Adds an option for a whole number from 0 to 2^64 - 1.
CLI::Option* add_seed_option(CLI::App& command, const std::string& name, std::uint64_t& seed,
                             const std::string& help);

/// "1:02:03" or "2:03".
std::string clock_text(double seconds);

/// As one word of a command that can be pasted into a shell.
std::string shell_word(const std::string& text);

/// Adds --padding and --pad-value.
void add_grid_options(CLI::App& command, GridLayout& layout);

} // namespace wasserfarbe::cli
