#include <algorithm>
#include <cstddef>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/arguments.h"
#include "app/cli/commands.h"
#include "app/cli/status_line.h"
#include "model/dataset/dataset_report.h"
#include "model/dataset/picture_cache.h"
#include "model/dataset/prepared_dataset.h"
#include "model/demo/demo_faces.h"
#include "model/types/bytes_text.h"
#include "model/types/error.h"
#include "model/types/escaped_name.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

struct FacesArguments {
    std::filesystem::path out;
    std::int64_t count = 4000;
    int size = 96;
    std::uint64_t seed = 1;
};

int draw(const FacesArguments& arguments, const Signals& signals) {
    StatusLine status;
    write_demo_faces(arguments.out, arguments.count, arguments.size, arguments.seed, [&](std::int64_t done) {
        status.show("drawing faces:", done, arguments.count);
        return !signals.token().stop_requested();
    });
    status.clear();
    if (signals.token().stop_requested())
        return signals.exit_code();
    std::cout << arguments.count << " faces of " << arguments.size << "x" << arguments.size << " px in "
              << arguments.out.string() << "\n";
    return 0;
}

/// The check of a folder and what a run would make of it.
struct Scan {
    DatasetReport report;
    TrainingConfig config;
    DatasetSelection selection;
    HeldOutSplit split;

    std::int64_t taking_part() const {
        return static_cast<std::int64_t>(split.training.size() + split.held_out.size());
    }
};

constexpr std::size_t kUnusableNamed = 20;

std::string counted(std::int64_t count, const std::string& one, const std::string& many) {
    return std::to_string(count) + " " + (count == 1 ? one : many);
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
    std::ranges::stable_sort(sizes, {}, [&](ImageSize size) {
        return std::pair(shorter(size), std::max(size.width, size.height));
    });
    if (sizes.front() == sizes.back())
        return size_text(sizes.front()) + " px each";
    return "from " + size_text(sizes.front()) + " to " + size_text(sizes.back()) +
           " px, half of them at least " + std::to_string(shorter(sizes[sizes.size() / 2])) +
           " px on the shorter side";
}

std::string head_text(const DatasetReport& report) {
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
        text += right_aligned(std::to_string(count), 7) + "  " + padded(std::string(info.key), 14) + "  ";
        text.append(info.sentence).append("\n").append(25, ' ');
        text.append(left_out ? "Left out." : info.action).append("\n");
    }
    return text.empty() ? text : "\n" + text;
}

std::string classes_text(const Scan& scan) {
    const std::vector<DatasetClass>& classes = scan.report.classes;
    if (std::ranges::all_of(classes, [](const DatasetClass& item) { return item.name.empty(); }))
        return {};
    const std::vector<std::string>& left_out = scan.selection.left_out_classes;
    std::string text = "\nclasses, by the pictures that can be used\n";
    for (const DatasetClass& item : classes) {
        const bool out = std::ranges::find(left_out, item.name) != left_out.end();
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
    std::string settings;
    for (const char* key : {"augment_color", "augment_translation", "augment_cutout"})
        if (!std::get<bool>(find_field(key).get(scan.config)))
            settings += " --set " + std::string(key) + "=true";
    if (settings.empty())
        return {};
    return "With fewer than 1,000 pictures the critic soon knows them by heart. Let it see them changed:\n"
           "  train" +
           settings + "\n";
}

/// The scan for a person to read, several lines: what there is, what was found and what is done about it,
/// what can't be used, what to do next.
std::string scan_text(const Scan& scan) {
    return head_text(scan.report) + kinds_text(scan) + classes_text(scan) + unusable_text(scan.report) +
           outcome_text(scan) + suggestion_text(scan);
}

/// A line for each file of a kind: its name and what makes it one.
std::string finding_list(const DatasetReport& report, Finding kind) {
    std::string text;
    for (const PreparedPicture& picture : report.files)
        if (picture.report.findings.has(kind))
            text += file_text(report, picture, kind) + "\n";
    return text;
}

struct ScanArguments {
    std::filesystem::path folder;
    SettingArguments settings;
    SelectionArguments selection;
    std::optional<std::string> list; ///< a kind's key
    bool json = false;
};

/// Reads the folder, with its progress on the status line. @returns nothing where it was interrupted
std::optional<Scan> scan_folder_of(const ScanArguments& arguments, const Signals& signals) {
    Scan scan;
    scan.config = arguments.settings.changed(preset_config(arguments.settings.preset()));
    check_config(scan.config);
    scan.selection = arguments.selection.selection();
    StatusLine status;
    const auto dataset = PreparedDataset::prepare(arguments.folder, pixel_settings(scan.config), {},
                                                  reading_progress(status), signals.token());
    status.clear();
    if (!dataset)
        return {};
    if (!dataset->cache_trouble().empty())
        status.print("the decoded pictures are not kept for the next time: " + dataset->cache_trouble());
    scan.report = make_report(*dataset);
    check_selection(scan.report.files, scan.selection, arguments.folder);
    scan.split = split_held_out(scan.report.files, select_pictures(scan.report.files, scan.selection),
                                scan.config.held_out);
    return scan;
}

int scan(const ScanArguments& arguments, const Signals& signals) {
    const Finding listed = arguments.list ? parse_kind("list", *arguments.list) : Finding{};
    const std::optional<Scan> scan = scan_folder_of(arguments, signals);
    if (!scan)
        return signals.exit_code();
    if (arguments.json)
        std::cout << report_json(scan->report, scan->selection) << "\n";
    else
        std::cout << (arguments.list ? finding_list(scan->report, listed) : scan_text(*scan));
    std::cout.flush();
    const auto training = static_cast<std::int64_t>(scan->split.training.size());
    if (training < scan->config.batch_size)
        throw Error(ErrorKind::Data, arguments.folder,
                    "not enough to train on: " + std::to_string(training) + " of " +
                        std::to_string(scan->report.files.size()) + " files, and one batch takes " +
                        std::to_string(scan->config.batch_size) + "; add pictures or lower batch_size");
    return 0;
}

int cache(bool clear) {
    const std::string folder = escaped_name(picture_cache_folder().string());
    const std::uint64_t before = picture_cache_size();
    if (!clear) {
        std::cout << folder << ": " << bytes_text(before) << "\n";
        return 0;
    }
    clear_picture_cache();
    const std::uint64_t left = picture_cache_size();
    std::cout << folder << ": " << bytes_text(before > left ? before - left : 0) << " removed";
    if (left > 0)
        std::cout << ", " << bytes_text(left) << " are in use";
    std::cout << "\n";
    return 0;
}

} // namespace

Work add_faces(CLI::App& command) {
    const auto arguments = std::make_shared<FacesArguments>();
    add_path(command, "--out", arguments->out, "FOLDER", "Folder to draw into; made if it is not there");
    command.add_option("--count", arguments->count, "How many")
        ->check(CLI::Range(1, 1'000'000))
        ->capture_default_str();
    command.add_option("--size", arguments->size, "Width and height in pixels")
        ->check(CLI::Range(16, 1024))
        ->capture_default_str();
    add_seed_option(command, "--seed", arguments->seed, "Another seed draws other faces");
    return [arguments](const Signals& signals) { return draw(*arguments, signals); };
}

Work add_scan(CLI::App& command) {
    const auto arguments = std::make_shared<ScanArguments>();
    add_path(command, "folder", arguments->folder, "FOLDER", "Folder of pictures; folders in it count too");
    auto* json = command.add_flag("--json", arguments->json, "Print JSON: every kind, class and file");
    command.add_option("--list", arguments->list, "Print the files of one kind instead, a line for each")
        ->type_name("KIND")
        ->excludes(json);
    arguments->settings.add_to(command);
    arguments->selection.add_to(command);
    return [arguments](const Signals& signals) { return scan(*arguments, signals); };
}

Work add_cache(CLI::App& command) {
    const auto clear = std::make_shared<bool>(false);
    command.add_flag("--clear", *clear, "Remove them; they are made again when they are needed");
    return [clear](const Signals&) { return cache(*clear); };
}

} // namespace wasserfarbe::cli
