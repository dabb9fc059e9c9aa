#pragma once

#include <string>
#include <string_view>

namespace wasserfarbe {

/// Where tensors live. Plain: says nothing about whether that device exists.
struct Device {
    enum class Kind { Auto, Cpu, Cuda };
    Kind kind = Kind::Auto;
    int index = 0; ///< which CUDA device; 0 otherwise

    /// Reads `auto`, `cpu`, `cuda` or `cuda:N`. @throws Error (Usage) for anything else.
    static Device parse(std::string_view text);
    std::string name() const;

    bool operator==(const Device&) const = default;
};

} // namespace wasserfarbe
