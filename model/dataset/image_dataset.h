#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/prepared_dataset.h"
#include "model/types/dataset_selection.h"
#include "model/types/skipped_file.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// The pictures that a run trains on, and those that it keeps from training. A value that does not change
/// after it was loaded: any number of threads may read it.
class ImageDataset {
public:
    /// Prepares a folder (see PreparedDataset), takes the pictures that the selection leaves and holds some
    /// out. Files that can't be used are named in `skipped`. Of the configuration, `image_size`, `fit`, the
    /// colours, `held_out` and `batch_size` matter. Blocks; any thread.
    /// @returns nothing where a stop was requested before it was done
    /// @throws Error (Data) where the folder can't be used or fewer than one batch of pictures remain;
    /// (Memory)
    static std::optional<ImageDataset> load(const std::filesystem::path& folder, const TrainingConfig& config,
                                            const LoadProgress& progress = {},
                                            const std::stop_token& stop = {},
                                            const DatasetSelection& selection = {},
                                            const PictureCacheOptions& cache = {});

    std::int64_t count() const { return static_cast<std::int64_t>(training_.size()); }
    int image_size() const { return prepared_->settings().image_size; }
    /// The bytes of a picture in place: RGB rows from the top, image_size * image_size * 3. @pre 0 <= index <
    /// count()
    std::span<const std::uint8_t> pixels(std::int64_t index) const;

    std::int64_t held_out_count() const { return static_cast<std::int64_t>(held_out_.size()); }
    /// As `pixels`, of a picture that is kept from training. @pre 0 <= index < held_out_count()
    std::span<const std::uint8_t> held_out_pixels(std::int64_t index) const;

    /// All files of the folder, also those that take no part.
    const PreparedDataset& prepared() const { return *prepared_; }
    const std::filesystem::path& folder() const { return prepared_->folder(); }
    /// What can't be used, and why, in file order.
    const std::vector<SkippedFile>& skipped() const { return skipped_; }
    /// 16 hexadecimal digits from the counts, the size and every pixel: equal for the same pictures in the
    /// same order, whatever their names and formats. Guards against mistakes, not against forgery.
    const std::string& fingerprint() const { return fingerprint_; }
    /// Why decoded pictures are not kept for the next time; empty: they are.
    const std::string& cache_trouble() const { return prepared_->cache_trouble(); }

private:
    ImageDataset() = default;

    std::shared_ptr<const PreparedDataset> prepared_;
    std::vector<std::uint32_t> training_;
    std::vector<std::uint32_t> held_out_;
    std::vector<SkippedFile> skipped_;
    std::string fingerprint_;
};

} // namespace wasserfarbe
