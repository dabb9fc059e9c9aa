#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include "app/cli/commands.h"
#include "app/cli/scan_text.h"
#include "app/cli/selection_arguments.h"
#include "app/cli/status_line.h"
#include "model/dataset/prepared_dataset.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe::cli {
namespace {

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
    scan.config = arguments.settings.config();
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
        std::cout << (arguments.list ? list_text(scan->report, listed) : scan_text(*scan));
    std::cout.flush();
    const auto training = static_cast<std::int64_t>(scan->split.training.size());
    if (training < scan->config.batch_size)
        throw Error(ErrorKind::Data, arguments.folder,
                    "not enough to train on: " + std::to_string(training) + " of " +
                        std::to_string(scan->report.files.size()) + " files, and one batch takes " +
                        std::to_string(scan->config.batch_size) + "; add pictures or lower batch_size");
    return 0;
}

} // namespace

void add_scan(CLI::App& app, Run& run, Signals& signals) {
    auto* command =
        app.add_subcommand("scan", "Check the pictures in a folder before training: what can't be used,\n"
                                   "what is converted, what is there twice");
    const auto arguments = std::make_shared<ScanArguments>();
    command->add_option("folder", arguments->folder, "Folder of pictures; folders in it count too")
        ->required()
        ->type_name("FOLDER");
    auto* json = command->add_flag("--json", arguments->json, "Print JSON: every kind, class and file");
    command->add_option("--list", arguments->list, "Print the files of one kind instead, a line for each")
        ->type_name("KIND")
        ->excludes(json);
    arguments->settings.add_to(*command);
    arguments->selection.add_to(*command);
    command->callback(
        [&run, &signals, arguments] { run = [&signals, arguments] { return scan(*arguments, signals); }; });
}

} // namespace wasserfarbe::cli
