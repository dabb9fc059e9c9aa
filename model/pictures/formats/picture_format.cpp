#include "model/pictures/formats/picture_format.h"

#include <algorithm>
#include <array>

#include "model/pictures/formats/bmp.h"
#include "model/pictures/formats/gif.h"
#include "model/pictures/formats/jpeg.h"
#include "model/pictures/formats/png.h"
#include "model/pictures/formats/pnm.h"
#include "model/pictures/formats/tiff.h"
#include "model/pictures/formats/webp.h"

namespace wasserfarbe {
namespace {

// In the order in which people are told of them.
constexpr std::array<const PictureFormat*, kImageFormatCount> kPictureFormats = {
    &kPng, &kJpeg, &kBmp, &kWebP, &kTiff, &kGif, &kPnm};

template <typename Matches>
const PictureFormat* find_format(const Matches& matches) {
    for (const PictureFormat* format : kPictureFormats)
        if (matches(*format))
            return format;
    return nullptr;
}

} // namespace

std::span<const PictureFormat* const> picture_formats() {
    return kPictureFormats;
}

const PictureFormat& picture_format(ImageFormat id) {
    return *find_format([&](const PictureFormat& format) { return format.id == id; });
}

const PictureFormat* detect_picture_format(PictureBytes bytes) {
    return find_format([&](const PictureFormat& format) { return format.detect(bytes); });
}

const PictureFormat* picture_format_of_ending(std::string_view ending) {
    return find_format([&](const PictureFormat& format) {
        return std::any_of(format.endings.begin(), format.endings.end(),
                           [&](const PictureEnding& known) { return known.text == ending; });
    });
}

CodedPicture open_picture(PictureBytes bytes) {
    const PictureFormat* format = detect_picture_format(bytes);
    CodedPicture picture = format ? format->open(bytes) : CodedPicture();
    picture.bytes = bytes;
    picture.format = format;
    return picture;
}

} // namespace wasserfarbe
