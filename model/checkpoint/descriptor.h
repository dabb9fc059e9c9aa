#pragma once

#include <unistd.h>

namespace wasserfarbe {

/// Owns an open file; holds a negative number where opening failed.
class Descriptor {
public:
    explicit Descriptor(int value) : value_(value) {}
    ~Descriptor() {
        if (value_ >= 0)
            ::close(value_);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    int get() const { return value_; }

private:
    int value_;
};

} // namespace wasserfarbe
