#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/load_progress.h"
#include "model/dataset/picture_cache.h"
#include "model/dataset/pixel_settings.h"
#include "model/dataset/prepared_picture.h"
#include "model/types/dataset_selection.h"

namespace wasserfarbe {

struct FolderScan;
class PixelMap;
struct PreparedPictures;

/// How the pictures of a folder are prepared.
struct PrepareOptions {
    CropPlaces crop_places;
    PictureCacheOptions cache;
    int threads = 0; ///< 0: as many as the machine has processors
};

/// All files of a folder of pictures: what each is, and the usable ones decoded and brought to the training's
/// size. Each file is decoded once: the results lie in one memory-mapped file of the user's cache, from where
/// the next time takes a blink, so that memory does not grow with the number of pictures. Where the cache
/// can't be written, they are held in memory instead. A value that does not change: any number of threads may
/// read it.
class PreparedDataset {
public:
    /// Lists the folder and decodes what the cache does not hold as it is now. What fails is named in the
    /// reports and stops nothing. Safe to be killed at any instant, and to run in several processes at once.
    /// Blocks; any thread.
    /// @returns nothing where a stop was requested before it was done
    /// @throws Error (Data) where the folder can't be used, (Memory)
    static std::optional<PreparedDataset> prepare(const std::filesystem::path& folder,
                                                  const PixelSettings& settings,
                                                  const PrepareOptions& options = {},
                                                  const LoadProgress& progress = {},
                                                  const std::stop_token& stop = {});

    /// As above, for a folder that was listed just now.
    static std::optional<PreparedDataset> prepare(const FolderScan& scan, const PixelSettings& settings,
                                                  const PrepareOptions& options = {},
                                                  const LoadProgress& progress = {},
                                                  const std::stop_token& stop = {});

    PreparedDataset(PreparedDataset&&) = default; // a copy would double what is known of each picture
    PreparedDataset& operator=(PreparedDataset&&) = default;

    const std::filesystem::path& folder() const { return folder_; }
    const PixelSettings& settings() const { return settings_; }
    /// By the bytes of their names.
    const std::vector<PreparedPicture>& pictures() const { return pictures_; }
    /// RGB rows from the top, image_size * image_size * 3 bytes; empty where the picture is not usable.
    std::span<const std::uint8_t> pixels(std::size_t picture) const;

    /// How many files had to be read; all other pictures came from the cache.
    std::int64_t files_read() const { return files_read_; }
    /// Why the cache is not used, in one sentence; empty: it is.
    const std::string& cache_trouble() const { return cache_trouble_; }

private:
    PreparedDataset(const FolderScan& scan, const PixelSettings& settings, PreparedPictures prepared);

    std::filesystem::path folder_;
    PixelSettings settings_;
    std::vector<PreparedPicture> pictures_;
    std::vector<std::int64_t> slots_; ///< of each picture's pixels; -1: none
    std::shared_ptr<const PixelMap> pixels_;
    std::int64_t files_read_ = 0;
    std::string cache_trouble_;
};

} // namespace wasserfarbe
