#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/folder_scan.h"
#include "model/types/image.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Files done, readable or not, of all files found. `ImageDataset::load` calls it on the thread that called
/// load: with 0 before any file is opened, then with growing numbers up to the total.
using LoadProgress = std::function<void(std::int64_t done, std::int64_t total)>;

/// The pictures of a folder, decoded once and fitted to the training size, in memory. A value that does not
/// change after it was loaded: any number of threads may read it.
class ImageDataset {
public:
    /// Reads a folder on as many threads as the machine has processors. Files that can't be used are left out
    /// and named in `skipped`. Of the configuration, `image_size`, `fit`, `fit_pad_value` and `batch_size`
    /// matter. The result does not depend on the timing of the threads. Blocks; any thread, but no two loads
    /// at a time gain anything.
    /// @returns nothing where a stop was requested before it was done
    /// @throws Error (Data) where the folder can't be used or fewer than one batch of pictures remain;
    /// (Memory)
    static std::optional<ImageDataset> load(const std::filesystem::path& folder, const TrainingConfig& config,
                                            const LoadProgress& progress = {}, std::stop_token stop = {});

    std::int64_t count() const { return count_; }
    int image_size() const { return image_size_; }
    /// A copy of one picture, `image_size` x `image_size`. @pre 0 <= index < count()
    Image image(std::int64_t index) const;
    /// Its bytes in place: RGB rows from the top, image_size * image_size * 3. @pre 0 <= index < count()
    std::span<const std::uint8_t> pixels(std::int64_t index) const;

    const std::filesystem::path& folder() const { return folder_; }
    /// First what the scan of the folders left out, then the files that could not be decoded; each in file
    /// order.
    const std::vector<SkippedFile>& skipped() const { return skipped_; }
    /// 16 hexadecimal digits from the count, the size and every pixel: equal for the same pictures in the
    /// same order, whatever their names and formats. Guards against mistakes, not against forgery.
    const std::string& fingerprint() const { return fingerprint_; }

private:
    ImageDataset() = default;
    std::size_t image_bytes() const;

    std::filesystem::path folder_;
    std::int64_t count_ = 0;
    int image_size_ = 0;
    std::vector<std::uint8_t> pixels_; ///< [count, size, size, 3]
    std::vector<SkippedFile> skipped_;
    std::string fingerprint_;
};

} // namespace wasserfarbe
