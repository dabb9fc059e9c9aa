#include "app/pages/data/folder_check.h"

#include <algorithm>
#include <unordered_map>

#include "model/dataset/prepared_dataset.h"

namespace wasserfarbe {
namespace {

void join(FolderCheck& check, const FolderScan& scan) {
    std::unordered_map<std::string_view, std::int32_t> indices;
    indices.reserve(check.report.files.size());
    for (const PreparedPicture& picture : check.report.files)
        indices.emplace(picture.name, static_cast<std::int32_t>(indices.size()));
    check.reported.reserve(scan.files.size());
    std::size_t known = 0;
    for (const std::filesystem::path& file : scan.files) {
        const auto found = indices.find(name_below(scan.folder, file));
        check.reported.push_back(found == indices.end() ? -1 : found->second);
        known += found == indices.end() ? 0 : 1;
    }
    check.sameFiles = known == scan.files.size() && known + scan.skipped.size() == check.report.files.size();
}

} // namespace

FolderCheck makeCheck(const PreparedDataset& dataset, const FolderScan& scan) {
    FolderCheck check;
    check.report = make_report(dataset);
    check.filesRead = dataset.files_read();
    check.cacheTrouble = dataset.cache_trouble();
    std::vector<SkippedFile> unusable;
    for (const PreparedPicture& picture : check.report.files) {
        if (picture.report.usable())
            check.sizes.add(picture.report.size);
        else
            unusable.push_back({scan.folder / picture.name, picture.report.reason.value()});
    }
    check.unusable = std::make_shared<const std::vector<SkippedFile>>(std::move(unusable));
    join(check, scan);
    return check;
}

DatasetSelection withoutGone(DatasetSelection selection, const DatasetReport& report) {
    std::erase_if(selection.left_out_classes, [&](const std::string& name) {
        return std::none_of(report.classes.begin(), report.classes.end(),
                            [&](const DatasetClass& each) { return each.name == name; });
    });
    std::erase_if(selection.crop_places, [&](const auto& place) {
        const auto found = std::lower_bound(
            report.files.begin(), report.files.end(), place.first,
            [](const PreparedPicture& file, const std::string& name) { return file.name < name; });
        return found == report.files.end() || found->name != place.first;
    });
    return selection;
}

} // namespace wasserfarbe
