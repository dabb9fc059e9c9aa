#include "model/types/escaped_name.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <cstdio>

namespace wasserfarbe {
namespace {

/// Bytes of the UTF-8 character that `text` begins with; 0 where it begins with none (RFC 3629: no overlong
/// forms, no surrogates, nothing above U+10FFFF).
std::size_t utf8_length(std::string_view text) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(text[i]); };
    if (byte(0) < 0x80)
        return 1;
    const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : 2;
    if (byte(0) < 0xC2 || byte(0) > 0xF4 || text.size() < length)
        return 0;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(i) & 0xC0) != 0x80)
            return 0;
    const bool overlong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
    const bool beyond = (byte(0) == 0xED && byte(1) >= 0xA0) || (byte(0) == 0xF4 && byte(1) >= 0x90);
    return overlong || beyond ? 0 : length;
}

/// Whether a character controls a terminal or the order of what follows instead of being shown: C0, DEL, C1,
/// line and paragraph separators, bidirectional embeddings, overrides and isolates.
bool is_control(std::string_view character) {
    const auto byte = [&](std::size_t i) { return static_cast<std::uint8_t>(character[i]); };
    if (character.size() == 1)
        return byte(0) < 0x20 || byte(0) == 0x7F;
    if (character.size() == 2)
        return byte(0) == 0xC2 && byte(1) < 0xA0;
    if (character.size() != 3 || byte(0) != 0xE2)
        return false;
    return (byte(1) == 0x80 && byte(2) >= 0xA8 && byte(2) <= 0xAE) ||
           (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9);
}

} // namespace

std::string escaped_name(std::string_view name) {
    std::string text;
    while (!name.empty()) {
        const std::size_t length = utf8_length(name);
        if (length == 0 || is_control(name.substr(0, length))) {
            std::array<char, 5> code{};
            std::snprintf(code.data(), code.size(), "\\x%02x", static_cast<std::uint8_t>(name[0]));
            text += code.data();
            name.remove_prefix(1);
            continue;
        }
        text += name[0] == '\\' ? "\\\\" : std::string(name.substr(0, length));
        name.remove_prefix(length);
    }
    return text;
}

std::string unescaped_name(std::string_view text) {
    std::string name;
    while (!text.empty()) {
        std::uint8_t byte = 0;
        if (text.starts_with("\\\\")) {
            name += '\\';
            text.remove_prefix(2);
        } else if (const char* digits = text.data() + 2;
                   text.size() >= 4 && text.starts_with("\\x") &&
                   std::from_chars(digits, digits + 2, byte, 16).ptr == digits + 2) {
            name += static_cast<char>(byte);
            text.remove_prefix(4);
        } else {
            name += text[0];
            text.remove_prefix(1);
        }
    }
    return name;
}

} // namespace wasserfarbe
