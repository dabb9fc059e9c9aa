#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>

#include "model/pictures/decode.h"
#include "model/pictures/formats/image_header.h"
#include "model/types/finding.h"
#include "model/types/image.h"
#include "model/types/reason.h"

namespace wasserfarbe {

/// What is known of one file of a folder of pictures.
struct PictureReport {
    Findings findings; ///< without Small, Duplicate and NearDuplicate until a PreparedDataset completes them
    std::optional<Reason> reason;      ///< why it can't be used; nothing: it can
    std::optional<ImageFormat> format; ///< by its content
    ImageSize size;                    ///< upright; zeros while unknown
    std::uint64_t content_hash = 0;    ///< of the file's bytes
    std::uint64_t look_hash = 0;       ///< perceptual: close pictures differ in few bits (pHash)

    bool usable() const { return !findings.intersects(kUnusable); }
    bool operator==(const PictureReport&) const = default;
};

struct InspectedPicture {
    PictureReport report;
    Image image; ///< as decode_image makes it; empty where it can't be used
};

/// Looks at a picture and decodes it. Does not throw for anything in the bytes. Any thread.
/// @param name  of the file, for its ending
InspectedPicture inspect_picture(std::span<const std::uint8_t> bytes, const std::filesystem::path& name,
                                 const DecodeOptions& options = {});

} // namespace wasserfarbe
