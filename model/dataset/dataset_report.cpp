#include "model/dataset/dataset_report.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <set>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/dataset/prepared_dataset.h"
#include "model/pictures/formats/picture_format.h"
#include "model/types/error.h"
#include "model/types/escaped_name.h"
#include "model/types/random.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

/// Whether the picture shows that its class holds files: a name with nothing but Unreadable may be a folder
/// that can't be looked into.
bool makes_class(const PreparedPicture& picture) {
    return !class_of(picture.name).empty() || !picture.report.findings.has(Finding::Unreadable);
}

/// The first picture with the same bytes.
std::size_t first_same(const std::vector<PreparedPicture>& pictures, std::size_t picture) {
    const std::int64_t first = pictures[picture].same_as;
    return first < 0 ? picture : static_cast<std::size_t>(first);
}

/// The first picture that looks the same.
std::size_t first_like(const std::vector<PreparedPicture>& pictures, std::size_t picture) {
    const std::size_t same = first_same(pictures, picture);
    const std::int64_t first = pictures[same].like;
    return first < 0 ? same : first_same(pictures, static_cast<std::size_t>(first));
}

/// Lets the first of the pictures that are the same take part.
class RepetitionFilter {
public:
    RepetitionFilter(const std::vector<PreparedPicture>& pictures, Findings left_out)
        : pictures_(pictures), left_out_(left_out) {}

    /// To be asked in file order, for each picture that nothing else leaves out.
    bool lets_in(std::size_t picture) {
        const std::size_t same = first_same(pictures_, picture);
        const std::size_t like = first_like(pictures_, picture);
        if (left_out_.has(Finding::Duplicate) && in_by_bytes_.contains(same))
            return false;
        // With the same bytes as the one that is in, it is a duplicate and not a near one.
        const auto in = in_by_group_.find(like);
        if (left_out_.has(Finding::NearDuplicate) && in != in_by_group_.end() && in->second != same)
            return false;
        in_by_bytes_.insert(same);
        in_by_group_.try_emplace(like, same);
        return true;
    }

private:
    const std::vector<PreparedPicture>& pictures_;
    const Findings left_out_;
    std::unordered_set<std::size_t> in_by_bytes_;
    std::unordered_map<std::size_t, std::size_t> in_by_group_; ///< first_like -> first_same
};

/// Pictures that are, or look, the same.
struct Group {
    std::uint64_t smallest_hash = UINT64_MAX; ///< of their bytes
    std::vector<std::uint32_t> pictures;
};

/// In an order that follows from their bytes alone.
std::vector<Group> shuffled_groups(const std::vector<PreparedPicture>& pictures,
                                   const std::vector<std::uint32_t>& selected) {
    std::map<std::size_t, Group> by_first;
    for (const std::uint32_t picture : selected) {
        Group& group = by_first[first_like(pictures, picture)];
        group.smallest_hash = std::min(group.smallest_hash, pictures[picture].report.content_hash);
        group.pictures.push_back(picture);
    }
    std::vector<Group> groups;
    groups.reserve(by_first.size());
    for (auto& [first, group] : by_first)
        groups.push_back(std::move(group));
    std::stable_sort(groups.begin(), groups.end(), [](const Group& a, const Group& b) {
        return mix_seed(a.smallest_hash, 0) < mix_seed(b.smallest_hash, 0);
    });
    return groups;
}

Json findings_json(const DatasetReport& report, Findings left_out) {
    Json list = Json::array();
    for (const FindingInfo& info : finding_table())
        list.push_back({{"key", info.key},
                        {"count", report.count(info.finding)},
                        {"sentence", info.sentence},
                        {"action", info.action},
                        {"left_out", left_out.has(info.finding) || kUnusable.has(info.finding)}});
    return list;
}

Json classes_json(const DatasetReport& report, const std::vector<std::string>& left_out) {
    Json list = Json::array();
    for (const DatasetClass& item : report.classes)
        list.push_back(
            {{"name", escaped_name(item.name)},
             {"usable", item.usable},
             {"left_out", std::find(left_out.begin(), left_out.end(), item.name) != left_out.end()}});
    return list;
}

Json picture_json(const DatasetReport& report, const PreparedPicture& picture, bool takes_part) {
    Json findings = Json::array();
    for (const FindingInfo& info : finding_table())
        if (picture.report.findings.has(info.finding))
            findings.push_back(info.key);
    Json json = {{"name", escaped_name(picture.name)},
                 {"width", picture.report.size.width},
                 {"height", picture.report.size.height},
                 {"format", nullptr},
                 {"findings", std::move(findings)}};
    if (picture.report.format)
        json["format"] = picture_format(*picture.report.format).name;
    if (picture.report.reason)
        json["reason"] = escaped_name(picture.report.reason->text());
    if (picture.same_as >= 0)
        json["same_as"] = escaped_name(report.files[static_cast<std::size_t>(picture.same_as)].name);
    if (picture.like >= 0)
        json["like"] = escaped_name(report.files[static_cast<std::size_t>(picture.like)].name);
    json["left_out"] = !takes_part;
    return json;
}

} // namespace

DatasetReport make_report(const PreparedDataset& dataset) {
    return make_report(dataset.folder(), dataset.settings().image_size, dataset.pictures());
}

DatasetReport make_report(std::filesystem::path folder, int image_size, std::vector<PreparedPicture> files) {
    DatasetReport report;
    report.folder = std::move(folder);
    report.image_size = image_size;
    std::map<std::string_view, std::int64_t> classes; // usable pictures of each
    for (const PreparedPicture& picture : files) {
        for (const FindingInfo& info : finding_table())
            if (picture.report.findings.has(info.finding))
                ++report.counts[static_cast<std::size_t>(info.finding)];
        const bool usable = picture.report.usable();
        report.usable += usable ? 1 : 0;
        if (makes_class(picture))
            classes[class_of(picture.name)] += usable ? 1 : 0;
    }
    for (const auto& [name, usable] : classes)
        report.classes.push_back({std::string(name), usable});
    report.files = std::move(files);
    return report;
}

std::string_view class_of(std::string_view name) {
    const std::size_t end = name.find('/');
    return end == std::string_view::npos ? std::string_view() : name.substr(0, end);
}

std::vector<std::uint32_t> select_pictures(const std::vector<PreparedPicture>& pictures,
                                           const DatasetSelection& selection) {
    const std::unordered_set<std::string_view> left_out_classes(selection.left_out_classes.begin(),
                                                                selection.left_out_classes.end());
    Findings left_out = selection.left_out; // but what the filter decides
    left_out.remove(Finding::Duplicate);
    left_out.remove(Finding::NearDuplicate);
    RepetitionFilter filter(pictures, selection.left_out);
    std::vector<std::uint32_t> selected;
    for (std::size_t i = 0; i < pictures.size(); ++i) {
        const PictureReport& report = pictures[i].report;
        if (report.usable() && !report.findings.intersects(left_out) &&
            !left_out_classes.contains(class_of(pictures[i].name)) && filter.lets_in(i))
            selected.push_back(static_cast<std::uint32_t>(i));
    }
    return selected;
}

void check_selection(const std::vector<PreparedPicture>& pictures, const DatasetSelection& selection,
                     const std::filesystem::path& folder) {
    std::set<std::string_view> classes;
    std::unordered_set<std::string_view> names;
    for (const PreparedPicture& picture : pictures) {
        names.insert(picture.name);
        if (makes_class(picture))
            classes.insert(class_of(picture.name));
    }
    for (const std::string& name : selection.left_out_classes) {
        if (!classes.contains(name))
            throw Error(ErrorCode::SelectionGone, folder,
                        {name.empty() ? "picture outside of its folders to be left out"
                                      : "folder '" + escaped_name(name) +
                                            "' with pictures, so it can't be left out as a class"});
    }
    for (const auto& [name, place] : selection.crop_places)
        if (!names.contains(name))
            throw Error(ErrorCode::SelectionGone, folder,
                        {"picture '" + escaped_name(name) + "', for which a crop place was given"});
}

HeldOutSplit split_held_out(const std::vector<PreparedPicture>& pictures,
                            const std::vector<std::uint32_t>& selected, double share) {
    HeldOutSplit split;
    split.training = selected;
    if (selected.size() < static_cast<std::size_t>(kFewestToHoldOut))
        return split;
    const auto wanted = static_cast<std::size_t>(std::llround(share * static_cast<double>(selected.size())));
    for (const Group& group : shuffled_groups(pictures, selected))
        if (split.held_out.size() + group.pictures.size() <= wanted)
            split.held_out.insert(split.held_out.end(), group.pictures.begin(), group.pictures.end());
    std::sort(split.held_out.begin(), split.held_out.end());
    split.training.clear();
    std::set_difference(selected.begin(), selected.end(), split.held_out.begin(), split.held_out.end(),
                        std::back_inserter(split.training));
    return split;
}

std::string report_json(const DatasetReport& report, const DatasetSelection& selection) {
    const std::vector<std::uint32_t> selected = select_pictures(report.files, selection);
    Json pictures = Json::array();
    auto next = selected.begin();
    for (std::size_t i = 0; i < report.files.size(); ++i) {
        const bool takes_part = next != selected.end() && *next == i;
        if (takes_part)
            ++next;
        pictures.push_back(picture_json(report, report.files[i], takes_part));
    }
    const Json json = {{"folder", escaped_name(report.folder.string())},
                       {"image_size", report.image_size},
                       {"files", report.files.size()},
                       {"usable", report.usable},
                       {"taking_part", selected.size()},
                       {"findings", findings_json(report, selection.left_out)},
                       {"classes", classes_json(report, selection.left_out_classes)},
                       {"pictures", std::move(pictures)}};
    return json.dump(2);
}

} // namespace wasserfarbe
