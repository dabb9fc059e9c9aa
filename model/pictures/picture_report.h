#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "model/pictures/image_format.h"
#include "model/pictures/image_size.h"
#include "model/types/finding.h"
#include "model/types/reason.h"

namespace wasserfarbe {

/// What is known of one file of a folder of pictures.
struct PictureReport {
    Findings findings; ///< without Small, Duplicate and NearDuplicate until a PreparedDataset completes them
    std::optional<Reason> reason;      ///< why it can't be used; nothing: it can
    std::optional<ImageFormat> format; ///< by its content
    ImageSize size;                    ///< upright; zeros while unknown
    std::uint64_t content_hash = 0;    ///< of the file's bytes
    std::uint64_t perceptual_hash = 0; ///< pHash: pictures that look alike differ in few bits

    bool usable() const { return !findings.intersects(kUnusable); }
    bool operator==(const PictureReport&) const = default;
};

} // namespace wasserfarbe
