#include "model/pictures/video_file.h"

#include <optional>
#include <string>
#include <system_error>
#include <utility>

#include <opencv2/core/utils/logger.hpp>
#include <opencv2/imgproc.hpp>
#include <opencv2/videoio.hpp>

#include "model/files/file_io.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr int kLargestSide = 16384;
constexpr int kFastest = 120;

int even(int side) {
    return side + side % 2;
}

/// Absolute, so that FFmpeg takes no part of the name for a protocol.
fs::path absolute_path(const fs::path& path) {
    std::error_code error;
    fs::path result = fs::absolute(path, error);
    return error ? path : result;
}

/// OpenCV tells the console why an encoder is missing; the caller gets an Error instead.
class Quiet {
public:
    Quiet() : before_(cv::utils::logging::setLogLevel(cv::utils::logging::LOG_LEVEL_SILENT)) {}
    ~Quiet() { cv::utils::logging::setLogLevel(before_); }
    Quiet(const Quiet&) = delete;
    Quiet& operator=(const Quiet&) = delete;

private:
    cv::utils::logging::LogLevel before_;
};

/// OpenCV's writer gives no error for a full disk, so the file is read back: it must hold every frame.
bool holds_frames(const fs::path& path, std::int64_t frames) {
    const Quiet quiet;
    cv::VideoCapture film(path.string(), cv::CAP_FFMPEG);
    return film.isOpened() && static_cast<std::int64_t>(film.get(cv::CAP_PROP_FRAME_COUNT)) == frames;
}

} // namespace

struct VideoFile::Film {
    fs::path path;
    int width;
    int height;
    int frames_per_second;
    std::int64_t frames = 0;
    std::optional<AtomicFile> file = {}; // until the film has its name
    cv::VideoWriter writer = {};         // after the file, so that it is closed before that goes

    bool open(const char (&codec)[5]);
};

bool VideoFile::Film::open(const char (&codec)[5]) {
    const Quiet quiet;
    try {
        return writer.open(file->temporary_path().string(), cv::CAP_FFMPEG,
                           cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]), frames_per_second,
                           cv::Size(even(width), even(height)), /*isColor=*/true);
    } catch (const cv::Exception&) {
        return false; // of an encoder that is there but does not take these settings
    }
}

VideoFile::VideoFile(fs::path path, int width, int height, int frames_per_second)
    : film_(new Film{std::move(path), width, height, frames_per_second}) {
    if (width < 2 || height < 2 || width > kLargestSide || height > kLargestSide)
        throw Error(ErrorKind::Usage, film_->path,
                    "a film has 2 to " + std::to_string(kLargestSide) + " pixels on each side, not " +
                        std::to_string(width) + "x" + std::to_string(height));
    if (frames_per_second < 1 || frames_per_second > kFastest)
        throw Error(ErrorKind::Usage, film_->path,
                    "a film has 1 to " + std::to_string(kFastest) + " frames a second");
    film_->file.emplace(absolute_path(film_->path), Durability::Synced, ".mp4");
    if (film_->open("avc1") || film_->open("mp4v"))
        return;
    throw Error(ErrorKind::Disk, film_->path,
                "can't be written: FFmpeg has no encoder here for an MP4 of " + std::to_string(even(width)) +
                    "x" + std::to_string(even(height)) + " pixels, neither H.264 nor MPEG-4");
}

VideoFile::~VideoFile() = default;

void VideoFile::append(const Image& frame) {
    if (!film_->file)
        throw Error(ErrorKind::Usage, film_->path, "the film is finished");
    if (frame.width != film_->width || frame.height != film_->height)
        throw Error(ErrorKind::Usage, film_->path, "all frames of a film must be equally large");
    try {
        // The source is only read; cv::Mat has no constant view.
        const cv::Mat rgb(film_->height, film_->width, CV_8UC3,
                          const_cast<std::uint8_t*>(frame.pixels.data()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        if (film_->width % 2 != 0 || film_->height % 2 != 0)
            cv::copyMakeBorder(bgr, bgr, 0, film_->height % 2, 0, film_->width % 2, cv::BORDER_REPLICATE);
        film_->writer.write(bgr);
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Disk, film_->path, "can't be written: " + error.err);
    }
    ++film_->frames;
}

std::int64_t VideoFile::frames() const {
    return film_->frames;
}

void VideoFile::finish() {
    if (!film_->file)
        throw Error(ErrorKind::Usage, film_->path, "the film is finished");
    if (film_->frames == 0)
        throw Error(ErrorKind::Usage, film_->path, "a film needs at least one frame");
    film_->writer.release();
    if (!holds_frames(film_->file->temporary_path(), film_->frames))
        throw Error(ErrorCode::DiskFull, film_->path, {"can't be written whole; is the disk full?"});
    film_->file->commit();
    film_->file.reset();
}

} // namespace wasserfarbe
