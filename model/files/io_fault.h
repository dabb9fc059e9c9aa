#pragma once

#include <filesystem>
#include <functional>

namespace wasserfarbe {

/// What is about to be done to a file that a run writes; Read: a file of weights is opened to be read.
enum class IoCall { Open, Write, Sync, Rename, Read };

/// Decides what becomes of a call: 0 lets it through, any other number fails it with that `errno`.
using IoFault = std::function<int(IoCall call, const std::filesystem::path& path)>;

/// For tests: a device that fails. Every call of AtomicFile, sync_file and MetricsLog, and each InputFile
/// when it opens its file, asks it, from whatever thread and from several at once, for as long as it is set;
/// an empty one takes it away. `path` is the file's final name. Waits for calls of the present fault to
/// return, so a fault neither sets another nor writes files itself.
void set_io_fault(IoFault fault);

/// Sets `errno` and returns true where the call is to fail.
bool io_fails(IoCall call, const std::filesystem::path& path);

} // namespace wasserfarbe
