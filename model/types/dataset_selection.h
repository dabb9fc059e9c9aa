#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/types/finding.h"

namespace wasserfarbe {

/// Where the kept square lies in a picture that is cropped: 0 is the left or upper end, 1 the right or lower
/// one, 0.5 the middle. Only the longer axis has room to move.
struct CropPlace {
    double x = 0.5;
    double y = 0.5;

    bool operator==(const CropPlace&) const = default;
};

/// Crop places of single pictures by their paths below the folder, as bytes, with '/' between.
using CropPlaces = std::map<std::string, CropPlace>;

/// Which pictures of a folder take part in a run, and how single ones are cropped.
struct DatasetSelection {
    /// Classes that do not take part: the names of folders directly in the folder of pictures, as bytes; ""
    /// stands for the pictures that lie in no such folder. Sorted, each once.
    std::vector<std::string> left_out_classes;
    /// Kinds that do not take part; the kinds in kUnusable never do. Of duplicates the first file stays.
    Findings left_out;
    CropPlaces crop_places;

    bool operator==(const DatasetSelection&) const = default;
};

} // namespace wasserfarbe
