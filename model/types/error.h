#pragma once

#include <filesystem>
#include <stdexcept>
#include <string>
#include <utility>

#include "model/types/reason.h"

namespace wasserfarbe {

/// The only exception that leaves `model/`: a reason and the file or folder that it is about. Immutable; may
/// be copied between threads.
class Error : public std::runtime_error {
public:
    /// @param path  empty where it is about no file
    explicit Error(Reason reason, std::filesystem::path path = {});
    Error(ErrorCode code, std::filesystem::path path, ReasonArguments arguments = {});
    /// What no front end need tell from others of its kind.
    /// @param detail  one sentence: what is wrong and, where it can be said, what to do
    /// @param system_error  errno, whose text goes behind it; 0: none
    Error(ErrorKind kind, std::filesystem::path path, std::string detail, int system_error = 0);
    Error(ErrorKind kind, std::string detail) : Error(kind, {}, std::move(detail)) {}

    const Reason& reason() const noexcept { return reason_; }
    ErrorCode code() const noexcept { return reason_.code; }
    ErrorKind kind() const noexcept { return error_info(reason_.code).kind; }
    const ReasonArguments& arguments() const noexcept { return reason_.arguments; }
    int system_error() const noexcept { return reason_.system_error; }
    const std::filesystem::path& path() const noexcept { return path_; }
    std::string detail() const { return reason_.text(); } ///< `what()` without the path

private:
    Reason reason_;
    std::filesystem::path path_;
};

/// Runs `work`; an Error that names no file leaves with this one's name.
template <typename Work>
auto naming(const std::filesystem::path& path, Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const Error& error) {
        if (!error.path().empty())
            throw;
        throw Error(error.reason(), path);
    }
}

} // namespace wasserfarbe
