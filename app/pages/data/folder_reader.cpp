#include "app/pages/data/folder_reader.h"

#include <chrono>
#include <optional>
#include <set>
#include <utility>

#include "model/dataset/prepared_dataset.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kReportInterval{50};
constexpr std::chrono::milliseconds kMoment{300};

/// How many folders hold pictures.
int foldersIn(const FolderScan& scan) {
    std::set<fs::path::string_type> folders;
    for (const fs::path& file : scan.files)
        folders.insert(file.parent_path().native());
    return static_cast<int>(folders.size());
}

} // namespace

FolderReader::FolderReader(QObject* parent)
    : QObject(parent), background_(Background::AtEnd::Drop, [this](const Error& error) {
          busy_ = false;
          Q_EMIT failed(error);
      }) {
    delay_.setSingleShot(true);
    delay_.setInterval(kMoment);
    connect(&delay_, &QTimer::timeout, this, &FolderReader::start);
}

void FolderReader::open(const fs::path& folder, const CheckSettings& settings) {
    folder_ = folder;
    settings_ = settings;
    scan_.reset();
    begin();
    start();
}

void FolderReader::check(const CheckSettings& settings) {
    if (folder_.empty() || settings == settings_)
        return;
    settings_ = settings;
    begin();
    if (scan_ == nullptr)
        start();
    else
        delay_.start();
}

void FolderReader::checkAgain() {
    if (folder_.empty())
        return;
    begin();
    start();
}

/// The reading at work is of no more use.
void FolderReader::begin() {
    busy_ = true;
    background_.cancel();
    Q_EMIT began();
}

void FolderReader::start() {
    delay_.stop();
    background_.replace([this, folder = folder_, scan = scan_, settings = settings_](
                            const Background::Turn& turn) { return work(folder, scan, settings, turn); });
}

void FolderReader::cancel() {
    if (!busy_)
        return;
    delay_.stop();
    busy_ = false;
    background_.cancel();
    Q_EMIT cancelled();
}

void FolderReader::giveWay(bool isWanted) {
    if (isWanted && busy_ && scan_ != nullptr) {
        cancel();
        gaveWay_ = true;
    } else if (!isWanted && gaveWay_) {
        gaveWay_ = false;
        checkAgain();
    }
}

SharedScan FolderReader::list(const fs::path& folder, const Background::Turn& turn) {
    auto scan = std::make_shared<const FolderScan>(scan_folder(folder, turn.stop()));
    turn.tell([this, scan, folders = foldersIn(*scan)] {
        scan_ = scan;
        Q_EMIT scanned(scan, folders);
    });
    return scan;
}

LoadProgress FolderReader::progressOf(const Background::Turn& turn) {
    return [this, turn, reported = Clock::time_point()](std::int64_t done, std::int64_t total) mutable {
        if (done < total && Clock::now() - reported < kReportInterval)
            return;
        reported = Clock::now();
        turn.tell([this, done, total] { Q_EMIT progressed(done, total); });
    };
}

Background::Answer FolderReader::work(const fs::path& folder, SharedScan scan, const CheckSettings& settings,
                                      const Background::Turn& turn) {
    PrepareOptions options;
    options.crop_places = settings.cropPlaces;
    const bool isNew = scan == nullptr;
    if (isNew)
        scan = list(folder, turn);
    const std::optional<PreparedDataset> dataset =
        isNew ? PreparedDataset::prepare(*scan, settings.pixels, options, progressOf(turn), turn.stop())
              : PreparedDataset::prepare(folder, settings.pixels, options, progressOf(turn), turn.stop());
    if (!dataset)
        return {};
    FolderCheck check = makeCheck(*dataset, *scan);
    if (!check.sameFiles) { // the folder changed since it was listed
        scan = list(folder, turn);
        check = makeCheck(*dataset, *scan);
    }
    return [this, result = std::make_shared<const FolderCheck>(std::move(check))] {
        busy_ = false;
        Q_EMIT checked(result);
    };
}

} // namespace wasserfarbe
