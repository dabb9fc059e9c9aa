#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "model/dataset/pixel_settings.h"
#include "model/dataset/prepared_picture.h"
#include "model/files/file_stamp.h"
#include "model/types/dataset_selection.h"

namespace wasserfarbe {

/// What the cache knows of a folder of pictures under one set of settings. The pixels are in a file beside
/// it, slot after slot of image_size * image_size * 3 bytes; a slot that an index names is never written
/// again.
struct PictureIndex {
    struct Entry {
        PreparedPicture picture;
        FileStamp stamp;                ///< of the file when it was read
        std::optional<CropPlace> place; ///< that its pixels were made with
        std::int64_t slot = -1;         ///< of its pixels; -1 for a file that can't be used
    };

    std::string folder; ///< absolute path, bytes
    PixelSettings settings;
    std::uint64_t generation = 0; ///< which pixel file belongs to it
    std::int64_t slots = 0;       ///< how many the pixel file holds; some may be in use no more
    bool compared = false;        ///< `same_as` and `like` hold for these entries
    std::vector<Entry> entries;   ///< by the bytes of their names, each once
};

std::vector<std::uint8_t> format_picture_index(const PictureIndex& index);

/// Reads what `format_picture_index` wrote. A checksum finds damage; all the same nothing that the bytes say
/// is believed unchecked: every slot lies within `slots`, every reference points to an earlier entry.
/// @throws Error (Data) that says what is wrong
PictureIndex parse_picture_index(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
