#include "app/pages/data/folder_check.h"

#include <algorithm>
#include <string_view>
#include <unordered_map>

#include "model/dataset/prepared_dataset.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

std::int64_t area(ImageSize size) {
    return size.width * size.height;
}

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

void SizeSummary::add(ImageSize size) {
    if (count_ == 0 || area(size) < area(smallest_))
        smallest_ = size;
    if (count_ == 0 || area(size) > area(largest_))
        largest_ = size;
    if (const std::int64_t alike = ++counts_[{size.width, size.height}]; alike > mostCommonCount_) {
        mostCommon_ = size;
        mostCommonCount_ = alike;
    }
    ++count_;
}

QString sizeText(ImageSize size) {
    return QStringLiteral("%1 × %2").arg(size.width).arg(size.height);
}

QString SizeSummary::text() const {
    const auto n = static_cast<int>(count_);
    const QString count = countText(count_);
    if (n == 0)
        return tr("No pictures that can be used");
    const QString common = sizeText(mostCommon_);
    if (mostCommonCount_ == count_)
        return tr("%1 picture(s), all %2", nullptr, n).arg(count, common);
    const QString smallest = sizeText(smallest_);
    const QString largest = sizeText(largest_);
    if (mostCommonCount_ * 2 > count_)
        return tr("%1 picture(s), most %2; smallest %3, largest %4", nullptr, n)
            .arg(count, common, smallest, largest);
    return tr("%1 picture(s) of many sizes; smallest %2, largest %3", nullptr, n)
        .arg(count, smallest, largest);
}

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

SharedCounts countPictures(const SharedCheck& check, const DatasetSelection& selection, double heldOut) {
    auto counts = std::make_shared<SelectionCounts>();
    counts->check = check;
    const std::vector<PreparedPicture>& files = check->report.files;
    const std::vector<std::uint32_t> selected = select_pictures(files, selection);
    counts->takesPart.assign(files.size(), false);
    for (const std::uint32_t index : selected)
        counts->takesPart[index] = true;
    counts->takingPart = static_cast<std::int64_t>(selected.size());
    counts->heldOut = static_cast<std::int64_t>(split_held_out(files, selected, heldOut).held_out.size());
    return counts;
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
