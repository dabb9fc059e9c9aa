#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>

#include "model/pictures/formats/header_reader.h"

namespace wasserfarbe {

/// A directory of a TIFF, which is also how EXIF is stored. Reads nothing outside of the bytes, and follows
/// no offset that is not asked for.
class TiffDirectory {
public:
    enum Tag : std::uint32_t {
        NewSubfileType = 254,
        ImageWidth = 256,
        ImageLength = 257,
        BitsPerSample = 258,
        PhotometricInterpretation = 262,
        StripOffsets = 273,
        Orientation = 274,
        SamplesPerPixel = 277,
        StripByteCounts = 279,
        TileOffsets = 324,
        TileByteCounts = 325,
        ExtraSamples = 338,
    };

    /// The first directory; nothing where `tiff` is not one or ends before it.
    static std::optional<TiffDirectory> first(PictureBytes tiff);

    /// The directory after this one; nothing where there is none. Directories may form a circle.
    std::optional<TiffDirectory> next() const;

    /// Where the values of a tag lie.
    struct Values {
        std::size_t place = 0;
        std::size_t bytes_each = 0; ///< 0: no unsigned numbers
        std::size_t count = 0;      ///< as the file claims
    };
    /// Of a tag that is given twice the first counts. Looks through the whole directory.
    std::optional<Values> find(Tag tag) const;
    /// Nothing where there is no such value or it lies outside of the bytes.
    std::optional<std::uint32_t> number(const Values& values, std::size_t index) const;

    /// Whether the bytes hold the values of all tags.
    bool holds_all_values() const;

    /// A tag's first value; nothing where it has none or that lies outside.
    std::optional<std::uint32_t> value(Tag tag) const;
    /// The largest first value of a tag, however often the tag is given; nothing where one is no number.
    std::optional<std::uint32_t> largest(Tag tag) const;

private:
    TiffDirectory(PictureBytes tiff, Endian endian, std::size_t place, std::size_t entries)
        : tiff_(tiff), endian_(endian), place_(place), entries_(entries) {}
    static std::optional<TiffDirectory> at(PictureBytes tiff, Endian endian, std::size_t place);
    std::uint32_t entry_tag(std::size_t entry) const;
    Values values(std::size_t entry) const;

    PictureBytes tiff_;
    Endian endian_;
    std::size_t place_;
    std::size_t entries_;
};

} // namespace wasserfarbe
