#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/folder_scan.h"
#include "model/dataset/picture_cache.h"
#include "model/pictures/inspect_picture.h"
#include "model/types/color.h"
#include "model/types/dataset_selection.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Files done, readable or not, of all files found. Called on the thread that prepares: with 0 before any
/// file is opened, then with growing numbers up to the total.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// What the pixels of a prepared picture depend on.
struct PixelSettings {
    int image_size = 32;
    Fit fit = Fit::Crop;
    Color pad_color = kBlack;
    Color alpha_color = kWhite;

    bool operator==(const PixelSettings&) const = default;
};
PixelSettings pixel_settings(const TrainingConfig& config);

struct PrepareOptions {
    CropPlaces crop_places;
    PictureCacheOptions cache;
    int threads = 0; ///< 0: as many as the machine has processors
};

/// A file of the folder, or a folder or link in it that can't be looked into (then it is Unreadable).
struct PreparedPicture {
    std::string name; ///< path below the folder, as bytes, with '/' between
    PictureReport report;
    std::int64_t same_as = -1; ///< index of the first file with the same bytes; -1: none before it
    std::int64_t like = -1; ///< index of an earlier file that it looks like, the first of its group; -1: none
    std::uint64_t pixels_hash = 0; ///< of its prepared pixels
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
    static std::optional<PreparedDataset>
    prepare(const std::filesystem::path& folder, const PixelSettings& settings,
            const PrepareOptions& options = {}, const LoadProgress& progress = {}, std::stop_token stop = {});

    /// As above, for a folder that was listed just now.
    static std::optional<PreparedDataset> prepare(const FolderScan& scan, const PixelSettings& settings,
                                                  const PrepareOptions& options = {},
                                                  const LoadProgress& progress = {},
                                                  std::stop_token stop = {});

    PreparedDataset(PreparedDataset&&) noexcept;
    PreparedDataset& operator=(PreparedDataset&&) noexcept;
    ~PreparedDataset();

    const std::filesystem::path& folder() const;
    const PixelSettings& settings() const;
    /// By the bytes of their names.
    const std::vector<PreparedPicture>& pictures() const;
    /// RGB rows from the top, image_size * image_size * 3 bytes; empty where the picture is not usable.
    std::span<const std::uint8_t> pixels(std::size_t picture) const;

    /// How many files had to be read; all other pictures came from the cache.
    std::int64_t files_read() const;
    /// Why the cache is not used, in one sentence; empty: it is.
    const std::string& cache_trouble() const;

private:
    struct Contents;
    explicit PreparedDataset(std::unique_ptr<Contents> contents);
    std::unique_ptr<Contents> contents_;
};

} // namespace wasserfarbe
