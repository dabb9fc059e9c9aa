#pragma once

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

} // namespace wasserfarbe
