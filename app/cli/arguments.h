#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

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

/// "a, b or c". @param last  what stands before the last one: "or"
std::string list_text(const std::vector<std::string_view>& items, std::string_view last);

/// What model files that can be opened are called: ".pt, .pth, .ckpt and .bin of PyTorch, .safetensors".
std::string model_endings_text();

/// Adds --padding and --pad-value.
void add_grid_options(CLI::App& command, GridLayout& layout);

} // namespace wasserfarbe::cli
