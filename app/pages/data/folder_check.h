#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/pages/data/size_summary.h"
#include "model/dataset/dataset_report.h"
#include "model/dataset/folder_scan.h"
#include "model/types/skipped_file.h"

namespace wasserfarbe {

/// Shared, as a hundred thousand paths take long to copy.
using SharedScan = std::shared_ptr<const FolderScan>;
using SharedSkipped = std::shared_ptr<const std::vector<SkippedFile>>;

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

/// Any thread; takes a moment for many files.
FolderCheck makeCheck(const PreparedDataset& dataset, const FolderScan& scan);

/// The selection without classes and crops of what the folder does not hold any more: a run would refuse
/// them.
DatasetSelection withoutGone(DatasetSelection selection, const DatasetReport& report);

} // namespace wasserfarbe
