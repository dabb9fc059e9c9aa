#pragma once

#include <string>

#include <nlohmann/json.hpp>

#include "model/run/run_directory.h"

namespace wasserfarbe::cli {

/// A run's checkpoints, oldest first: each one's file, epoch, step, bytes and quality score (null where it
/// has none), and whether it is the newest, the best and pinned.
nlohmann::ordered_json describe_checkpoints(const RunDirectory& run);

/// The same as a table, with the space that they take together. Ends with a line end.
std::string checkpoint_table(const nlohmann::ordered_json& checkpoints);

} // namespace wasserfarbe::cli
