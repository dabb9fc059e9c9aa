#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

namespace wasserfarbe {

/// What went wrong, coarse enough for a front end to choose its words and its exit code.
enum class ErrorKind {
    Usage,    ///< a setting or argument is unknown, malformed or out of range
    Data,     ///< the pictures can't be used
    Model,    ///< a model, checkpoint or run file can't be read
    Disk,     ///< reading or writing a file failed: no space, no permission, I/O error
    Memory,   ///< out of memory
    Device,   ///< the requested device does not exist or failed
    Diverged, ///< a loss stopped being a finite number
    Internal, ///< a fault of the program
};

/// The only exception that leaves `model/`. Immutable; may be copied between threads.
class Error : public std::runtime_error {
public:
    /// @param path    the file or folder concerned; empty where there is none
    /// @param detail  one sentence: what is wrong and, where it can be said, what to do
    Error(ErrorKind kind, std::filesystem::path path, std::string detail);
    Error(ErrorKind kind, std::string detail) : Error(kind, {}, std::move(detail)) {}

    ErrorKind kind() const noexcept { return kind_; }
    const std::filesystem::path& path() const noexcept { return path_; }
    const std::string& detail() const noexcept { return detail_; }

private:
    ErrorKind kind_;
    std::filesystem::path path_;
    std::string detail_;
};

/// Runs `work`; an Error that names no file leaves with this one's name.
template <typename Work>
auto naming(const std::filesystem::path& path, Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const Error& error) {
        if (!error.path().empty())
            throw;
        throw Error(error.kind(), path, error.detail());
    }
}

} // namespace wasserfarbe
