#include "app/pages/data/demo_faces_job.h"

#include <chrono>
#include <string>
#include <system_error>

#include "app/pages/data/newest_request.h"
#include "app/sessions/caught_error.h"
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

/// The folder to use again, or to make: a folder that somebody took pictures out of is left alone.
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

DemoFacesJob::DemoFacesJob(QObject* parent) : QObject(parent) {}

template <typename Function>
void DemoFacesJob::post(std::uint64_t request, Function function) {
    postForRequest(this, request_, request, std::move(function));
}

void DemoFacesJob::start(const fs::path& folder, std::int64_t count, int size) {
    busy_ = true;
    worker_.replace([this, folder, count, size, request = ++request_](const std::stop_token& stop) {
        try {
            const fs::path faces = draw(folder, count, size, request, stop);
            if (faces.empty())
                return;
            post(request, [this, faces] {
                busy_ = false;
                Q_EMIT finished(faces);
            });
        } catch (...) {
            post(request, [this, error = caughtError()] {
                busy_ = false;
                Q_EMIT failed(error);
            });
        }
    });
}

void DemoFacesJob::cancel() {
    if (!busy_)
        return;
    ++request_;
    busy_ = false;
    worker_.cancel();
    Q_EMIT cancelled();
}

fs::path DemoFacesJob::draw(const fs::path& folder, std::int64_t count, int size, std::uint64_t request,
                            const std::stop_token& stop) {
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
            post(request, [this, done, count, left = secondsLeft(begin, done, count)] {
                Q_EMIT progressed(done, count, left);
            });
        }
        return !stop.stop_requested();
    };
    try {
        write_demo_faces(part, count, size, kFacesSeed, progress);
    } catch (...) {
        removeAll(part);
        throw;
    }
    if (stop.stop_requested()) {
        removeAll(part);
        return {};
    }
    fs::rename(part, faces, error);
    if (error)
        throw Error(ErrorKind::Disk, faces, "the folder can't be renamed", error.value());
    return faces;
}

} // namespace wasserfarbe
