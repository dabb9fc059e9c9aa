#include "model/run/run_list.h"

#include <cerrno>
#include <cstdio>
#include <fcntl.h>
#include <system_error>

#include <algorithm>

#include "model/run/run_lock.h"
#include "model/run/sample_history.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kLongestName = 100;

RunSummary summarize(const RunDirectory& run) {
    RunSummary summary;
    summary.path = run.path();
    try {
        summary.record = run.read_record();
    } catch (const Error& error) {
        summary.error = error;
    }
    if (const std::vector<SavedPreview> previews = saved_previews(run); !previews.empty())
        summary.newest_preview = previews.back().path;
    summary.in_use = RunLock::is_locked(run.path());
    return summary;
}

/// Newest first. A start is written as ISO 8601 in UTC, so its text sorts as its time does.
bool comes_before(const RunSummary& a, const RunSummary& b) {
    if (a.record.has_value() != b.record.has_value())
        return a.record.has_value();
    if (a.record && a.record->started != b.record->started)
        return a.record->started > b.record->started;
    return a.path.native() < b.path.native();
}

void require_run_name(const fs::path& path, std::string_view name) {
    if (const std::string problem = run_name_problem(name); !problem.empty())
        throw Error(ErrorKind::Usage, path, "the run's name " + problem);
}

/// Renames unless there is something of that name: `std::filesystem::rename` would replace an empty folder.
/// @return an error of the system, or 0
int rename_without_replacing(const fs::path& from, const fs::path& to) {
    if (::renameat2(AT_FDCWD, from.c_str(), AT_FDCWD, to.c_str(), RENAME_NOREPLACE) == 0)
        return 0;
    if (errno != EINVAL && errno != ENOSYS)
        return errno;
    std::error_code error; // a file system that can't promise it
    if (fs::exists(fs::symlink_status(to, error)))
        return EEXIST;
    return std::rename(from.c_str(), to.c_str()) == 0 ? 0 : errno;
}

} // namespace

std::vector<RunSummary> list_runs(const fs::path& folder) {
    std::vector<RunSummary> runs;
    std::error_code error;
    if (!fs::exists(folder, error) && !error)
        return runs;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error))
        if (const RunDirectory run(entry->path()); run.holds_run())
            runs.push_back(summarize(run));
    if (error)
        throw Error(ErrorKind::Disk, folder, "can't be read", error.value());
    std::sort(runs.begin(), runs.end(), comes_before);
    return runs;
}

std::string run_name_problem(std::string_view name) {
    if (name.empty())
        return "is empty";
    if (name.size() > kLongestName)
        return "is too long: it may have " + std::to_string(kLongestName) + " bytes";
    if (name == "." || name == "..")
        return "means a folder that exists already";
    for (const char c : name) {
        if (c == '/' || c == '\\')
            return std::string("may not contain '") + c + "'";
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x20 || byte == 0x7F)
            return "may not contain control characters";
    }
    return {};
}

fs::path free_run_path(const fs::path& folder, const std::string& name) {
    fs::path path = folder / name;
    require_run_name(path, name);
    std::error_code error;
    for (int number = 2; fs::exists(fs::symlink_status(path, error)); ++number)
        path = folder / (name + "-" + std::to_string(number));
    return path;
}

void rename_run(const fs::path& from, const fs::path& to) {
    require_run_name(to, to.filename().native());
    if (!RunDirectory(from).holds_run())
        throw Error(ErrorCode::NoRun, from);
    const RunLock lock(from); // throws while it is being trained
    const int error = rename_without_replacing(from, to);
    if (error == EEXIST)
        throw Error(ErrorCode::NameTaken, to, {"exists already; choose another name"});
    if (error != 0)
        throw Error(ErrorKind::Disk, from, "can't be renamed", error);
}

} // namespace wasserfarbe
