#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio> // for jpeglib.h, which does not include it
#include <cstdlib>
#include <utility>
#include <vector>

#include <jpeglib.h>
#include <lcms2.h>

#include "tests/support/coded_pictures.h"

/// Pictures of cyan, magenta, yellow and black, and a profile of such inks.
namespace wasserfarbe::test {

using Inks = std::array<std::uint8_t, 4>; ///< 255: all of it

/// A JPEG of one colour as Adobe writes it: with its marker, and 0 for full ink.
inline ByteVector cmyk_jpeg(int width, int height, Inks inks, const ByteVector& profile = {}) {
    jpeg_compress_struct jpeg{};
    jpeg_error_mgr errors{};
    jpeg.err = jpeg_std_error(&errors);
    jpeg_create_compress(&jpeg);
    unsigned char* target = nullptr;
    unsigned long size = 0;
    jpeg_mem_dest(&jpeg, &target, &size);
    jpeg.image_width = static_cast<JDIMENSION>(width);
    jpeg.image_height = static_cast<JDIMENSION>(height);
    jpeg.input_components = 4;
    jpeg.in_color_space = JCS_CMYK;
    jpeg_set_defaults(&jpeg);
    jpeg_set_quality(&jpeg, 100, TRUE);
    jpeg_start_compress(&jpeg, TRUE);
    if (!profile.empty())
        jpeg_write_icc_profile(&jpeg, profile.data(), static_cast<unsigned>(profile.size()));
    ByteVector row;
    for (int x = 0; x < width; ++x)
        for (const std::uint8_t ink : inks)
            row.push_back(static_cast<std::uint8_t>(255 - ink));
    JSAMPROW rows = row.data();
    while (jpeg.next_scanline < jpeg.image_height)
        jpeg_write_scanlines(&jpeg, &rows, 1);
    jpeg_finish_compress(&jpeg);
    jpeg_destroy_compress(&jpeg);
    const ByteVector bytes(target, target + size);
    std::free(target);
    return bytes;
}

/// A profile of strange inks: what takes away red in others takes away blue here, and the other way round.
/// Two points for each ink, so the colours of none and of full ink are exact.
inline ByteVector exchanged_ink_profile() {
    cmsHPROFILE screen = cmsCreate_sRGBProfile();
    cmsHPROFILE lab = cmsCreateLab2Profile(nullptr);
    cmsHTRANSFORM to_lab =
        cmsCreateTransform(screen, TYPE_RGB_8, lab, TYPE_Lab_DBL, INTENT_RELATIVE_COLORIMETRIC, 0);
    cmsHPROFILE profile = cmsCreateProfilePlaceholder(nullptr);
    cmsSetProfileVersion(profile, 2.4);
    cmsSetDeviceClass(profile, cmsSigOutputClass);
    cmsSetColorSpace(profile, cmsSigCmykData);
    cmsSetPCS(profile, cmsSigLabData);
    cmsPipeline* pipeline = cmsPipelineAlloc(nullptr, 4, 3);
    cmsStage* table = cmsStageAllocCLut16bit(nullptr, 2, 4, 3, nullptr);
    const auto sample = [](const cmsUInt16Number* inks, cmsUInt16Number* encoded, void* transform) {
        const auto light = [inks](int ink) {
            return static_cast<std::uint8_t>((65535.0 - inks[ink]) * (65535.0 - inks[3]) / 65535.0 / 257.0);
        };
        const std::array<std::uint8_t, 3> rgb = {light(2), light(1), light(0)};
        cmsCIELab color;
        cmsDoTransform(transform, rgb.data(), &color, 1);
        cmsFloat2LabEncodedV2(encoded, &color);
        return static_cast<cmsInt32Number>(TRUE);
    };
    cmsStageSampleCLut16bit(table, sample, to_lab, 0);
    cmsPipelineInsertStage(pipeline, cmsAT_END, table);
    cmsWriteTag(profile, cmsSigAToB0Tag, pipeline);
    cmsUInt32Number size = 0;
    cmsSaveProfileToMem(profile, nullptr, &size);
    ByteVector bytes(size);
    cmsSaveProfileToMem(profile, bytes.data(), &size);
    cmsPipelineFree(pipeline);
    cmsDeleteTransform(to_lab);
    for (cmsHPROFILE each : {screen, lab, profile})
        cmsCloseProfile(each);
    return bytes;
}

} // namespace wasserfarbe::test
