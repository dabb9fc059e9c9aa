#include "model/types/finding.h"

#include <array>
#include <string>

#include "model/types/error.h"
#include "model/types/text.h"

namespace wasserfarbe {
namespace {

constexpr const char* kSkipped = WASSERFARBE_TEXT("Finding", "Skipped.");

constexpr std::array<FindingInfo, kFindingCount> kTable = {{
    {Finding::Unreadable, "unreadable", WASSERFARBE_TEXT("Finding", "Can't be read"),
     WASSERFARBE_TEXT("Finding", "The file or folder can't be opened or read."), kSkipped},
    {Finding::Empty, "empty", WASSERFARBE_TEXT("Finding", "Empty"),
     WASSERFARBE_TEXT("Finding", "The file has no content."), kSkipped},
    {Finding::NotImage, "not-an-image", WASSERFARBE_TEXT("Finding", "Not a picture"),
     WASSERFARBE_TEXT("Finding", "The content is no picture of a known format."), kSkipped},
    {Finding::Truncated, "truncated", WASSERFARBE_TEXT("Finding", "Cut off"),
     WASSERFARBE_TEXT("Finding", "The end of the file is missing."), kSkipped},
    {Finding::Damaged, "damaged", WASSERFARBE_TEXT("Finding", "Damaged"),
     WASSERFARBE_TEXT("Finding", "The content can't be decoded."), kSkipped},
    {Finding::TooLarge, "too-large", WASSERFARBE_TEXT("Finding", "Too large"),
     WASSERFARBE_TEXT("Finding", "More pixels or bytes than can be decoded safely."), kSkipped},
    {Finding::Misnamed, "misnamed", WASSERFARBE_TEXT("Finding", "Wrong ending"),
     WASSERFARBE_TEXT("Finding", "The ending of the name says another format than the content."),
     WASSERFARBE_TEXT("Finding", "Used: the content decides.")},
    {Finding::Small, "small", WASSERFARBE_TEXT("Finding", "Small"),
     WASSERFARBE_TEXT("Finding", "Smaller than the images to be generated."),
     WASSERFARBE_TEXT("Finding", "Enlarged, which makes it soft.")},
    {Finding::Extreme, "extreme-aspect", WASSERFARBE_TEXT("Finding", "Long and thin"),
     WASSERFARBE_TEXT("Finding", "More than three times as long as wide, or as wide as long."),
     WASSERFARBE_TEXT("Finding", "Used: cropping keeps only a part of it, stretching distorts it.")},
    {Finding::Grey, "grey", WASSERFARBE_TEXT("Finding", "Grey"),
     WASSERFARBE_TEXT("Finding", "There is no colour in it."),
     WASSERFARBE_TEXT("Finding", "Used as an RGB picture of greys.")},
    {Finding::Palette, "palette", WASSERFARBE_TEXT("Finding", "Palette"),
     WASSERFARBE_TEXT("Finding", "Its colours come from a table."),
     WASSERFARBE_TEXT("Finding", "Converted to RGB.")},
    {Finding::SixteenBit, "16-bit", WASSERFARBE_TEXT("Finding", "16 bits"),
     WASSERFARBE_TEXT("Finding", "It has 16 bits for each channel."),
     WASSERFARBE_TEXT("Finding", "Converted to 8 bits.")},
    {Finding::Alpha, "alpha", WASSERFARBE_TEXT("Finding", "Transparent"),
     WASSERFARBE_TEXT("Finding", "It has a channel for transparency."),
     WASSERFARBE_TEXT("Finding", "Laid over the colour alpha_color.")},
    {Finding::Cmyk, "cmyk", WASSERFARBE_TEXT("Finding", "For printing (CMYK)"),
     WASSERFARBE_TEXT("Finding", "Its colours are inks for printing (CMYK)."),
     WASSERFARBE_TEXT("Finding", "Converted to RGB.")},
    {Finding::Rotated, "rotated", WASSERFARBE_TEXT("Finding", "Turned"),
     WASSERFARBE_TEXT("Finding", "The camera noted that it was held turned (EXIF)."),
     WASSERFARBE_TEXT("Finding", "Turned upright.")},
    {Finding::Animated, "animated", WASSERFARBE_TEXT("Finding", "Animated"),
     WASSERFARBE_TEXT("Finding", "It has several frames or pages."),
     WASSERFARBE_TEXT("Finding", "The first one is used.")},
    {Finding::Duplicate, "duplicate", WASSERFARBE_TEXT("Finding", "Duplicates"),
     WASSERFARBE_TEXT("Finding", "The same bytes as an earlier file."),
     WASSERFARBE_TEXT("Finding", "Used as well, so it counts twice.")},
    {Finding::NearDuplicate, "near-duplicate", WASSERFARBE_TEXT("Finding", "Near duplicates"),
     WASSERFARBE_TEXT("Finding", "Looks almost like an earlier file."),
     WASSERFARBE_TEXT("Finding", "Used as well, so it counts nearly twice.")},
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
