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

class VideoFile::Impl {
public:
    Impl(fs::path path, int width, int height, int frames_per_second);

    void append(const Image& frame);
    void finish();
    std::int64_t frames() const { return frames_; }

private:
    bool open(const char (&codec)[5]);

    fs::path path_;
    int width_;
    int height_;
    int frames_per_second_;
    std::optional<AtomicFile> file_; // until the film has its name
    cv::VideoWriter writer_;         // after the file, so that it is closed before that goes
    std::int64_t frames_ = 0;
};

VideoFile::Impl::Impl(fs::path path, int width, int height, int frames_per_second)
    : path_(std::move(path)), width_(width), height_(height), frames_per_second_(frames_per_second) {
    if (width < 2 || height < 2 || width > kLargestSide || height > kLargestSide)
        throw Error(ErrorKind::Usage, path_,
                    "a film has 2 to " + std::to_string(kLargestSide) + " pixels on each side, not " +
                        std::to_string(width) + "x" + std::to_string(height));
    if (frames_per_second < 1 || frames_per_second > kFastest)
        throw Error(ErrorKind::Usage, path_,
                    "a film has 1 to " + std::to_string(kFastest) + " frames a second");
    file_.emplace(absolute_path(path_), Durability::Synced, ".mp4");
    if (open("avc1") || open("mp4v"))
        return;
    throw Error(ErrorKind::Disk, path_,
                "can't be written: FFmpeg has no encoder here for an MP4 of " + std::to_string(even(width)) +
                    "x" + std::to_string(even(height)) + " pixels, neither H.264 nor MPEG-4");
}

bool VideoFile::Impl::open(const char (&codec)[5]) {
    const Quiet quiet;
    try {
        return writer_.open(file_->temporary_path().string(), cv::CAP_FFMPEG,
                            cv::VideoWriter::fourcc(codec[0], codec[1], codec[2], codec[3]),
                            frames_per_second_, cv::Size(even(width_), even(height_)), /*isColor=*/true);
    } catch (const cv::Exception&) {
        return false; // of an encoder that is there but does not take these settings
    }
}

void VideoFile::Impl::append(const Image& frame) {
    if (!file_)
        throw Error(ErrorKind::Usage, path_, "the film is finished");
    if (frame.width != width_ || frame.height != height_)
        throw Error(ErrorKind::Usage, path_, "all frames of a film must be equally large");
    try {
        // The source is only read; cv::Mat has no constant view.
        const cv::Mat rgb(height_, width_, CV_8UC3, const_cast<std::uint8_t*>(frame.pixels.data()));
        cv::Mat bgr;
        cv::cvtColor(rgb, bgr, cv::COLOR_RGB2BGR);
        if (width_ % 2 != 0 || height_ % 2 != 0)
            cv::copyMakeBorder(bgr, bgr, 0, height_ % 2, 0, width_ % 2, cv::BORDER_REPLICATE);
        writer_.write(bgr);
    } catch (const cv::Exception& error) {
        throw Error(ErrorKind::Disk, path_, "can't be written: " + error.err);
    }
    ++frames_;
}

void VideoFile::Impl::finish() {
    if (!file_)
        throw Error(ErrorKind::Usage, path_, "the film is finished");
    if (frames_ == 0)
        throw Error(ErrorKind::Usage, path_, "a film needs at least one frame");
    writer_.release();
    if (!holds_frames(file_->temporary_path(), frames_))
        throw Error(ErrorCode::DiskFull, path_, {"can't be written whole; is the disk full?"});
    file_->commit();
    file_.reset();
}

VideoFile::VideoFile(fs::path path, int width, int height, int frames_per_second)
    : impl_(std::make_unique<Impl>(std::move(path), width, height, frames_per_second)) {}

VideoFile::~VideoFile() = default;

void VideoFile::append(const Image& frame) {
    impl_->append(frame);
}
std::int64_t VideoFile::frames() const {
    return impl_->frames();
}
void VideoFile::finish() {
    impl_->finish();
}

} // namespace wasserfarbe
