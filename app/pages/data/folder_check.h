#pragma once

#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <QCoreApplication>
#include <QString>

#include "model/dataset/dataset_report.h"
#include "model/dataset/folder_scan.h"
#include "model/pictures/image_size.h"
#include "model/types/skipped_file.h"

namespace wasserfarbe {

/// Shared, as a hundred thousand paths take long to copy.
using SharedScan = std::shared_ptr<const FolderScan>;
using SharedSkipped = std::shared_ptr<const std::vector<SkippedFile>>;

/// "64 × 64"
QString sizeText(ImageSize size);

/// Which sizes the pictures of a folder have.
class SizeSummary {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::SizeSummary)
public:
    void add(ImageSize size);
    /// "4,000 pictures, most 64 × 64; smallest 48 × 60, largest 2000 × 1500"; translated.
    QString text() const;

private:
    std::int64_t count_ = 0;
    std::map<std::pair<std::int64_t, std::int64_t>, std::int64_t> counts_; ///< of each size
    ImageSize mostCommon_;
    std::int64_t mostCommonCount_ = 0;
    ImageSize smallest_; ///< by area
    ImageSize largest_;
};

/// What the check of a folder found, made ready for the page. A value that does not change.
struct FolderCheck {
    DatasetReport report;
    std::vector<std::int32_t>
        reported;               ///< for each file of the scan its index in report.files; -1: not there
    bool sameFiles = false;     ///< the folder holds what the scan found, no more and no less
    SizeSummary sizes;          ///< of the usable ones
    SharedSkipped unusable;     ///< in file order
    std::int64_t filesRead = 0; ///< the others came from the cache
    std::string cacheTrouble;   ///< why decoded pictures are not kept; empty: they are

    /// What is known of a file of the scan; null: nothing.
    const PreparedPicture* find(std::size_t file) const {
        const std::int32_t index = file < reported.size() ? reported[file] : -1;
        return index < 0 ? nullptr : &report.files[static_cast<std::size_t>(index)];
    }
};
using SharedCheck = std::shared_ptr<const FolderCheck>;

/// Which pictures take part, and how many of them are kept from training.
struct SelectionCounts {
    SharedCheck check;           ///< the report that was counted
    std::vector<bool> takesPart; ///< of each file of the report
    std::int64_t takingPart = 0;
    std::int64_t heldOut = 0; ///< of `takingPart`

    std::int64_t training() const { return takingPart - heldOut; }
};
using SharedCounts = std::shared_ptr<const SelectionCounts>;

/// Any thread; takes a moment for many files.
FolderCheck makeCheck(const PreparedDataset& dataset, const FolderScan& scan);

/// As `makeCheck`. @param heldOut  the share that is kept from training
SharedCounts countPictures(const SharedCheck& check, const DatasetSelection& selection, double heldOut);

/// The selection without classes and crops of what the folder does not hold any more: a run would refuse
/// them.
DatasetSelection withoutGone(DatasetSelection selection, const DatasetReport& report);

} // namespace wasserfarbe
