#include "model/pictures/inspect_picture.h"

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <utility>

#include <opencv2/core.hpp>
#include <opencv2/img_hash.hpp>
#include <opencv2/imgproc.hpp>
#include <xxhash.h>

#include "model/pictures/formats/decode_fault.h"
#include "model/pictures/formats/exif_orientation.h"
#include "model/pictures/formats/image_traits.h"
#include "model/types/name_ending.h"

namespace wasserfarbe {
namespace {

using Bytes = std::span<const std::uint8_t>;

struct Ending {
    std::string_view text; ///< in lower case
    ImageFormat format;
};
constexpr std::array kEndings = {
    Ending{".png", ImageFormat::Png},  Ending{".jpg", ImageFormat::Jpeg},  Ending{".jpeg", ImageFormat::Jpeg},
    Ending{".bmp", ImageFormat::Bmp},  Ending{".gif", ImageFormat::Gif},   Ending{".webp", ImageFormat::WebP},
    Ending{".tif", ImageFormat::Tiff}, Ending{".tiff", ImageFormat::Tiff}, Ending{".ppm", ImageFormat::Pnm},
    Ending{".pgm", ImageFormat::Pnm},  Ending{".pbm", ImageFormat::Pnm},   Ending{".pnm", ImageFormat::Pnm},
};

/// Whether the ending stands for another format. One that stands for none does not lie.
bool is_misnamed(const std::filesystem::path& name, ImageFormat format) {
    const std::string ending = lower_ending(name);
    const auto found = std::find_if(kEndings.begin(), kEndings.end(),
                                    [&](const Ending& known) { return known.text == ending; });
    return found != kEndings.end() && found->format != format;
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
std::uint64_t look_of(const Image& image) {
    constexpr int side = 32; // what pHash works on; it would take single pixels of a larger picture
    const cv::Mat rgb(image.height, image.width, CV_8UC3, const_cast<std::uint8_t*>(image.pixels.data()));
    cv::Mat small;
    cv::Mat grey;
    cv::resize(rgb, small, {side, side}, 0, 0, cv::INTER_AREA);
    cv::cvtColor(small, grey, cv::COLOR_RGB2GRAY);
    cv::Mat hash;
    cv::img_hash::pHash(grey, hash);
    std::uint64_t look = 0;
    for (int i = 0; i < hash.cols; ++i)
        look = look << 8 | hash.at<std::uint8_t>(0, i);
    return look;
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
    report.look_hash = look_of(picture.image);
}

void mark_unusable(InspectedPicture& picture, Finding finding, Reason reason) {
    picture.image = {};
    picture.report.findings = {finding};
    picture.report.reason = std::move(reason);
}

} // namespace

InspectedPicture inspect_picture(Bytes bytes, const std::filesystem::path& name,
                                 const DecodeOptions& options) {
    InspectedPicture picture;
    PictureReport& report = picture.report;
    report.content_hash = XXH3_64bits(bytes.data(), bytes.size());
    report.format = detect_image_format(bytes);
    const ImageTraits traits = read_image_traits(bytes);
    report.size = read_image_size(bytes).value_or(ImageSize{});
    if (exchanges_sides(traits.orientation))
        std::swap(report.size.width, report.size.height);
    try {
        picture.image = decode_image(bytes, options);
        complete(picture, traits, name);
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
