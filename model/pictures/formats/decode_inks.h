#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {

/// How much ink a stored 255 means.
enum class InkScale {
    Full, ///< all of it
    None, ///< none: Adobe's JPEGs
};

/// Turns cyan, magenta, yellow and black into RGB as a screen shows it (sRGB). Not for two threads at once.
class InkConverter {
public:
    /// @param profile  an ICC profile of the inks: converted with its perceptual intent. Without one, or
    /// where
    ///                 it is damaged or of something else, each ink takes away its share of the light.
    InkConverter(PictureBytes profile, InkScale scale);
    /// @param inks  four bytes a pixel
    /// @param rgb   three bytes a pixel
    void convert(const std::uint8_t* inks, std::uint8_t* rgb, std::size_t pixels) const;

private:
    struct TransformCloser {
        void operator()(void* transform) const;
    };
    std::unique_ptr<void, TransformCloser> transform_; ///< of Little CMS; none: there is no profile
    InkScale scale_;
};

} // namespace wasserfarbe
