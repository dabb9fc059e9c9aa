#include "model/run/run_lock.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/file.h>
#include <thread>

#include "model/types/error.h"

namespace wasserfarbe {

namespace {

Descriptor open_folder(const std::filesystem::path& directory) {
    return Descriptor(::open(directory.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
}

/// A training holds the lock for itself alone; a process that only asks (`is_locked`) shares it for a moment,
/// which must not be taken for a training.
/// @return 0, or an error of the system: EWOULDBLOCK where another training holds it
int try_to_hold(const Descriptor& folder) {
    while (::flock(folder.get(), LOCK_EX | LOCK_NB) != 0) {
        if (errno != EWOULDBLOCK || ::flock(folder.get(), LOCK_SH | LOCK_NB) != 0)
            return errno;
        ::flock(folder.get(), LOCK_UN);
        std::this_thread::yield();
    }
    return 0;
}

} // namespace

RunLock::RunLock(const std::filesystem::path& directory) : folder_(open_folder(directory)) {
    if (folder_.get() < 0)
        throw Error(ErrorKind::Disk, directory, "can't be opened", errno);
    const int error = try_to_hold(folder_);
    if (error == EWOULDBLOCK)
        throw Error(ErrorCode::RunInUse, directory);
    if (error != 0)
        throw Error(ErrorKind::Disk, directory, "can't be locked", error);
}

bool RunLock::is_locked(const std::filesystem::path& directory) {
    const Descriptor folder = open_folder(directory); // which lets go of the lock when it is closed
    return folder.get() >= 0 && ::flock(folder.get(), LOCK_SH | LOCK_NB) != 0 && errno == EWOULDBLOCK;
}

} // namespace wasserfarbe
