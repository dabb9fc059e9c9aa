#pragma once

#include <unistd.h>

#include <cerrno>
#include <utility>

namespace wasserfarbe {

/// Owns an open file; holds a negative number where opening failed. Its end leaves errno as it is.
class Descriptor {
public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        const int code = errno; // of a call that failed
        if (value_ >= 0)
            ::close(value_);
        errno = code;
    }
    Descriptor(Descriptor&& other) noexcept : value_(std::exchange(other.value_, -1)) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }
    /// As ::close; for a file that was written to, as it may be only now that the disk says that it is full.
    int close() { return ::close(std::exchange(value_, -1)); }

private:
    int value_;
};

} // namespace wasserfarbe
