#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/run/run_directory.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// A run in a folder of runs, at a glance.
struct RunSummary {
    std::filesystem::path path;
    std::optional<RunRecord> record;      ///< none where run.json can't be read
    std::optional<Error> error;           ///< why it can't
    std::filesystem::path newest_preview; ///< empty where it has none
    bool in_use = false;                  ///< some process, this one too, is training it now
};

/// The runs directly in a folder: those folders in it that hold a run.json. Those that were started last come
/// first; those whose run.json can't be read come at the end, by name. A folder that does not exist holds
/// none. Any thread; blocks on the disk.
/// @throws Error (Disk) where the folder can't be read
std::vector<RunSummary> list_runs(const std::filesystem::path& folder);

/// Why a name is none for a run, as a phrase that goes on after the name; empty where it is one: 1 to 100
/// bytes without separators and control characters, not "." or "..".
std::string run_name_problem(std::string_view name);

/// `folder / name`, or `name-2`, `name-3` ... where something of that name exists. Looks at the disk.
/// @throws Error (Usage) where `run_name_problem` has something to say
std::filesystem::path free_run_path(const std::filesystem::path& folder, const std::string& name);

/// Gives a run another place on the same disk. Blocks on the disk.
/// @throws Error (Usage) where `from` is being trained, `to` exists or its name is no run's; (Model) where
/// `from` holds no run; (Disk)
void rename_run(const std::filesystem::path& from, const std::filesystem::path& to);

} // namespace wasserfarbe
