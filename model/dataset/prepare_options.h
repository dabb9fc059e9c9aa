#pragma once

#include "model/dataset/picture_cache.h"
#include "model/types/dataset_selection.h"

namespace wasserfarbe {

/// How the pictures of a folder are prepared.
struct PrepareOptions {
    CropPlaces crop_places;
    PictureCacheOptions cache;
    int threads = 0; ///< 0: as many as the machine has processors
};

} // namespace wasserfarbe
