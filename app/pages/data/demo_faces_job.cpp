#include "app/pages/data/demo_faces_job.h"

#include <chrono>
#include <string>
#include <system_error>

#include "model/demo/demo_faces.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

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

DemoFacesJob::DemoFacesJob(QObject* parent)
    : QObject(parent), background_(Background::AtEnd::Drop, [this](const Error& error) {
          busy_ = false;
          Q_EMIT failed(error);
      }) {}

void DemoFacesJob::start(const fs::path& folder, std::int64_t count, int size) {
    busy_ = true;
    background_.replace([this, folder, count, size](const Background::Turn& turn) {
        return [this, faces = draw(folder, count, size, turn)] {
            busy_ = false;
            Q_EMIT finished(faces);
        };
    });
}

void DemoFacesJob::cancel() {
    if (!busy_)
        return;
    busy_ = false;
    background_.cancel();
    Q_EMIT cancelled();
}

fs::path DemoFacesJob::draw(const fs::path& folder, std::int64_t count, int size,
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
                Q_EMIT progressed(done, count, left);
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

} // namespace wasserfarbe
