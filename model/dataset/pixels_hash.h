#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdio>
#include <span>
#include <string>

#include "model/types/random.h"

namespace wasserfarbe {

/// Eight bytes at a time through SplitMix64's finaliser; the same on machines of either byte order. Guards
/// against mistakes, not against forgery.
inline std::uint64_t hash_bytes(std::span<const std::uint8_t> bytes) {
    std::uint64_t hash = bytes.size();
    for (std::size_t start = 0; start < bytes.size(); start += 8) {
        const std::span<const std::uint8_t> block =
            bytes.subspan(start, std::min<std::size_t>(8, bytes.size() - start));
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < block.size(); ++i)
            word |= std::uint64_t{block[i]} << (8 * i);
        hash = mix_seed(hash ^ word, 0);
    }
    return hash;
}

/// 16 hexadecimal digits.
inline std::string hash_text(std::uint64_t hash) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

} // namespace wasserfarbe
