#include "model/pictures/formats/decode_inks.h"

#include <limits>

#include <lcms2.h>

namespace wasserfarbe {
namespace {

struct ProfileCloser {
    void operator()(void* profile) const { cmsCloseProfile(profile); }
};
using Profile = std::unique_ptr<void, ProfileCloser>;

std::uint8_t lit(std::uint32_t without_ink, std::uint32_t without_black) {
    return static_cast<std::uint8_t>(without_ink * without_black / 255);
}

} // namespace

void InkConverter::TransformCloser::operator()(void* transform) const {
    cmsDeleteTransform(transform);
}

InkConverter::InkConverter(PictureBytes profile, InkScale scale) : scale_(scale) {
    if (profile.empty() || profile.size() > std::numeric_limits<cmsUInt32Number>::max())
        return;
    const Profile inks(cmsOpenProfileFromMem(profile.data(), static_cast<cmsUInt32Number>(profile.size())));
    if (!inks || cmsGetColorSpace(inks.get()) != cmsSigCmykData)
        return;
    const Profile screen(cmsCreate_sRGBProfile());
    const cmsUInt32Number stored = scale == InkScale::Full ? TYPE_CMYK_8 : TYPE_CMYK_8_REV;
    transform_.reset(cmsCreateTransform(inks.get(), stored, screen.get(), TYPE_RGB_8, INTENT_PERCEPTUAL, 0));
}

void InkConverter::convert(const std::uint8_t* inks, std::uint8_t* rgb, std::size_t pixels) const {
    if (transform_) {
        cmsDoTransform(transform_.get(), inks, rgb, static_cast<cmsUInt32Number>(pixels));
        return;
    }
    const std::uint8_t flip = scale_ == InkScale::Full ? 0xFF : 0;
    for (std::size_t i = 0; i < pixels; ++i, inks += 4, rgb += 3) {
        const std::uint32_t without_black = inks[3] ^ flip;
        for (std::size_t c = 0; c < 3; ++c)
            rgb[c] = lit(inks[c] ^ flip, without_black);
    }
}

} // namespace wasserfarbe
