#include "app/cli/scan_text.h"

#include <algorithm>
#include <cstddef>
#include <string_view>

#include "model/types/escaped_name.h"

namespace wasserfarbe::cli {
namespace {

constexpr std::size_t kUnusableNamed = 20;

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
}

std::string right_aligned(const std::string& text, std::size_t width) {
    return std::string(text.size() < width ? width - text.size() : 0, ' ') + text;
}

std::string left_aligned(const std::string& text, std::size_t width) {
    return text + std::string(text.size() < width ? width - text.size() : 0, ' ');
}

std::string size_text(ImageSize size) {
    return std::to_string(size.width) + "x" + std::to_string(size.height);
}

/// "96x96 px each" or "from 20x30 to 4000x3000 px, half of them at least 512 px on the shorter side".
std::string sizes_text(const DatasetReport& report) {
    std::vector<ImageSize> sizes;
    for (const PreparedPicture& picture : report.files)
        if (picture.report.usable())
            sizes.push_back(picture.report.size);
    if (sizes.empty())
        return {};
    const auto shorter = [](ImageSize size) { return std::min(size.width, size.height); };
    std::stable_sort(sizes.begin(), sizes.end(), [&](ImageSize a, ImageSize b) {
        return std::pair(shorter(a), std::max(a.width, a.height)) <
               std::pair(shorter(b), std::max(b.width, b.height));
    });
    if (sizes.front() == sizes.back())
        return size_text(sizes.front()) + " px each";
    return "from " + size_text(sizes.front()) + " to " + size_text(sizes.back()) +
           " px, half of them at least " + std::to_string(shorter(sizes[sizes.size() / 2])) +
           " px on the shorter side";
}

std::string head_text(const Scan& scan) {
    const DatasetReport& report = scan.report;
    std::string text = escaped_name(report.folder.string()) + ": " +
                       counted(static_cast<std::int64_t>(report.files.size()), "file", "files") + ", " +
                       std::to_string(report.usable) + " can be used";
    if (const std::string sizes = sizes_text(report); !sizes.empty())
        text += ", " + sizes;
    return text + "\n";
}

/// The kinds that occur, each with its count and, below, what is done.
std::string kinds_text(const Scan& scan) {
    std::string text;
    for (const FindingInfo& info : finding_table()) {
        const std::int64_t count = scan.report.count(info.finding);
        if (count == 0)
            continue;
        const bool left_out = scan.selection.left_out.has(info.finding) && !kUnusable.has(info.finding);
        text +=
            right_aligned(std::to_string(count), 7) + "  " + left_aligned(std::string(info.key), 14) + "  ";
        text.append(info.sentence).append("\n").append(25, ' ');
        text.append(left_out ? "Left out." : info.action).append("\n");
    }
    return text.empty() ? text : "\n" + text;
}

std::string classes_text(const Scan& scan) {
    const std::vector<DatasetClass>& classes = scan.report.classes;
    if (std::all_of(classes.begin(), classes.end(),
                    [](const DatasetClass& item) { return item.name.empty(); }))
        return {};
    const std::vector<std::string>& left_out = scan.selection.left_out_classes;
    std::string text = "\nclasses, by the pictures that can be used\n";
    for (const DatasetClass& item : classes) {
        const bool out = std::find(left_out.begin(), left_out.end(), item.name) != left_out.end();
        text += right_aligned(std::to_string(item.usable), 7) + "  " +
                (item.name.empty() ? ".  (in no folder)" : escaped_name(item.name)) +
                (out ? "  - left out" : "") + "\n";
    }
    return text;
}

std::string name_of(const DatasetReport& report, std::int64_t picture) {
    return picture < 0 ? "another" : escaped_name(report.files[static_cast<std::size_t>(picture)].name);
}

/// A file's name and what is to be said of it as one of a kind.
std::string file_text(const DatasetReport& report, const PreparedPicture& picture, Finding kind) {
    const std::string name = escaped_name(picture.name) + ": ";
    if (kUnusable.has(kind))
        return name + escaped_name(picture.report.reason.value().text());
    if (kind == Finding::Duplicate)
        return name + "the same bytes as " + name_of(report, picture.same_as);
    if (kind == Finding::NearDuplicate)
        return name + "looks like " + name_of(report, picture.like);
    return name + size_text(picture.report.size) + " px";
}

std::string unusable_text(const DatasetReport& report) {
    std::string text;
    std::size_t count = 0;
    for (const PreparedPicture& picture : report.files)
        if (!picture.report.usable() && ++count <= kUnusableNamed)
            text += "  " + escaped_name(picture.name) + ": " +
                    escaped_name(picture.report.reason.value().text()) + "\n";
    if (count > kUnusableNamed)
        text += "  and " + std::to_string(count - kUnusableNamed) + " more; --json lists all\n";
    return text.empty() ? text : "\ncan't be used\n" + text;
}

/// What a run would do with the folder.
std::string outcome_text(const Scan& scan) {
    std::string text = "\n" + counted(scan.taking_part(), "picture takes", "pictures take") + " part";
    if (!scan.split.held_out.empty())
        text += ": " + std::to_string(scan.split.training.size()) + " for training, " +
                std::to_string(scan.split.held_out.size()) + " are kept from it (held_out)";
    return text + "\n";
}

/// Changes that make more of few pictures, as far as they are not chosen already.
std::string suggestion_text(const Scan& scan) {
    if (scan.taking_part() == 0 || scan.taking_part() >= kFewestWithoutAugmentation)
        return {};
    const TrainingConfig& config = scan.config;
    std::string settings;
    const auto suggest = [&settings](bool chosen, const std::string& key) {
        if (!chosen)
            settings += " --set " + key + "=true";
    };
    suggest(config.augment_color, "augment_color");
    suggest(config.augment_translation, "augment_translation");
    suggest(config.augment_cutout, "augment_cutout");
    if (settings.empty())
        return {};
    return "With fewer than 1,000 pictures the critic soon knows them by heart. Let it see them changed:\n"
           "  train" +
           settings + "\n";
}

} // namespace

std::string scan_text(const Scan& scan) {
    return head_text(scan) + kinds_text(scan) + classes_text(scan) + unusable_text(scan.report) +
           outcome_text(scan) + suggestion_text(scan);
}

std::string list_text(const DatasetReport& report, Finding kind) {
    std::string text;
    for (const PreparedPicture& picture : report.files)
        if (picture.report.findings.has(kind))
            text += file_text(report, picture, kind) + "\n";
    return text;
}

} // namespace wasserfarbe::cli
