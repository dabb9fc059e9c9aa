#include "model/demo/demo_faces.h"

#include <algorithm>
#include <mutex>
#include <new>
#include <stop_token>
#include <string>
#include <system_error>
#include <thread>

#include "model/dataset/parallel_work.h"
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

void create_folder(const std::filesystem::path& folder) {
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    if (!failure && !std::filesystem::is_directory(folder, failure) && !failure)
        failure = std::make_error_code(std::errc::not_a_directory);
    if (failure)
        throw Error(ErrorKind::Disk, folder, "the folder can't be created", failure.value());
}

/// @throws what `work` throws; Error (Memory) naming the folder where memory ran out
template <typename Work>
void naming_memory(const std::filesystem::path& folder, Work&& work) {
    try {
        work();
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, folder, "not enough memory to write the demo faces");
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
    std::mutex mutex; // of what follows
    std::int64_t done = 0;
    std::stop_source stopped; // someone failed or cancelled
    const auto write = [&](std::int64_t index) {
        write_png(folder / file_name(index), draw_demo_face(seed, index, size));
        const std::lock_guard lock(mutex);
        ++done;
        if (progress && !stopped.stop_requested() && !progress(done))
            stopped.request_stop();
    };
    const auto work = [&](std::size_t i) {
        try {
            naming_memory(folder, [&] { write(static_cast<std::int64_t>(i)); });
        } catch (...) {
            const std::lock_guard lock(mutex); // no progress is told after a failure
            stopped.request_stop();
            throw;
        }
    };
    const unsigned workers = std::clamp(std::thread::hardware_concurrency(), 1U, kMostWorkers);
    naming_memory(folder, [&] {
        run_parallel(
            static_cast<std::size_t>(count), static_cast<int>(workers), work, [](std::size_t) {},
            stopped.get_token());
    });
}

} // namespace wasserfarbe
