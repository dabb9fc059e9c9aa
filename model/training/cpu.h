#pragma once

#include <stop_token>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// Makes LibTorch compute with so many threads on the calling thread and on those made after it, OpenBLAS
/// included: left alone, that keeps every processor busy waiting however few threads are asked for. Empties
/// oneDNN's cache of primitives.
void set_cpu_threads(int threads);

/// Settings that make the same arithmetic faster, for the process (memory) and the calling thread
/// (denormals). Call it on the thread that trains, before its first tensor.
///
/// A step frees and allocates the same large tensors again and again. glibc gives such memory back to the
/// system and takes it anew, which costs a tenth of the time; with this it keeps it. Denormal numbers, which
/// slow the processor down a hundredfold, become zero.
void prepare_cpu();

/// Times a few steps of `config` on networks of its own at 1, 2, 4 ... threads up to the number of
/// processors, in turn, and returns the fastest count: two logical processors may share one core, and others
/// may be busy. Takes a few seconds; a stop ends it after the present step with the fastest so far. Changes
/// the calling thread's LibTorch thread count; draws nothing from a shared random generator.
int fastest_thread_count(const TrainingConfig& config, const std::stop_token& stop = {});

} // namespace wasserfarbe
