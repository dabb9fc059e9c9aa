#include "model/pictures/formats/jpeg_segments.h"

#include <array>
#include <cstring>
#include <string_view>

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;
using namespace std::string_view_literals;

constexpr std::string_view kExifName = "Exif\0\0"sv;
constexpr std::string_view kIccName = "ICC_PROFILE\0"sv;
constexpr std::string_view kAdobeName = "Adobe"sv;

bool is_frame(std::uint8_t marker) {
    return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

} // namespace

std::optional<std::uint8_t> JpegSegments::next() {
    position_ = segment_end_;
    while (const std::optional<std::uint8_t> marker = find_marker()) {
        const bool standalone = *marker == 0x01 || (*marker >= 0xD0 && *marker <= 0xD8);
        if (standalone)
            continue;
        if (*marker == kEndOfImage) {
            segment_end_ = position_;
            return marker;
        }
        HeaderReader reader(bytes_);
        const std::uint32_t length = reader.big16(position_);
        if (!reader.ok() || length < 2 || bytes_.size() - position_ < length)
            return std::nullopt;
        segment_end_ = position_ + length;
        return marker;
    }
    return std::nullopt;
}

std::optional<std::uint8_t> JpegSegments::find_marker() {
    while (position_ < bytes_.size()) {
        // Most of a file is coded data, so this search takes most of the time.
        const void* found = std::memchr(bytes_.data() + position_, 0xFF, bytes_.size() - position_);
        if (!found)
            return std::nullopt;
        position_ = static_cast<std::size_t>(static_cast<const std::uint8_t*>(found) - bytes_.data()) + 1;
        while (position_ < bytes_.size() && bytes_[position_] == 0xFF)
            ++position_;
        if (position_ < bytes_.size() && bytes_[position_] != 0)
            return bytes_[position_++];
    }
    return std::nullopt;
}

JpegHeader read_jpeg_header(Bytes bytes) {
    JpegHeader header;
    JpegSegments segments(bytes);
    while (const std::optional<std::uint8_t> marker = segments.next()) {
        if (*marker == JpegSegments::kEndOfImage || *marker == JpegSegments::kStartOfScan)
            break;
        const Bytes payload = segments.payload();
        if (is_frame(*marker) && !header.size) {
            HeaderReader reader(payload);
            const ImageSize size{reader.big16(3), reader.big16(1)};
            header.components = static_cast<int>(reader.byte(5));
            if (!reader.ok())
                break;
            header.size = size;
        }
        if (*marker == JpegSegments::kExif && header.exif.empty() && has_text(payload, 0, kExifName))
            header.exif = payload.subspan(kExifName.size());
        if (*marker == JpegSegments::kAdobe && has_text(payload, 0, kAdobeName) && payload.size() >= 12)
            header.adobe = true;
    }
    return header;
}

JpegExtent read_jpeg_extent(Bytes bytes) {
    JpegExtent extent;
    JpegSegments segments(bytes);
    while (const std::optional<std::uint8_t> marker = segments.next()) {
        if (*marker == JpegSegments::kEndOfImage) {
            extent.ended = extent.scans > 0;
            break;
        }
        if (*marker == JpegSegments::kStartOfScan)
            ++extent.scans;
    }
    return extent;
}

std::vector<std::uint8_t> read_jpeg_profile(Bytes bytes) {
    std::array<Bytes, 256> parts; // numbered from 1
    std::size_t count = 0;
    JpegSegments segments(bytes);
    while (const std::optional<std::uint8_t> marker = segments.next()) {
        if (*marker == JpegSegments::kEndOfImage || *marker == JpegSegments::kStartOfScan)
            break;
        const Bytes payload = segments.payload();
        if (*marker != JpegSegments::kIcc || !has_text(payload, 0, kIccName) ||
            payload.size() < kIccName.size() + 2)
            continue;
        parts[payload[kIccName.size()]] = payload.subspan(kIccName.size() + 2);
        count = payload[kIccName.size() + 1];
    }
    std::vector<std::uint8_t> profile;
    for (std::size_t i = 1; i <= count; ++i) {
        if (parts[i].empty())
            return {};
        profile.insert(profile.end(), parts[i].begin(), parts[i].end());
    }
    return profile;
}

} // namespace wasserfarbe
