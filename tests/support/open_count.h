#pragma once

#include <filesystem>
#include <map>
#include <mutex>

#include "model/files/io_fault.h"

namespace wasserfarbe::test {

/// Counts how often each file of weights is opened to be read, for as long as it lives. There is one at a
/// time.
class OpenCount {
public:
    OpenCount() {
        set_io_fault([this](IoCall call, const std::filesystem::path& path) {
            if (call == IoCall::Read) {
                const std::lock_guard lock(mutex_);
                ++counts_[std::filesystem::weakly_canonical(path)];
            }
            return 0;
        });
    }
    ~OpenCount() { set_io_fault({}); }
    OpenCount(const OpenCount&) = delete;
    OpenCount& operator=(const OpenCount&) = delete;

    int of(const std::filesystem::path& path) const {
        const std::lock_guard lock(mutex_);
        const auto found = counts_.find(std::filesystem::weakly_canonical(path));
        return found == counts_.end() ? 0 : found->second;
    }

private:
    mutable std::mutex mutex_; ///< guards the counts: any thread opens files
    std::map<std::filesystem::path, int> counts_;
};

} // namespace wasserfarbe::test
