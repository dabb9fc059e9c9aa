#include "model/dataset/image_dataset.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <condition_variable>
#include <cstring>
#include <exception>
#include <mutex>
#include <new>
#include <stdexcept>
#include <system_error>
#include <thread>

#include <opencv2/core/utility.hpp>

#include "model/dataset/decode.h"
#include "model/dataset/fit_image.h"
#include "model/types/error.h"
#include "model/types/random.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

std::size_t bytes_per_image(int size) {
    return std::size_t{3} * static_cast<std::size_t>(size) * static_cast<std::size_t>(size);
}

/// Eight bytes at a time through SplitMix64's finaliser; the same on machines of either byte order.
std::uint64_t hash_bytes(std::span<const std::uint8_t> bytes) {
    std::uint64_t hash = bytes.size();
    for (std::size_t start = 0; start < bytes.size(); start += 8) {
        const std::span<const std::uint8_t> block =
            bytes.subspan(start, std::min<std::size_t>(8, bytes.size() - start));
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < block.size(); ++i)
            word |= std::uint64_t{block[i]} << (8 * i);
        hash = mix_seed(hash ^ word, 0);
    }
    return hash;
}

std::string hexadecimal(std::uint64_t value) {
    std::array<char, 16> digits{};
    const auto result = std::to_chars(digits.data(), digits.data() + digits.size(), value, 16);
    const std::string text(digits.data(), result.ptr);
    return std::string(digits.size() - text.size(), '0') + text;
}

/// Decodes all files into one block of memory, slot i for file i.
class Loader {
public:
    Loader(const std::vector<fs::path>& files, const TrainingConfig& config, std::stop_token stop)
        : reasons(files.size()),
          hashes(files.size()),
          files_(files),
          config_(config),
          stop_(std::move(stop)) {
        const std::size_t image_bytes = bytes_per_image(config.image_size);
        try {
            pixels.resize(files.size() * image_bytes);
        } catch (const std::exception&) { // bad_alloc or length_error
            throw Error(ErrorKind::Memory,
                        std::to_string(files.size()) + " pictures of " + std::to_string(config.image_size) +
                            " pixels a side do not fit into memory; use fewer or smaller ones");
        }
    }

    /// Returns false when stopped before every file was done.
    bool run(const LoadProgress& progress) {
        std::vector<std::jthread> threads; // asked to stop and joined on every way out
        if (progress)
            progress(0, static_cast<std::int64_t>(files_.size()));
        start(threads);
        report(progress);
        threads.clear();
        if (failure_)
            std::rethrow_exception(failure_);
        return done_ == files_.size();
    }

    std::vector<std::uint8_t> pixels;
    std::vector<std::string> reasons; ///< empty for a file that was read
    std::vector<std::uint64_t> hashes;

private:
    void start(std::vector<std::jthread>& threads) {
        const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
        const std::size_t wanted = std::min(processors, files_.size());
        threads.reserve(wanted);
        const std::lock_guard lock(mutex_); // no worker is counted out before it was counted in
        try {
            while (running_ < wanted) {
                threads.emplace_back([this](const std::stop_token& own_stop) { work(own_stop); });
                ++running_;
            }
        } catch (const std::system_error& error) {
            if (threads.empty())
                throw Error(ErrorKind::Memory, std::string("no thread can be started: ") + error.what());
        }
    }

    void report(const LoadProgress& progress) {
        const auto total = static_cast<std::int64_t>(files_.size());
        std::size_t reported = 0;
        std::unique_lock lock(mutex_);
        while (running_ > 0 || done_ > reported) {
            changed_.wait(lock, [&] { return running_ == 0 || done_ > reported; });
            if (done_ == reported)
                return;
            reported = done_;
            lock.unlock();
            if (progress)
                progress(static_cast<std::int64_t>(reported), total);
            lock.lock();
        }
    }

    void work(const std::stop_token& own_stop) {
        try {
            while (!own_stop.stop_requested() && !stop_.stop_requested()) {
                const std::size_t index = take();
                if (index >= files_.size())
                    break;
                load_file(index);
                const std::lock_guard lock(mutex_);
                ++done_;
                changed_.notify_one();
            }
        } catch (const Error&) {
            fail(std::current_exception());
        } catch (const std::exception& error) {
            const bool memory = dynamic_cast<const std::bad_alloc*>(&error) != nullptr;
            fail(std::make_exception_ptr(Error(memory ? ErrorKind::Memory : ErrorKind::Internal,
                                               std::string("loading pictures failed: ") + error.what())));
        }
        const std::lock_guard lock(mutex_);
        --running_;
        changed_.notify_one();
    }

    void fail(std::exception_ptr failure) {
        const std::lock_guard lock(mutex_);
        failure_ = std::move(failure);
        next_ = files_.size(); // the other workers find nothing more to do
    }

    std::size_t take() {
        const std::lock_guard lock(mutex_);
        return next_ < files_.size() ? next_++ : files_.size();
    }

    void load_file(std::size_t index) {
        try {
            const Image image = fit_image(decode_image_file(files_[index]), config_.image_size, config_.fit,
                                          config_.fit_pad_value);
            std::copy(image.pixels.begin(), image.pixels.end(),
                      pixels.begin() + static_cast<std::ptrdiff_t>(index * image.pixels.size()));
            hashes[index] = hash_bytes(image.pixels);
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Data)
                throw;
            reasons[index] = error.detail();
        }
    }

    const std::vector<fs::path>& files_;
    const TrainingConfig& config_;
    std::stop_token stop_;
    std::mutex mutex_; // guards what follows; each file's own slot belongs to the worker that took it
    std::condition_variable changed_;
    std::size_t next_ = 0;
    std::size_t done_ = 0;
    std::size_t running_ = 0;
    std::exception_ptr failure_;
};

/// A path for one line of text: without the folder and without control characters.
std::string shown_path(const fs::path& path, const fs::path& folder) {
    std::string text = path.lexically_relative(folder).string();
    if (text.empty())
        text = path.string();
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    return text;
}

std::string pictures(std::int64_t count) {
    return std::to_string(count) + (count == 1 ? " picture" : " pictures");
}

Error too_few(const ImageDataset& dataset, std::size_t found, int batch_size) {
    constexpr std::size_t named = 3;
    std::string text = std::to_string(dataset.count()) + " of " + pictures(static_cast<std::int64_t>(found)) +
                       " can be used, and one batch takes " + std::to_string(batch_size) +
                       "; add pictures or lower batch_size";
    const std::vector<SkippedFile>& skipped = dataset.skipped();
    for (std::size_t i = 0; i < std::min(named, skipped.size()); ++i)
        text += (i == 0 ? ". Left out: " : ", ") + shown_path(skipped[i].path, dataset.folder()) + " (" +
                skipped[i].reason + ")";
    if (skipped.size() > named)
        text += " and " + std::to_string(skipped.size() - named) + " more";
    return {ErrorKind::Data, dataset.folder(), text};
}

/// Files are spread over threads here; OpenCV's own threads would only fight with them. Its setting is
/// global, so it is made once.
void leave_threads_to_us() {
    static const bool done = (cv::setNumThreads(0), true);
    static_cast<void>(done);
}

} // namespace

std::optional<ImageDataset> ImageDataset::load(const fs::path& folder, const TrainingConfig& config,
                                               const LoadProgress& progress, std::stop_token stop) {
    if (config.image_size < 1 || config.batch_size < 1)
        throw Error(ErrorKind::Usage, "image_size and batch_size must be at least 1");
    leave_threads_to_us();
    FolderScan scan = scan_folder(folder);
    Loader loader(scan.files, config, std::move(stop));
    if (!loader.run(progress))
        return std::nullopt;

    ImageDataset dataset;
    dataset.folder_ = folder;
    dataset.image_size_ = config.image_size;
    dataset.pixels_ = std::move(loader.pixels);
    dataset.skipped_ = std::move(scan.skipped);
    const std::size_t bytes = dataset.image_bytes();
    std::uint64_t hash = mix_seed(static_cast<std::uint64_t>(config.image_size), 0);
    std::size_t kept = 0;
    for (std::size_t i = 0; i < scan.files.size(); ++i) {
        if (!loader.reasons[i].empty()) {
            dataset.skipped_.push_back({scan.files[i], loader.reasons[i]});
            continue;
        }
        if (kept != i)
            std::memcpy(dataset.pixels_.data() + kept * bytes, dataset.pixels_.data() + i * bytes, bytes);
        hash = mix_seed(hash ^ loader.hashes[i], 0);
        ++kept;
    }
    dataset.pixels_.resize(kept * bytes);
    dataset.count_ = static_cast<std::int64_t>(kept);
    dataset.fingerprint_ = hexadecimal(mix_seed(hash ^ kept, 0));
    if (dataset.count_ < config.batch_size)
        throw too_few(dataset, scan.files.size(), config.batch_size);
    return dataset;
}

std::size_t ImageDataset::image_bytes() const {
    return bytes_per_image(image_size_);
}

std::span<const std::uint8_t> ImageDataset::pixels(std::int64_t index) const {
    return std::span(pixels_).subspan(static_cast<std::size_t>(index) * image_bytes(), image_bytes());
}

Image ImageDataset::image(std::int64_t index) const {
    Image image(image_size_, image_size_);
    std::ranges::copy(pixels(index), image.pixels.begin());
    return image;
}

} // namespace wasserfarbe
