#include "model/pictures/inspect_picture.h"

#include <algorithm>
#include <new>
#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/img_hash.hpp>
#include <opencv2/imgproc.hpp>
#include <xxhash.h>

#include "model/pictures/decode.h"
#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/types/name_ending.h"

namespace wasserfarbe {
namespace {

/// Whether the ending stands for another format. One that stands for none does not lie.
bool is_misnamed(const std::filesystem::path& name, ImageFormat format) {
    const PictureFormat* promised = picture_format_of_ending(lower_ending(name));
    return promised && promised->id != format;
}

/// Whether no pixel has a colour, but for what JPEG's rounding adds.
bool is_colorless(const Image& image) {
    constexpr int tolerance = 2;
    for (std::size_t i = 0; i < image.pixels.size(); i += 3) {
        const auto [least, most] = std::minmax({image.pixels[i], image.pixels[i + 1], image.pixels[i + 2]});
        if (most - least > tolerance)
            return false;
    }
    return true;
}

/// pHash: the signs of the 64 lowest frequencies of the picture's brightness.
std::uint64_t perceptual_hash_of(const Image& image) {
    constexpr int side = 32; // what pHash works on; it would take single pixels of a larger picture
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat small;
    cv::Mat grey;
    cv::resize(rgb, small, {side, side}, 0, 0, cv::INTER_AREA);
    cv::cvtColor(small, grey, cv::COLOR_RGB2GRAY);
    cv::Mat hash;
    cv::img_hash::pHash(grey, hash);
    std::uint64_t bits = 0;
    for (int i = 0; i < hash.cols; ++i)
        bits = bits << 8 | hash.at<std::uint8_t>(0, i);
    return bits;
}

Findings findings_of(const ImageTraits& traits) {
    Findings findings;
    const auto add = [&findings](bool found, Finding finding) {
        if (found)
            findings.add(finding);
    };
    add(traits.grey, Finding::Grey);
    add(traits.palette, Finding::Palette);
    add(traits.sixteen_bit, Finding::SixteenBit);
    add(traits.alpha, Finding::Alpha);
    add(traits.cmyk, Finding::Cmyk);
    add(traits.animated, Finding::Animated);
    add(traits.orientation != kUpright, Finding::Rotated);
    return findings;
}

bool is_extreme(ImageSize size) {
    const auto [shorter, longer] = std::minmax(size.width, size.height);
    return static_cast<double>(longer) > kExtremeAspect * static_cast<double>(shorter);
}

/// What can be said of a picture that was decoded.
void complete(InspectedPicture& picture, const ImageTraits& traits, const std::filesystem::path& name) {
    PictureReport& report = picture.report;
    report.findings = findings_of(traits);
    if (is_misnamed(name, *report.format))
        report.findings.add(Finding::Misnamed);
    if (is_extreme(report.size))
        report.findings.add(Finding::Extreme);
    if (is_colorless(picture.image))
        report.findings.add(Finding::Grey);
    report.perceptual_hash = perceptual_hash_of(picture.image);
}

/// What can be said of any picture.
void describe(PictureReport& report, const CodedPicture& coded) {
    if (coded.format)
        report.format = coded.format->id;
    report.size = coded.size.value_or(ImageSize{});
    if (exchanges_sides(coded.traits.orientation))
        std::swap(report.size.width, report.size.height);
}

void mark_unusable(InspectedPicture& picture, Finding finding, Reason reason) {
    picture.image = {};
    picture.report.findings = {finding};
    picture.report.reason = std::move(reason);
}

} // namespace

InspectedPicture inspect_picture(PictureBytes bytes, const std::filesystem::path& name,
                                 const DecodeOptions& options) {
    InspectedPicture picture;
    picture.report.content_hash = XXH3_64bits(bytes.data(), bytes.size());
    try {
        const CodedPicture coded = open_picture(bytes);
        describe(picture.report, coded);
        picture.image = decode_picture(coded, options);
        complete(picture, coded.traits, name);
    } catch (const PictureFault& fault) {
        mark_unusable(picture, fault.finding(), fault.reason());
    } catch (const std::bad_alloc&) {
        mark_unusable(picture, Finding::Damaged, {ErrorCode::NoMemoryForPicture, {"decode"}});
    } catch (const cv::Exception&) { // of a copy that did not fit
        mark_unusable(picture, Finding::Damaged, {ErrorCode::NoMemoryForPicture, {"decode"}});
    }
    return picture;
}

} // namespace wasserfarbe
