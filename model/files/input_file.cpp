#include "model/files/input_file.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <utility>

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
    constexpr std::size_t kMaxAtOnce = std::size_t{1} << 30;
    while (!target.empty()) {
        const ssize_t count = ::pread(file_.get(), target.data(), std::min(target.size(), kMaxAtOnce),
                                      static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            throw Error(ErrorKind::Model, path_, "can't be read", errno);
        if (count == 0)
            throw Error(ErrorKind::Model, path_, "can't be read to its end");
        offset += static_cast<std::uint64_t>(count);
        target = target.subspan(static_cast<std::size_t>(count));
    }
}

} // namespace wasserfarbe
