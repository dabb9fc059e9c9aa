#include <iostream>
#include <memory>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "model/dataset/picture_cache.h"
#include "model/types/bytes_text.h"
#include "model/types/escaped_name.h"

namespace wasserfarbe::cli {
namespace {

int cache(bool clear) {
    const std::string folder = escaped_name(picture_cache_folder().string());
    const std::uint64_t before = picture_cache_size();
    if (!clear) {
        std::cout << folder << ": " << bytes_text(before) << "\n";
        return 0;
    }
    clear_picture_cache();
    const std::uint64_t left = picture_cache_size();
    std::cout << folder << ": " << bytes_text(before > left ? before - left : 0) << " removed";
    if (left > 0)
        std::cout << ", " << bytes_text(left) << " are in use";
    std::cout << "\n";
    return 0;
}

} // namespace

void add_cache(CLI::App& app, Run& run) {
    auto* command = app.add_subcommand(
        "cache", "Show where decoded pictures are kept for the next time, and how much they take");
    const auto clear = std::make_shared<bool>(false);
    command->add_flag("--clear", *clear, "Remove them; they are made again when they are needed");
    command->callback([&run, clear] { run = [clear] { return cache(*clear); }; });
}

} // namespace wasserfarbe::cli
