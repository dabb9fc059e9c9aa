#include "model/files/io_fault.h"

#include <atomic>
#include <cerrno>
#include <mutex>
#include <shared_mutex>
#include <utility>

namespace wasserfarbe {
namespace {

std::atomic<bool> is_set = false; // spares every other program the lock
std::shared_mutex mutex;          // held while the fault is asked
IoFault current;

} // namespace

void set_io_fault(IoFault fault) {
    const std::unique_lock lock(mutex);
    current = std::move(fault);
    is_set.store(static_cast<bool>(current), std::memory_order_relaxed);
}

bool io_fails(IoCall call, const std::filesystem::path& path) {
    if (!is_set.load(std::memory_order_relaxed))
        return false;
    const std::shared_lock lock(mutex);
    const int error = current ? current(call, path) : 0;
    if (error != 0)
        errno = error;
    return error != 0;
}

} // namespace wasserfarbe
