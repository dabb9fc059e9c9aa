#include "app/pages/data/folder_choice.h"

#include <chrono>
#include <string>
#include <system_error>

#include <QFileDialog>
#include <QStandardPaths>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/demo/demo_faces.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr int kMostRecent = 8;
const QString kRecentKey = QStringLiteral("data/recentFolders");
constexpr std::chrono::milliseconds kFacesReportInterval{100};
constexpr double kSecondsToJudge = 0.5; ///< before that a speed says little
constexpr std::uint64_t kFacesSeed = 1;

std::int64_t facesIn(const fs::path& folder) {
    std::int64_t count = 0;
    std::error_code error;
    for (fs::directory_iterator it(folder, error); !error && it != fs::directory_iterator();
         it.increment(error))
        count += it->path().extension() == ".png" ? 1 : 0;
    return count;
}

/// The folder to use again, or to make: a folder that a person took pictures out of is left alone.
fs::path facesFolder(const fs::path& folder, std::int64_t count) {
    const std::string name = "demo-faces";
    fs::path path = folder / name;
    std::error_code error;
    for (int number = 2; fs::exists(path, error) && facesIn(path) < count; ++number)
        path = folder / (name + "-" + std::to_string(number));
    return path;
}

double secondsLeft(Clock::time_point begin, std::int64_t done, std::int64_t total) {
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    if (done == 0 || seconds < kSecondsToJudge)
        return 0;
    return seconds / static_cast<double>(done) * static_cast<double>(total - done);
}

void removeAll(const fs::path& path) {
    std::error_code error;
    fs::remove_all(path, error);
}

} // namespace

FolderChoice::FolderChoice(Studio& studio, QWidget* page)
    : QObject(page),
      studio_(studio),
      page_(page),
      background_(Background::AtEnd::Drop, [this](const Error& error) {
          drawing_ = false;
          Q_EMIT drawingFailed(error);
      }) {}

void FolderChoice::askForFolder() {
    auto* dialog = new QFileDialog(page_, tr("Choose a folder of pictures"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::Directory);
    dialog->setOption(QFileDialog::ShowDirsOnly);
    dialog->setDirectory(toQString(studio_.settings().lastDataFolder()));
    connect(dialog, &QFileDialog::fileSelected, this, &FolderChoice::chosen);
    dialog->open();
}

void FolderChoice::drawFaces() {
    const StudioOptions& options = studio_.options();
    const fs::path folder = options.dataFolder.empty()
                                ? toPath(QStandardPaths::writableLocation(QStandardPaths::AppDataLocation))
                                : options.dataFolder;
    Q_EMIT drawingProgressed(0, options.demoFaces, 0);
    Q_EMIT drawingBegan();
    drawing_ = true;
    background_.replace(
        [this, folder, count = options.demoFaces, size = options.demoFaceSize](const Background::Turn& turn) {
            return [this, faces = draw(folder, count, size, turn)] {
                drawing_ = false;
                Q_EMIT facesDrawn(faces);
            };
        });
}

void FolderChoice::cancelDrawing() {
    if (!drawing_)
        return;
    drawing_ = false;
    background_.cancel();
    Q_EMIT drawingCancelled();
}

fs::path FolderChoice::draw(const fs::path& folder, std::int64_t count, int size,
                            const Background::Turn& turn) {
    fs::path faces = facesFolder(folder, count);
    std::error_code error;
    if (fs::exists(faces, error))
        return faces;
    fs::path part = faces;
    part += ".part";
    removeAll(part); // what a crash left behind
    const Clock::time_point begin = Clock::now();
    Clock::time_point reported = begin;
    const auto progress = [&](std::int64_t done) {
        if (Clock::now() - reported >= kFacesReportInterval || done == count) {
            reported = Clock::now();
            turn.tell([this, done, count, left = secondsLeft(begin, done, count)] {
                Q_EMIT drawingProgressed(done, count, left);
            });
        }
        return !turn.stop().stop_requested();
    };
    try {
        write_demo_faces(part, count, size, kFacesSeed, progress);
    } catch (...) {
        removeAll(part);
        throw;
    }
    if (turn.stop().stop_requested()) {
        removeAll(part);
        return {};
    }
    fs::rename(part, faces, error);
    if (error)
        throw Error(ErrorKind::Disk, faces, "the folder can't be renamed", error.value());
    return faces;
}

QStringList FolderChoice::recent() const {
    return studio_.settings().choice(kRecentKey, QStringList()).toStringList();
}

void FolderChoice::remember(const std::filesystem::path& folder) {
    studio_.settings().setLastDataFolder(folder);
    QStringList folders = recent();
    folders.removeAll(toQString(folder));
    folders.prepend(toQString(folder));
    studio_.settings().setChoice(kRecentKey, folders.mid(0, kMostRecent));
}

} // namespace wasserfarbe
