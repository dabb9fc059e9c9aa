#include "model/dataset/prepared_dataset.h"

#include <iterator>
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

std::optional<PreparedDataset> PreparedDataset::prepare(const fs::path& folder, const PixelSettings& settings,
                                                        const PrepareOptions& options,
                                                        const LoadProgress& progress,
                                                        const std::stop_token& stop) {
    const FolderScan scan = scan_folder(folder, stop);
    return prepare(scan, settings, options, progress, stop);
}

std::optional<PreparedDataset> PreparedDataset::prepare(const FolderScan& scan, const PixelSettings& settings,
                                                        const PrepareOptions& options,
                                                        const LoadProgress& progress,
                                                        const std::stop_token& stop) {
    leave_threads_to_us();
    check_size(scan, settings.image_size);
    std::optional<PreparedPictures> prepared;
    try {
        prepared = prepare_pictures(scan, settings, options, progress, stop);
    } catch (const Error& error) {
        if (error.kind() == ErrorKind::Memory)
            throw too_much(scan.files.size(), settings.image_size);
        throw;
    }
    if (!prepared)
        return std::nullopt;
    return PreparedDataset(scan, settings, std::move(*prepared));
}

/// Takes the files and, where they belong by their names, what the scan could not look into. References
/// between files follow them to their new places.
PreparedDataset::PreparedDataset(const FolderScan& scan, const PixelSettings& settings,
                                 PreparedPictures prepared)
    : folder_(scan.folder),
      settings_(settings),
      pixels_(std::move(prepared.pixels)),
      files_read_(prepared.files_read),
      cache_trouble_(std::move(prepared.cache_trouble)) {
    std::vector<std::int64_t> place(prepared.entries.size());
    auto skipped = scan.skipped.begin();
    const auto add = [this](PreparedPicture picture, std::int64_t slot) {
        pictures_.push_back(std::move(picture));
        slots_.push_back(slot);
    };
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
    for (std::size_t i = 0; i < place.size(); ++i) {
        PreparedPicture& picture = prepared.entries[i].picture;
        add_skipped_before(&picture.name);
        place[i] = std::ssize(pictures_);
        for (std::int64_t* reference : {&picture.same_as, &picture.like})
            if (*reference >= 0)
                *reference = place[static_cast<std::size_t>(*reference)]; // which is earlier
        add(std::move(picture), prepared.entries[i].slot);
    }
    add_skipped_before(nullptr);
}

std::span<const std::uint8_t> PreparedDataset::pixels(std::size_t picture) const {
    const std::int64_t slot = slots_.at(picture);
    if (slot < 0)
        return {};
    return pixels_->slot(slot);
}

} // namespace wasserfarbe
