#pragma once

#include <filesystem>

#include "model/files/descriptor.h"

namespace wasserfarbe {

/// Holds a run's folder for one training at a time, among all processes of the machine. The system lets go of
/// it when the process ends, however it ends. Movable; any thread.
class RunLock {
public:
    /// @throws Error (Usage) where another training holds it, (Disk) where the folder can't be opened
    explicit RunLock(const std::filesystem::path& directory);

    /// Whether a training holds the folder now; false where there is no such folder. Does not block.
    static bool is_locked(const std::filesystem::path& directory);

private:
    Descriptor folder_;
};

} // namespace wasserfarbe
