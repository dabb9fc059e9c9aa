#pragma once

namespace wasserfarbe {

/// How many CUDA devices this LibTorch can use; 0 on a machine without, or with a LibTorch built for the CPU.
/// Any thread.
int cuda_device_count();

} // namespace wasserfarbe
