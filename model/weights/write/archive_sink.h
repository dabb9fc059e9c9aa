#pragma once

#include <cstddef>
#include <cstdint>
#include <exception>
#include <filesystem>

#include "model/files/file_io.h"

namespace wasserfarbe {

/// What LibTorch's archive writers write to. They close an archive in their destructor, so a write that fails
/// would end the program there. This one never fails: it keeps the first error, ignores what comes after it,
/// and throws it from `commit`.
class ArchiveSink {
public:
    /// @throws Error (Disk)
    explicit ArchiveSink(const std::filesystem::path& path) : file_(path) {}

    std::size_t write(const void* data, std::size_t size) noexcept {
        try {
            if (!error_)
                file_.write({static_cast<const std::uint8_t*>(data), size});
        } catch (...) {
            error_ = std::current_exception();
        }
        return size;
    }

    /// Gives the file its name. @throws Error (Disk)
    void commit() {
        if (error_)
            std::rethrow_exception(error_);
        file_.commit();
    }

private:
    AtomicFile file_;
    std::exception_ptr error_;
};

} // namespace wasserfarbe
