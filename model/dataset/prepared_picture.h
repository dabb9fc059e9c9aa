#pragma once

#include <cstdint>
#include <string>

#include "model/pictures/picture_report.h"

namespace wasserfarbe {

/// A file of the folder, or a folder or link in it that can't be looked into (then it is Unreadable).
struct PreparedPicture {
    std::string name; ///< path below the folder, as bytes, with '/' between
    PictureReport report;
    std::int64_t same_as = -1; ///< index of the first file with the same bytes; -1: none before it
    std::int64_t like = -1; ///< index of an earlier file that it looks like, the first of its group; -1: none
    std::uint64_t pixels_hash = 0; ///< of its prepared pixels
};

} // namespace wasserfarbe
