// Times what a folder of pictures costs before training. Makes its pictures itself and removes them.
//
// - dataset_benchmark scan [--count N] [--threads N]: checks N (10,000) files of many formats and sizes,
// twice
// - dataset_benchmark open [--count N]: opens N (100,000) small pictures that the cache holds
// - dataset_benchmark photos FOLDER [--count N]: only makes N (5,000) JPEGs of 256x256 in FOLDER/photos
// - dataset_benchmark decode FOLDER [--threads N]: prepares a folder at 64x64 with an empty cache
//
// The last two are for compare_with_torchvision.py. All work in a folder of their own below the system's for
// temporary files; the user's cache stays as it is.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <thread>

#include <malloc.h>
#include <sys/wait.h>
#include <unistd.h>

#include "model/dataset/dataset_report.h"
#include "model/dataset/prepared_dataset.h"
#include "tests/benchmarks/benchmark_pictures.h"
#include "tests/benchmarks/measured.h"

namespace {

using namespace wasserfarbe;
using namespace wasserfarbe::test;
namespace fs = std::filesystem;

constexpr int kImageSize = 64;

struct Arguments {
    std::string command;
    fs::path folder;
    std::int64_t count = 0; ///< 0: the command's own
    int threads = 0;        ///< 0: as many as there are processors
};

Arguments parse(int argc, char** argv) {
    Arguments arguments;
    for (int i = 1; i < argc; ++i) {
        const std::string word = argv[i];
        const bool has_value = i + 1 < argc;
        if (word == "--count" && has_value)
            arguments.count = std::max(1, std::stoi(argv[++i]));
        else if (word == "--threads" && has_value)
            arguments.threads = std::max(1, std::stoi(argv[++i]));
        else if (arguments.command.empty())
            arguments.command = word;
        else
            arguments.folder = word;
    }
    return arguments;
}

/// A folder for one benchmark, gone afterwards.
class WorkFolder {
public:
    WorkFolder()
        : path_(fs::temp_directory_path() / ("wasserfarbe-benchmark-" + std::to_string(::getpid()))) {
        fs::create_directories(path_);
    }
    ~WorkFolder() {
        std::error_code error;
        fs::remove_all(path_, error);
    }
    WorkFolder(const WorkFolder&) = delete;
    WorkFolder& operator=(const WorkFolder&) = delete;

    fs::path pictures() const { return path_ / "pictures"; }
    fs::path cache() const { return path_ / "cache"; }

private:
    fs::path path_;
};

struct Prepared {
    PreparedDataset dataset;
    double seconds;
};

Prepared prepare(const fs::path& folder, const fs::path& cache, int threads) {
    PixelSettings settings;
    settings.image_size = kImageSize;
    PrepareOptions options;
    options.cache.folder = cache;
    options.threads = threads;
    const auto start = std::chrono::steady_clock::now();
    std::optional<PreparedDataset> dataset = PreparedDataset::prepare(folder, settings, options);
    const std::chrono::duration<double> time = std::chrono::steady_clock::now() - start;
    if (!dataset->cache_trouble().empty())
        throw std::runtime_error("the cache is not used: " + dataset->cache_trouble());
    return {std::move(*dataset), time.count()};
}

void print_preparation(const char* what, const Prepared& prepared) {
    const auto files = static_cast<double>(prepared.dataset.pictures().size());
    std::printf("%-24s %8.3f s, %8.0f files/s, %lld files read\n", what, prepared.seconds,
                files / prepared.seconds, static_cast<long long>(prepared.dataset.files_read()));
    std::fflush(stdout);
}

/// What is done there leaves no memory behind in this process.
void in_a_child(const std::function<void()>& work) {
    std::fflush(stdout);
    const pid_t child = ::fork();
    if (child == 0) {
        try {
            work();
        } catch (const std::exception& error) {
            std::fprintf(stderr, "dataset_benchmark: %s\n", error.what());
            std::_Exit(1);
        }
        std::fflush(stdout);
        std::_Exit(0);
    }
    int status = 0;
    if (child < 0 || ::waitpid(child, &status, 0) != child || !WIFEXITED(status) || WEXITSTATUS(status) != 0)
        throw std::runtime_error("a part of it failed");
}

/// Memory of this process that no file holds and that is in use, in MB.
double anonymous_megabytes() {
    ::malloc_trim(0); // what the allocator keeps for later is in nobody's use
    const std::string line = firstLineWith("/proc/self/status", "RssAnon:");
    return line.empty() ? 0.0 : std::stod(line.substr(line.find(':') + 1)) * 1024.0 / 1e6;
}

void make_photos(const fs::path& folder, std::int64_t count) {
    fs::create_directories(folder);
    make_files(count, [&](std::int64_t i) {
        write_jpeg(folder / ("photo-" + std::to_string(100'000 + i) + ".jpg"),
                   photo(256, 256, static_cast<std::uint64_t>(i)), 90);
    });
}

/// Of ten files six are JPEGs from small to large, the others PNGs (some with transparency or grey), WebPs,
/// BMPs and TIFFs; every hundredth is broken, every fiftieth there twice.
void make_mixed_file(const fs::path& folder, std::int64_t i) {
    const auto seed = static_cast<std::uint64_t>(i % 50 == 49 ? i - 1 : i);
    const std::string stem = (folder / ("picture-" + std::to_string(100'000 + i))).string();
    cv::RNG random(seed + 77);
    const int width = random.uniform(96, 900);
    const int height = std::clamp(static_cast<int>(width * random.uniform(0.6, 1.7)), 64, 1200);
    if (i % 100 == 17) {
        std::ofstream(stem + ".jpg") << "no picture";
        return;
    }
    switch (seed % 10) {
    case 6:
        write_picture(stem + ".png", photo(width / 2, height / 2, seed), ".png");
        break;
    case 7: {
        cv::Mat picture = photo(width / 2, height / 2, seed);
        cv::cvtColor(picture, picture, seed % 20 == 7 ? cv::COLOR_BGR2BGRA : cv::COLOR_BGR2GRAY);
        write_picture(stem + ".png", picture, ".png");
        break;
    }
    case 8:
        write_picture(stem + ".webp", photo(width, height, seed), ".webp", {cv::IMWRITE_WEBP_QUALITY, 80});
        break;
    case 9:
        if (seed % 20 == 9)
            write_picture(stem + ".bmp", photo(width / 2, height / 2, seed), ".bmp");
        else
            write_picture(stem + ".tiff", photo(width / 2, height / 2, seed), ".tiff");
        break;
    default:
        write_jpeg(stem + ".jpg", photo(width, height, seed), 88);
    }
}

void print_findings(const PreparedDataset& dataset) {
    const DatasetReport report = make_report(dataset);
    std::printf("%-24s %lld can be used", "of them", static_cast<long long>(report.usable));
    for (const FindingInfo& info : finding_table())
        if (report.count(info.finding) > 0)
            std::printf(", %lld %s", static_cast<long long>(report.count(info.finding)), info.key.data());
    std::printf("\n");
}

void time_scan(const Arguments& arguments) {
    const std::int64_t count = arguments.count > 0 ? arguments.count : 10'000;
    const WorkFolder folder;
    fs::create_directories(folder.pictures());
    make_files(count, [&](std::int64_t i) { make_mixed_file(folder.pictures(), i); });
    std::printf("scan of %lld files, %dx%d px; %s\n", static_cast<long long>(count), kImageSize, kImageSize,
                machineText().c_str());
    const Prepared first = prepare(folder.pictures(), folder.cache(), arguments.threads);
    print_preparation("first time", first);
    const Prepared second = prepare(folder.pictures(), folder.cache(), arguments.threads);
    print_preparation("second time", second);
    print_findings(second.dataset);
}

/// 1,000 files in each of as many folders as it takes.
void make_small_pictures(const fs::path& folder, std::int64_t count) {
    constexpr std::int64_t kInFolder = 1000;
    for (std::int64_t i = 0; i < count; i += kInFolder)
        fs::create_directories(folder / std::to_string(i / kInFolder));
    make_files(count, [&](std::int64_t i) {
        write_jpeg(folder / std::to_string(i / kInFolder) / (std::to_string(i) + ".jpg"),
                   photo(kImageSize, kImageSize, static_cast<std::uint64_t>(i)), 60);
    });
}

void time_opening(const Arguments& arguments) {
    const std::int64_t count = arguments.count > 0 ? arguments.count : 100'000;
    const WorkFolder folder;
    in_a_child([&] { make_small_pictures(folder.pictures(), count); });
    std::printf("%lld pictures of %dx%d px in folders of 1,000; %s\n", static_cast<long long>(count),
                kImageSize, kImageSize, machineText().c_str());
    in_a_child([&] {
        print_preparation("first time", prepare(folder.pictures(), folder.cache(), arguments.threads));
    });
    const double before = anonymous_megabytes();
    const Prepared opened = prepare(folder.pictures(), folder.cache(), arguments.threads);
    const double after = anonymous_megabytes();
    print_preparation("opened again", opened);
    std::uint64_t sum = 0;
    const auto start = std::chrono::steady_clock::now();
    for (std::size_t i = 0; i < opened.dataset.pictures().size(); ++i)
        for (const std::uint8_t value : opened.dataset.pixels(i))
            sum += value;
    const std::chrono::duration<double> reading = std::chrono::steady_clock::now() - start;
    std::printf("%-24s %8.3f s (mean %.1f)\n", "every pixel read", reading.count(),
                static_cast<double>(sum) / (static_cast<double>(count) * kImageSize * kImageSize * 3));
    std::printf("memory without files     %8.1f MB before, %.1f MB opened, %.1f MB every pixel read\n",
                before, after, anonymous_megabytes());
}

void time_decoding(const Arguments& arguments) {
    const WorkFolder folder;
    const Prepared prepared = prepare(arguments.folder, folder.cache(), arguments.threads);
    for (const PreparedPicture& picture : prepared.dataset.pictures())
        if (!picture.report.usable())
            throw std::runtime_error(picture.name + ": " + picture.report.reason.value().text());
    std::printf("%.1f images/s\n",
                static_cast<double>(prepared.dataset.pictures().size()) / prepared.seconds);
}

void run(const Arguments& arguments) {
    const bool needs_folder = arguments.command == "photos" || arguments.command == "decode";
    if (needs_folder == arguments.folder.empty())
        throw std::runtime_error("usage: dataset_benchmark scan|open|photos FOLDER|decode FOLDER [--count N] "
                                 "[--threads N]");
    if (arguments.command == "scan")
        time_scan(arguments);
    else if (arguments.command == "open")
        time_opening(arguments);
    else if (arguments.command == "photos")
        make_photos(arguments.folder / "photos", arguments.count > 0 ? arguments.count : 5000);
    else if (arguments.command == "decode")
        time_decoding(arguments);
    else
        throw std::runtime_error("'" + arguments.command + "' is not scan, open, photos or decode");
}

} // namespace

int main(int argc, char** argv) {
    try {
        run(parse(argc, argv));
    } catch (const std::exception& error) {
        std::fprintf(stderr, "dataset_benchmark: %s\n", error.what());
        return 1;
    }
    return 0;
}
