#include "model/files/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>

#include <optional>
#include <utility>

#include "model/files/file_io.h"
#include "model/files/io_fault.h"
#include "model/types/error.h"

namespace wasserfarbe {

// O_NONBLOCK: a named pipe in place of the file must not be waited for.
InputFile::InputFile(std::filesystem::path path)
    : path_(std::move(path)),
      file_(io_fails(IoCall::Read, path_) ? -1 : ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK)) {
    struct stat status {};
    if (file_.get() < 0 || ::fstat(file_.get(), &status) != 0)
        throw Error(ErrorKind::Model, path_, "can't be read", errno);
    if (!S_ISREG(status.st_mode))
        throw Error(ErrorKind::Model, path_, "can't be read: it is not a file");
    size_ = static_cast<std::uint64_t>(status.st_size);
}

void InputFile::read(std::uint64_t offset, std::span<std::uint8_t> target) const {
    const std::optional<std::size_t> count = read_at(file_, offset, target);
    if (!count)
        throw Error(ErrorKind::Model, path_, "can't be read", errno);
    if (*count < target.size())
        throw Error(ErrorKind::Model, path_, "can't be read to its end");
}

} // namespace wasserfarbe
