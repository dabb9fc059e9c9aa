#pragma once

#include <cstdint>
#include <stop_token>
#include <vector>

namespace wasserfarbe {

/// A place in the order in which a source serves its images.
struct BatchPosition {
    int epoch = 1;          ///< counts from 1
    std::int64_t batch = 0; ///< batches of that epoch already served
    /// Which of an epoch's orders: 0, and one more with each rollback after a divergence, so
    /// that it meets other batches.
    int order = 0;

    bool operator==(const BatchPosition&) const = default;
};

/// Real images for one step: `count` square RGB images as bytes, [count, size, size, 3], rows from the top.
struct ImageBatch {
    int count = 0;
    int size = 0;
    std::vector<std::uint8_t> pixels;
};

/// Where the trainer gets its real images from. The order is a pure function of the source's seed and the
/// position, so a position is all that a checkpoint needs. One thread at a time may call these.
class BatchSource {
public:
    virtual ~BatchSource() = default;

    virtual std::int64_t image_count() const = 0;
    virtual int image_size() const = 0;
    virtual std::int64_t batches_per_epoch() const = 0; ///< at least 1

    /// Pictures that are kept from training; `next` never serves them.
    virtual std::int64_t held_out_count() const { return 0; }
    /// Fills `batch` with `count` of them from `first` on. Leaves the position as it is; does not block.
    /// @pre 0 <= first, 1 <= count, first + count <= held_out_count()
    virtual void held_out(std::int64_t /*first*/, int /*count*/, ImageBatch& /*batch*/) {}

    /// Fills `batch` with `count` of the pictures that are trained on, from `first` on, as they are: neither
    /// shuffled nor mirrored. Leaves the position as it is; does not block.
    /// @pre 0 <= first, 1 <= count, first + count <= image_count()
    virtual void trained_on(std::int64_t first, int count, ImageBatch& batch) = 0;

    /// The next `next` serves the batch at this position. @pre 0 <= batch < batches_per_epoch()
    virtual void seek(BatchPosition position) = 0;
    /// Fills `batch` and moves on, into the next epoch after the last batch. Blocks until the batch is ready;
    /// returns false, leaving position and batch as they were, when stop is requested first.
    virtual bool next(ImageBatch& batch, std::stop_token stop) = 0;
};

} // namespace wasserfarbe
