#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/types/device.h"
#include "model/types/error.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// Memory that training with these settings takes at its peak, in bytes, besides the program itself: weights,
/// averages, gradients, both Adams, the states that are held for a rollback and for saving, and the
/// activations of the update or the preview that takes most. Measured against real runs on the CPU
/// (tests/benchmarks/memory_benchmark.cpp): within a quarter of what runs over 200 MB took. Knows nothing of
/// the pictures, which are mapped and not loaded.
std::uint64_t training_memory(const TrainingConfig& config);

/// The largest batch size, at most that of `config`, with which training fits into `bytes`; nothing where not
/// even the smallest does.
std::optional<int> largest_batch_that_fits(TrainingConfig config, std::uint64_t bytes);

/// @param available  bytes that the process can still use; 0: unknown
/// @throws Error (Memory) that says what is needed, what there is and the largest batch size that fits, where
/// that is too little
void require_memory(const TrainingConfig& config, std::uint64_t available);

/// The same with what the system has available now, where the run computes on the CPU. Before the start,
/// LibTorch does not tell what a CUDA device has.
void require_memory(const TrainingConfig& config, const Device& device);

/// What a CUDA device said when its memory ran out, in bytes; 0 where it did not say.
struct CudaMemoryFault {
    std::uint64_t wanted = 0; ///< by the allocation that failed
    std::uint64_t total = 0;  ///< of the device
    std::uint64_t free = 0;   ///< on the device
    std::uint64_t held = 0;   ///< by LibTorch in this process, to be used again
};
/// Reads LibTorch's message, "CUDA out of memory. Tried to allocate ...", as 1.13 and 2.x word it; nothing
/// for any other.
std::optional<CudaMemoryFault> parse_cuda_memory_fault(std::string_view message);

/// For an error of kind Memory that came out of training, an error that says what was needed, what there was
/// and the largest batch size that fits, as `require_memory` does. Any other error as it is. To be called
/// while the training still holds its memory.
Error explain_memory_error(const TrainingConfig& config, const Error& error);

} // namespace wasserfarbe
