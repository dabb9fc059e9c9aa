#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "model/dataset/cached_dataset.h"
#include "model/dataset/load_progress.h"
#include "model/dataset/picture_index.h"
#include "model/dataset/pixel_settings.h"
#include "model/dataset/pixel_store.h"
#include "model/dataset/prepare_options.h"

namespace wasserfarbe {

struct FolderScan;

/// Brings the files of a folder to where a PreparedDataset holds them. One use, one thread.
class Preparation {
public:
    struct Result {
        std::vector<PictureIndex::Entry> entries; ///< of the scan's files, in their order
        std::shared_ptr<const PixelMap> pixels;
        std::int64_t files_read = 0;
        std::string cache_trouble;
    };

    /// @param scan  must outlive it
    Preparation(const FolderScan& scan, const PixelSettings& settings, const PrepareOptions& options,
                const LoadProgress& progress, std::stop_token stop);

    /// See PreparedDataset::prepare.
    std::optional<Result> run();

private:
    /// The files as far as an index knows them.
    struct Known {
        std::vector<PictureIndex::Entry> entries; ///< an entry that is not fresh has a name alone
        std::vector<std::size_t> stale;           ///< to be read
        bool compared = false;                    ///< nothing is left to do
    };

    struct Kept {
        std::optional<PictureIndex> index;
        std::shared_ptr<const PixelMap> pixels; ///< where there is an index
    };

    Kept kept_in_cache() const;
    Known compare_with(const std::optional<PictureIndex>& index) const;
    std::optional<CropPlace> place_of(const std::string& name) const;
    bool is_fresh(const PictureIndex::Entry& entry, std::size_t file) const;

    std::optional<Result> from_cache();
    std::optional<Result> through_cache();
    std::optional<Result> in_memory();
    /// Reads what is stale. @returns false when stopped
    bool read_stale(Known& known, PixelSink& sink, const std::function<void()>& between);
    void read_one(const std::filesystem::path& file, PictureIndex::Entry& entry, PixelSink& sink) const;
    PictureIndex index_of(const Known& known, std::uint64_t generation, std::int64_t slots) const;
    void report(std::size_t done) const;

    const FolderScan& scan_;
    const PixelSettings settings_;
    const PrepareOptions& options_;
    const LoadProgress& progress_;
    const std::stop_token stop_;
    const std::string folder_; ///< absolute
    const CachedDataset cache_;
    std::vector<std::string> names_;          ///< of the scan's files
    std::vector<std::atomic<bool>> finished_; ///< files whose entry is whole; a worker sets its own
};

/// Fills in which pictures are, or look, the same as earlier ones.
void compare_pictures(std::vector<PictureIndex::Entry>& entries, const PixelMap& pixels);

} // namespace wasserfarbe
