#pragma once

#include <exception>
#include <new>
#include <utility>

#include "model/torch.h"
#include "model/types/device.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// The device to compute on; `auto` is the first CUDA device that this LibTorch can use, else the CPU.
/// @throws Error (Device) where a CUDA device is asked for that does not exist.
torch::Device torch_device(const Device& device);
Device to_device(const torch::Device& device);

/// The Error for what LibTorch throws: Memory where its allocators ran out, Internal otherwise.
Error to_error(const c10::Error& error);

/// Calls `work`; what LibTorch and the allocator throw leaves as Error, the only exception that `model/` lets
/// out.
template <typename Work>
auto translate_torch_errors(Work&& work) -> decltype(work()) {
    try {
        return std::forward<Work>(work)();
    } catch (const Error&) {
        throw;
    } catch (const c10::Error& error) {
        throw to_error(error);
    } catch (const std::bad_alloc&) {
        throw Error(ErrorKind::Memory, "out of memory; a smaller batch_size or image_size needs less");
    } catch (const std::exception& error) {
        throw Error(ErrorKind::Internal, error.what());
    }
}

} // namespace wasserfarbe
