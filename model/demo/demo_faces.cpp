#include "model/demo/demo_faces.h"

#include <algorithm>
#include <exception>
#include <mutex>
#include <new>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "model/demo/demo_face_canvas.h"
#include "model/demo/demo_face_painter.h"
#include "model/demo/demo_face_traits.h"
#include "model/pictures/png_file.h"
#include "model/types/error.h"

namespace wasserfarbe {

namespace {

/// More would need gigabytes for the canvases of the largest faces.
constexpr unsigned kMostWorkers = 16;

void check_size(int size) {
    if (size < kSmallestDemoFace || size > kLargestDemoFace)
        throw Error(ErrorKind::Usage, "a demo face must be 16 to 1024 pixels wide");
}

std::string file_name(std::int64_t index) {
    std::string number = std::to_string(index + 1);
    number.insert(0, number.size() < 5 ? 5 - number.size() : 0, '0');
    return "face-" + number + ".png";
}

/// The work that the threads share. Each takes the next face until none is left, or someone failed or
/// cancelled.
class FaceWriter {
public:
    FaceWriter(const std::filesystem::path& folder, std::int64_t count, int size, std::uint64_t seed,
               const std::function<bool(std::int64_t)>& progress)
        : folder_(folder), count_(count), size_(size), seed_(seed), progress_(progress) {}

    /// Each thread's function: nothing escapes it.
    void work() noexcept {
        try {
            for (std::int64_t index = 0; take(index);) {
                write_png(folder_ / file_name(index), draw_demo_face(seed_, index, size_));
                report();
            }
        } catch (...) {
            const std::lock_guard lock(mutex_);
            if (failure_ == nullptr)
                failure_ = std::current_exception();
            stopped_ = true;
        }
    }

    void rethrow() const {
        if (failure_ != nullptr)
            std::rethrow_exception(failure_);
    }

private:
    bool take(std::int64_t& index) {
        const std::lock_guard lock(mutex_);
        if (stopped_ || next_ == count_)
            return false;
        index = next_++;
        return true;
    }

    void report() {
        const std::lock_guard lock(mutex_);
        ++done_;
        if (!stopped_ && progress_ && !progress_(done_))
            stopped_ = true;
    }

    const std::filesystem::path& folder_;
    const std::int64_t count_;
    const int size_;
    const std::uint64_t seed_;
    const std::function<bool(std::int64_t)>& progress_;

    std::mutex mutex_; ///< guards what follows
    std::int64_t next_ = 0;
    std::int64_t done_ = 0;
    bool stopped_ = false;
    std::exception_ptr failure_;
};

void create_folder(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (!failure && !std::filesystem::is_directory(folder, failure) && !failure)
        failure = std::make_error_code(std::errc::not_a_directory);
    if (failure)
        throw Error(ErrorKind::Disk, folder, "the folder can't be created", failure.value());
}

/// Returns when all threads have.
void run_workers(FaceWriter& writer, unsigned workers) {
    std::vector<std::jthread> threads;
    threads.reserve(workers);
    try {
        for (unsigned i = 0; i < workers; ++i)
            threads.emplace_back([&writer] { writer.work(); });
    } catch (const std::system_error&) {
        // No more threads to be had: the threads that started do the work, or the calling one where none did.
        if (threads.empty())
            writer.work();
    }
}

} // namespace

Image draw_demo_face(std::uint64_t seed, std::int64_t index, int size) {
    check_size(size);
    try {
        demo::Canvas canvas(size);
        demo::paint_face(canvas, demo::make_traits(seed, index));
        return canvas.finish();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, "not enough memory to draw a demo face");
    }
}

void write_demo_faces(const std::filesystem::path& folder, std::int64_t count, int size, std::uint64_t seed,
                      const std::function<bool(std::int64_t done)>& progress) {
    check_size(size);
    if (count < 0)
        throw Error(ErrorKind::Usage, "the number of demo faces must not be negative");
    create_folder(folder);
    FaceWriter writer(folder, count, size, seed, progress);
    const auto most = static_cast<unsigned>(std::clamp<std::int64_t>(count, 1, kMostWorkers));
    const unsigned workers = std::clamp(std::thread::hardware_concurrency(), 1U, most);
    try {
        run_workers(writer, workers);
        writer.rethrow();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, folder, "not enough memory to write the demo faces");
    }
}

} // namespace wasserfarbe
