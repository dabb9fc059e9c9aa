#include "model/pictures/formats/tiff_directory.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace wasserfarbe {
namespace {

constexpr std::size_t kEntryBytes = 12;

/// Of one value of each type, from 1 on: byte, text, short, long, fraction, and the same with signs ...
constexpr std::array<std::size_t, 12> kTypeBytes = {1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8};

} // namespace

std::optional<TiffDirectory> TiffDirectory::first(PictureBytes tiff) {
    using namespace std::string_view_literals;
    const bool little = has_text(tiff, 0, "II*\0"sv);
    if (!little && !has_text(tiff, 0, "MM\0*"sv))
        return std::nullopt;
    const Endian endian = little ? Endian::Little : Endian::Big;
    return at(tiff, endian, HeaderReader(tiff).number(4, 4, endian));
}

std::optional<TiffDirectory> TiffDirectory::at(PictureBytes tiff, Endian endian, std::size_t place) {
    HeaderReader reader(tiff);
    const std::size_t entries = reader.number(place, 2, endian);
    if (place == 0 || !reader.ok() || (tiff.size() - place - 2) / kEntryBytes < entries)
        return std::nullopt;
    return TiffDirectory(tiff, endian, place, entries);
}

std::optional<TiffDirectory> TiffDirectory::next() const {
    return at(tiff_, endian_, HeaderReader(tiff_).number(place_ + 2 + entries_ * kEntryBytes, 4, endian_));
}

std::uint32_t TiffDirectory::entry_tag(std::size_t entry) const {
    return HeaderReader(tiff_).number(place_ + 2 + entry * kEntryBytes, 2, endian_);
}

TiffDirectory::Values TiffDirectory::values(std::size_t entry) const {
    const std::size_t start = place_ + 2 + entry * kEntryBytes;
    HeaderReader reader(tiff_);
    const std::uint32_t type = reader.number(start + 2, 2, endian_);
    Values values;
    values.bytes_each = type == 1 ? 1 : type == 3 ? 2 : type == 4 ? 4 : 0; // BYTE, SHORT, LONG
    values.count = reader.number(start + 4, 4, endian_);
    const bool inside = values.count * values.bytes_each <= 4; // the entry itself
    values.place = inside ? start + 8 : reader.number(start + 8, 4, endian_);
    return values;
}

std::optional<TiffDirectory::Values> TiffDirectory::find(Tag tag) const {
    for (std::size_t i = 0; i < entries_; ++i)
        if (entry_tag(i) == tag)
            return values(i);
    return std::nullopt;
}

bool TiffDirectory::holds_all_values() const {
    HeaderReader reader(tiff_);
    for (std::size_t i = 0; i < entries_; ++i) {
        const std::size_t start = place_ + 2 + i * kEntryBytes;
        const std::uint32_t type = reader.number(start + 2, 2, endian_);
        const std::size_t count = reader.number(start + 4, 4, endian_);
        if (type < 1 || type > kTypeBytes.size() || count * kTypeBytes[type - 1] <= 4)
            continue;
        const std::size_t place = reader.number(start + 8, 4, endian_);
        if (place > tiff_.size() || tiff_.size() - place < count * kTypeBytes[type - 1])
            return false;
    }
    return true;
}

std::optional<std::uint32_t> TiffDirectory::number(const Values& values, std::size_t index) const {
    if (values.bytes_each == 0 || index >= values.count)
        return std::nullopt;
    HeaderReader reader(tiff_);
    const std::uint32_t number =
        reader.number(values.place + index * values.bytes_each, values.bytes_each, endian_);
    return reader.ok() ? std::optional(number) : std::nullopt;
}

std::optional<std::uint32_t> TiffDirectory::value(Tag tag) const {
    const std::optional<Values> found = find(tag);
    return found ? number(*found, 0) : std::nullopt;
}

std::optional<std::uint32_t> TiffDirectory::largest(Tag tag) const {
    std::optional<std::uint32_t> result;
    HeaderReader reader(tiff_);
    for (std::size_t i = 0; i < entries_; ++i) {
        if (entry_tag(i) != tag)
            continue;
        const Values found = values(i);
        if (found.bytes_each == 0)
            return std::nullopt;
        result = std::max(result.value_or(0), reader.number(found.place, found.bytes_each, endian_));
    }
    return reader.ok() ? result : std::nullopt;
}

} // namespace wasserfarbe
