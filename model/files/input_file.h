#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "model/files/descriptor.h"

namespace wasserfarbe {

/// A file of weights that is read, at any place. Every failure is an Error (Model) that names the file;
/// whatever is no file, such as a named pipe, is one. Movable; one thread at a time.
class InputFile {
public:
    explicit InputFile(std::filesystem::path path);

    const std::filesystem::path& path() const { return path_; }
    std::uint64_t size() const { return size_; }
    int descriptor() const { return file_.get(); }

    /// Fills `target` with the bytes from `offset` on.
    void read(std::uint64_t offset, std::span<std::uint8_t> target) const;

private:
    std::filesystem::path path_;
    Descriptor file_;
    std::uint64_t size_ = 0;
};

} // namespace wasserfarbe
