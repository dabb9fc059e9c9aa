#pragma once

#include <cstdint>
#include <filesystem>
#include <span>

#include "model/pictures/formats/picture_format.h"
#include "model/pictures/picture_report.h"
#include "model/types/image.h"
#include "model/types/reason.h"

namespace wasserfarbe {

struct InspectedPicture {
    PictureReport report;
    Image image; ///< as decode_image makes it; empty where it can't be used
};

/// Looks at a picture and decodes it. Does not throw for anything in the bytes. Any thread.
/// @param name  of the file, for its ending
InspectedPicture inspect_picture(std::span<const std::uint8_t> bytes, const std::filesystem::path& name,
                                 const DecodeOptions& options = {});

} // namespace wasserfarbe
