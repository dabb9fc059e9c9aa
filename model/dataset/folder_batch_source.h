#pragma once

#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <mutex>
#include <stop_token>
#include <thread>

#include "model/dataset/image_dataset.h"
#include "model/training/batch_source.h"

namespace wasserfarbe {

struct BatchOptions {
    int batch_size = 64;          ///< at least 1
    bool drop_last = true;        ///< leave out what remains of an epoch when it does not fill a batch
    bool horizontal_flip = false; ///< mirror every second image, chosen anew each epoch
    std::uint64_t seed = 0;       ///< the run's
};

/// Shuffled batches of a dataset. A thread of its own prepares up to kPrefetched batches ahead.
/// An epoch's order is a Fisher-Yates shuffle seeded by the run's seed, the epoch and the number of the
/// order; a flip depends on these and the image. So a position means the same batch whatever was served
/// before. One thread at a time may call its functions; only `next` blocks, and the destructor for at most
/// one batch.
class FolderBatchSource final : public BatchSource {
public:
    static constexpr std::size_t kPrefetched = 4;

    /// Starts at the first batch of epoch 1.
    /// @throws Error (Usage) for a batch size below 1, (Data) where the dataset does not fill one batch
    FolderBatchSource(std::shared_ptr<const ImageDataset> dataset, BatchOptions options);

    std::int64_t image_count() const override { return dataset_->count(); }
    int image_size() const override { return dataset_->image_size(); }
    std::int64_t batches_per_epoch() const override;
    std::int64_t held_out_count() const override { return dataset_->held_out_count(); }
    void held_out(std::int64_t first, int count, ImageBatch& batch) override;
    void trained_on(std::int64_t first, int count, ImageBatch& batch) override;

    /// Drops what was prepared. @throws Error (Internal) where there is no such position
    void seek(BatchPosition position) override;
    /// As BatchSource says; a stop that was requested before the call always wins.
    /// @throws Error where preparing the batch failed (out of memory); again until `seek`
    bool next(ImageBatch& batch, std::stop_token stop) override;

private:
    class Maker;
    using PixelsOf = std::span<const std::uint8_t> (ImageDataset::*)(std::int64_t) const;
    void copy_pictures(std::int64_t first, int count, PixelsOf pixels_of, ImageBatch& batch) const;
    void prefetch(const std::stop_token& stop);

    const std::shared_ptr<const ImageDataset> dataset_;
    const BatchOptions options_;
    std::mutex mutex_; // guards what follows, up to the thread
    std::condition_variable_any changed_;
    std::array<ImageBatch, kPrefetched> ring_;
    std::size_t first_ = 0;        ///< what `next` serves
    std::size_t filled_ = 0;       ///< how many are ready, from there on
    BatchPosition wanted_;         ///< what the thread prepares next
    std::uint64_t generation_ = 0; ///< counts seeks: a batch begun before one is dropped
    std::exception_ptr failure_;   ///< why the thread prepares no more, until a seek
    std::jthread thread_;          ///< last, so that it is joined before anything it uses goes
};

} // namespace wasserfarbe
