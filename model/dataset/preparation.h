#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/picture_index.h"
#include "model/dataset/pixel_store.h"
#include "model/dataset/prepared_dataset.h"

namespace wasserfarbe {

/// What a PreparedDataset is made of.
struct PreparedPictures {
    std::vector<PictureIndex::Entry> entries; ///< of the scan's files, in their order
    std::shared_ptr<const PixelMap> pixels;
    std::int64_t files_read = 0;
    std::string cache_trouble;
};

/// See PreparedDataset::prepare.
std::optional<PreparedPictures> prepare_pictures(const FolderScan& scan, const PixelSettings& settings,
                                                 const PrepareOptions& options, const LoadProgress& progress,
                                                 const std::stop_token& stop);

} // namespace wasserfarbe
