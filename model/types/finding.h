#pragma once

#include <bit>
#include <cstdint>
#include <initializer_list>
#include <span>
#include <string_view>

namespace wasserfarbe {

/// What the check of a folder can find about a picture. The first ones make it unusable; with the others it
/// is used, as `FindingInfo::action` says, unless a person leaves that kind out.
enum class Finding : std::uint8_t {
    Unreadable, ///< no permission, I/O error, gone, a device, a dead link
    Empty,
    NotImage,
    Truncated,
    Damaged,
    TooLarge,
    Misnamed, ///< the ending says another format than the content
    Small,    ///< the shorter side is below the training's size
    Extreme,  ///< the longer side is more than kExtremeAspect times the shorter
    Grey,
    Palette,
    SixteenBit,
    Alpha,
    Cmyk,
    Rotated,       ///< EXIF asks for a turn or a mirror image
    Animated,      ///< more than one frame or page
    Duplicate,     ///< the same bytes as an earlier file
    NearDuplicate, ///< looks like an earlier file
};
inline constexpr int kFindingCount = 18;

/// A longer side of more than so many times the shorter one is extreme.
inline constexpr double kExtremeAspect = 3.0;

/// A set of findings.
class Findings {
public:
    constexpr Findings() = default;
    constexpr Findings(std::initializer_list<Finding> list) {
        for (const Finding finding : list)
            add(finding);
    }
    /// Bits that stand for no finding are dropped.
    static constexpr Findings from_bits(std::uint32_t bits) {
        Findings findings;
        findings.bits_ = bits & ((std::uint32_t{1} << kFindingCount) - 1);
        return findings;
    }

    constexpr void add(Finding finding) { bits_ |= bit(finding); }
    constexpr void remove(Finding finding) { bits_ &= ~bit(finding); }
    constexpr bool has(Finding finding) const { return (bits_ & bit(finding)) != 0; }
    constexpr bool empty() const { return bits_ == 0; }
    constexpr int count() const { return std::popcount(bits_); }
    constexpr bool intersects(Findings other) const { return (bits_ & other.bits_) != 0; }
    constexpr std::uint32_t bits() const { return bits_; }

    constexpr bool operator==(const Findings&) const = default;

private:
    static constexpr std::uint32_t bit(Finding finding) {
        return std::uint32_t{1} << static_cast<unsigned>(finding);
    }
    std::uint32_t bits_ = 0;
};

/// With any of these a file can't be used.
inline constexpr Findings kUnusable = {Finding::Unreadable, Finding::Empty,   Finding::NotImage,
                                       Finding::Truncated,  Finding::Damaged, Finding::TooLarge};

/// How a finding is called and explained. Title, sentence and action are texts in context "Finding".
struct FindingInfo {
    Finding finding;
    std::string_view key; ///< in files and on the command line: "near-duplicate"
    const char* title;    ///< one or two words for many pictures: "Transparent"
    const char* sentence; ///< what it means: "The picture has transparent parts."
    const char* action;   ///< what is done about it: "Laid over alpha_color."
};

/// All findings, in the order of the enumeration.
std::span<const FindingInfo> finding_table();
const FindingInfo& finding_info(Finding finding);
/// @throws Error (Usage) that lists the keys
Finding parse_finding(std::string_view key);

} // namespace wasserfarbe
