#include "model/dataset/prepared_dataset.h"

#include <algorithm>
#include <utility>

#include <opencv2/core/utility.hpp>

#include "model/dataset/folder_scan.h"
#include "model/dataset/preparation.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// Files are spread over threads here; OpenCV's own threads would only fight with them. Its setting is
/// global, so it is made once.
void leave_threads_to_us() {
    static const bool done = (cv::setNumThreads(0), true);
    static_cast<void>(done);
}

Error too_much(std::size_t count, int image_size) {
    return {ErrorCode::PicturesTooLarge, {}, {count, image_size}};
}

/// More than one picture of this size would ever be.
void check_size(const FolderScan& scan, int image_size) {
    constexpr int kLargest = 16384;
    if (image_size < 1)
        throw Error(ErrorKind::Usage, "image_size must be at least 1");
    if (image_size > kLargest)
        throw too_much(scan.files.size(), image_size);
}

} // namespace

struct PreparedDataset::Contents {
    fs::path folder;
    PixelSettings settings;
    std::vector<PreparedPicture> pictures;
    std::vector<std::int64_t> slots; ///< of each picture's pixels; -1: none
    std::shared_ptr<const PixelMap> pixels;
    std::int64_t files_read = 0;
    std::string cache_trouble;

    void add(PreparedPicture picture, std::int64_t slot) {
        pictures.push_back(std::move(picture));
        slots.push_back(slot);
    }
    void add_all(const FolderScan& scan, std::vector<PictureIndex::Entry>& entries);
};

/// The files and, where they belong by their names, what the scan could not look into. References between
/// files follow them to their new places.
void PreparedDataset::Contents::add_all(const FolderScan& scan, std::vector<PictureIndex::Entry>& entries) {
    std::vector<std::int64_t> place(entries.size());
    auto skipped = scan.skipped.begin();
    const auto add_skipped_before = [&](const std::string* name) {
        for (; skipped != scan.skipped.end(); ++skipped) {
            PreparedPicture picture;
            picture.name = name_below(scan.folder, skipped->path);
            if (name && picture.name > *name)
                return;
            picture.report.findings = {Finding::Unreadable};
            picture.report.reason = skipped->reason;
            add(std::move(picture), -1);
        }
    };
    for (std::size_t i = 0; i < entries.size(); ++i) {
        PreparedPicture& picture = entries[i].picture;
        add_skipped_before(&picture.name);
        place[i] = static_cast<std::int64_t>(pictures.size());
        for (std::int64_t* reference : {&picture.same_as, &picture.like})
            if (*reference >= 0)
                *reference = place[static_cast<std::size_t>(*reference)]; // which is earlier
        add(std::move(picture), entries[i].slot);
    }
    add_skipped_before(nullptr);
}

std::optional<PreparedDataset> PreparedDataset::prepare(const fs::path& folder, const PixelSettings& settings,
                                                        const PrepareOptions& options,
                                                        const LoadProgress& progress, std::stop_token stop) {
    const FolderScan scan = scan_folder(folder, stop);
    return prepare(scan, settings, options, progress, std::move(stop));
}

std::optional<PreparedDataset> PreparedDataset::prepare(const FolderScan& scan, const PixelSettings& settings,
                                                        const PrepareOptions& options,
                                                        const LoadProgress& progress, std::stop_token stop) {
    leave_threads_to_us();
    check_size(scan, settings.image_size);
    std::optional<Preparation::Result> result;
    try {
        result = Preparation(scan, settings, options, progress, std::move(stop)).run();
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Memory)
            throw too_much(scan.files.size(), settings.image_size);
        throw;
    }
    if (!result)
        return std::nullopt;
    auto contents = std::make_unique<Contents>();
    contents->folder = scan.folder;
    contents->settings = settings;
    contents->add_all(scan, result->entries);
    contents->pixels = std::move(result->pixels);
    contents->files_read = result->files_read;
    contents->cache_trouble = std::move(result->cache_trouble);
    return PreparedDataset(std::move(contents));
}

PreparedDataset::PreparedDataset(std::unique_ptr<Contents> contents) : contents_(std::move(contents)) {}
PreparedDataset::PreparedDataset(PreparedDataset&&) noexcept = default;
PreparedDataset& PreparedDataset::operator=(PreparedDataset&&) noexcept = default;
PreparedDataset::~PreparedDataset() = default;

const fs::path& PreparedDataset::folder() const {
    return contents_->folder;
}
const PixelSettings& PreparedDataset::settings() const {
    return contents_->settings;
}
const std::vector<PreparedPicture>& PreparedDataset::pictures() const {
    return contents_->pictures;
}
std::int64_t PreparedDataset::files_read() const {
    return contents_->files_read;
}
const std::string& PreparedDataset::cache_trouble() const {
    return contents_->cache_trouble;
}

std::span<const std::uint8_t> PreparedDataset::pixels(std::size_t picture) const {
    const std::int64_t slot = contents_->slots.at(picture);
    if (slot < 0)
        return {};
    return contents_->pixels->slot(slot);
}

} // namespace wasserfarbe
