#include "model/dataset/folder_batch_source.h"

#include <algorithm>
#include <numeric>
#include <system_error>
#include <utility>
#include <vector>

#include "model/types/error.h"
#include "model/types/random.h"

namespace wasserfarbe {
namespace {

// Streams of the run's seed; large, so that they meet no stream that others number from 0.
constexpr std::uint64_t kOrderStream = 0x6F72646572; // "order" in ASCII
constexpr std::uint64_t kFlipStream = 0x666C6970;    // "flip"

/// The seed of what is drawn for an epoch, in each of its orders.
std::uint64_t epoch_seed(std::uint64_t seed, std::uint64_t stream, const BatchPosition& position) {
    const std::uint64_t first = mix_seed(mix_seed(seed, stream), static_cast<std::uint64_t>(position.epoch));
    return position.order == 0 ? first : mix_seed(first, static_cast<std::uint64_t>(position.order));
}

std::vector<std::int64_t> epoch_order(std::int64_t count, std::uint64_t seed) {
    std::vector<std::int64_t> order(static_cast<std::size_t>(count));
    std::iota(order.begin(), order.end(), std::int64_t{0});
    PortableRandom random(seed);
    for (std::size_t left = order.size(); left > 1; --left)
        std::swap(order[left - 1], order[random.below(left)]);
    return order;
}

bool is_flipped(std::uint64_t seed, std::int64_t image) {
    return mix_seed(seed, static_cast<std::uint64_t>(image)) >> 63 != 0;
}

void mirror_rows(std::uint8_t* pixels, int size) {
    for (int y = 0; y < size; ++y) {
        std::uint8_t* left = pixels + std::ptrdiff_t{3} * size * y;
        std::uint8_t* right = left + std::ptrdiff_t{3} * (size - 1);
        for (; left < right; left += 3, right -= 3)
            std::swap_ranges(left, left + 3, right);
    }
}

} // namespace

/// Makes the batch of any position. Belongs to the prefetch thread.
class FolderBatchSource::Maker {
public:
    Maker(const ImageDataset& dataset, const BatchOptions& options) : dataset_(dataset), options_(options) {}

    /// Keeps the memory that `batch` has, where it suffices.
    void make(BatchPosition position, ImageBatch& batch) {
        if (position.epoch != made_.epoch || position.order != made_.order) {
            order_ = epoch_order(dataset_.count(), epoch_seed(options_.seed, kOrderStream, position));
            flip_seed_ = epoch_seed(options_.seed, kFlipStream, position);
            made_ = position;
        }
        const std::int64_t first = position.batch * options_.batch_size;
        const std::int64_t count = std::min<std::int64_t>(options_.batch_size, dataset_.count() - first);
        batch.count = static_cast<int>(count);
        batch.size = dataset_.image_size();
        const std::size_t image_bytes = dataset_.pixels(0).size();
        batch.pixels.resize(static_cast<std::size_t>(count) * image_bytes);
        for (std::int64_t i = 0; i < count; ++i) {
            const std::int64_t image = order_[static_cast<std::size_t>(first + i)];
            std::uint8_t* target = batch.pixels.data() + static_cast<std::size_t>(i) * image_bytes;
            std::ranges::copy(dataset_.pixels(image), target);
            if (options_.horizontal_flip && is_flipped(flip_seed_, image))
                mirror_rows(target, batch.size);
        }
    }

private:
    const ImageDataset& dataset_;
    const BatchOptions& options_;
    BatchPosition made_{0, 0, 0}; // what the two below belong to; none yet: epochs count from 1
    std::vector<std::int64_t> order_;
    std::uint64_t flip_seed_ = 0;
};

FolderBatchSource::FolderBatchSource(std::shared_ptr<const ImageDataset> dataset, BatchOptions options)
    : dataset_(std::move(dataset)), options_(options) {
    if (!dataset_)
        throw Error(ErrorKind::Internal, "a batch source needs a dataset");
    if (options_.batch_size < 1)
        throw Error(ErrorKind::Usage, "batch_size: must be at least 1");
    if (batches_per_epoch() < 1)
        throw Error(ErrorKind::Data, dataset_->folder(),
                    std::to_string(dataset_->count()) + " pictures do not fill one batch of " +
                        std::to_string(options_.batch_size) + "; add pictures or lower batch_size");
    try {
        thread_ = std::jthread([this](const std::stop_token& stop) { prefetch(stop); });
    } catch (const std::system_error& error) {
        throw Error(ErrorKind::Memory, std::string("no thread can be started: ") + error.what());
    }
}

std::int64_t FolderBatchSource::batches_per_epoch() const {
    const std::int64_t count = dataset_->count();
    return options_.drop_last ? count / options_.batch_size
                              : (count + options_.batch_size - 1) / options_.batch_size;
}

void FolderBatchSource::held_out(std::int64_t first, int count, ImageBatch& batch) {
    copy_pictures(first, count, &ImageDataset::held_out_pixels, batch);
}

void FolderBatchSource::trained_on(std::int64_t first, int count, ImageBatch& batch) {
    copy_pictures(first, count, &ImageDataset::pixels, batch);
}

void FolderBatchSource::copy_pictures(std::int64_t first, int count, PixelsOf pixels_of,
                                      ImageBatch& batch) const {
    batch.count = count;
    batch.size = dataset_->image_size();
    batch.pixels.clear();
    for (std::int64_t i = first; i < first + count; ++i) {
        const std::span<const std::uint8_t> pixels = (*dataset_.*pixels_of)(i);
        batch.pixels.insert(batch.pixels.end(), pixels.begin(), pixels.end());
    }
}

void FolderBatchSource::seek(BatchPosition position) {
    if (position.epoch < 1 || position.batch < 0 || position.batch >= batches_per_epoch())
        throw Error(ErrorKind::Internal, "there is no batch " + std::to_string(position.batch) +
                                             " in epoch " + std::to_string(position.epoch));
    const std::lock_guard lock(mutex_);
    filled_ = 0;
    wanted_ = position;
    ++generation_;
    failure_ = nullptr;
    changed_.notify_all();
}

bool FolderBatchSource::next(ImageBatch& batch, std::stop_token stop) {
    std::unique_lock lock(mutex_);
    const bool come = changed_.wait(lock, stop, [this] { return filled_ > 0 || failure_; });
    if (!come || stop.stop_requested())
        return false;
    if (filled_ == 0) {
        try {
            std::rethrow_exception(failure_);
        } catch (const std::exception& error) {
            throw Error(ErrorKind::Memory, std::string("a batch could not be prepared: ") + error.what());
        }
    }
    std::swap(batch, ring_[first_]); // the old batch's memory serves again
    first_ = (first_ + 1) % kPrefetched;
    --filled_;
    changed_.notify_all();
    return true;
}

void FolderBatchSource::prefetch(const std::stop_token& stop) {
    Maker maker(*dataset_, options_);
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return filled_ < kPrefetched && !failure_; })) {
        if (stop.stop_requested())
            return;
        const BatchPosition position = wanted_;
        const std::uint64_t generation = generation_;
        ImageBatch batch;
        std::swap(batch, ring_[(first_ + filled_) % kPrefetched]);
        std::exception_ptr failure;
        lock.unlock();
        try {
            maker.make(position, batch);
        } catch (...) {
            failure = std::current_exception();
        }
        lock.lock();
        if (generation != generation_)
            continue;
        if (failure) {
            failure_ = failure;
        } else {
            std::swap(batch, ring_[(first_ + filled_) % kPrefetched]);
            ++filled_;
            if (++wanted_.batch == batches_per_epoch()) {
                wanted_.batch = 0;
                ++wanted_.epoch;
            }
        }
        changed_.notify_all();
    }
}

} // namespace wasserfarbe
