#include "model/types/finding.h"

#include <array>
#include <string>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr std::array<FindingInfo, kFindingCount> kTable = {{
    {Finding::Unreadable, "unreadable", "The file or folder can't be opened or read.", "Skipped."},
    {Finding::Empty, "empty", "The file has no content.", "Skipped."},
    {Finding::NotImage, "not-an-image", "The content is no picture of a known format.", "Skipped."},
    {Finding::Truncated, "truncated", "The end of the file is missing.", "Skipped."},
    {Finding::Damaged, "damaged", "The content can't be decoded.", "Skipped."},
    {Finding::TooLarge, "too-large", "More pixels or bytes than can be decoded safely.", "Skipped."},
    {Finding::Misnamed, "misnamed", "The ending of the name says another format than the content.",
     "Used: the content decides."},
    {Finding::Small, "small", "Smaller than the images to be generated.", "Enlarged, which makes it soft."},
    {Finding::Extreme, "extreme-aspect", "More than three times as long as wide, or as wide as long.",
     "Used: cropping keeps only a part of it, stretching distorts it."},
    {Finding::Grey, "grey", "There is no colour in it.", "Used as an RGB picture of greys."},
    {Finding::Palette, "palette", "Its colours come from a table.", "Converted to RGB."},
    {Finding::SixteenBit, "16-bit", "It has 16 bits for each channel.", "Converted to 8 bits."},
    {Finding::Alpha, "alpha", "It has a channel for transparency.", "Laid over the colour alpha_color."},
    {Finding::Cmyk, "cmyk", "Its colours are inks for printing (CMYK).", "Converted to RGB."},
    {Finding::Rotated, "rotated", "The camera noted that it was held turned (EXIF).", "Turned upright."},
    {Finding::Animated, "animated", "It has several frames or pages.", "The first one is used."},
    {Finding::Duplicate, "duplicate", "The same bytes as an earlier file.",
     "Used as well, so it counts twice."},
    {Finding::NearDuplicate, "near-duplicate", "Looks almost like an earlier file.",
     "Used as well, so it counts nearly twice."},
}};

} // namespace

std::span<const FindingInfo> finding_table() {
    return kTable;
}

const FindingInfo& finding_info(Finding finding) {
    return kTable.at(static_cast<std::size_t>(finding));
}

Finding parse_finding(std::string_view key) {
    std::string keys;
    for (const FindingInfo& info : kTable) {
        if (info.key == key)
            return info.finding;
        keys.append(keys.empty() ? "" : ", ").append(info.key);
    }
    throw Error(ErrorKind::Usage, "'" + std::string(key) + "' is not one of " + keys);
}

} // namespace wasserfarbe
