#include "model/networks/torch_device.h"

#include <algorithm>
#include <array>
#include <string>

#include "model/networks/cuda_devices.h"

namespace wasserfarbe {

int cuda_device_count() {
    return torch::cuda::is_available() ? static_cast<int>(torch::cuda::device_count()) : 0;
}

torch::Device torch_device(const Device& device) {
    const int devices = cuda_device_count();
    if (device.kind == Device::Kind::Cpu || (device.kind == Device::Kind::Auto && devices == 0))
        return torch::kCPU;
    if (device.index >= devices)
        throw Error(ErrorKind::Device,
                    "device: " + device.name() + " is not there; this LibTorch can use " +
                        (devices == 0 ? "the CPU only" : std::to_string(devices) + " CUDA devices"));
    return {torch::kCUDA, static_cast<c10::DeviceIndex>(device.index)};
}

Device to_device(const torch::Device& device) {
    if (device.is_cuda())
        return {Device::Kind::Cuda, device.has_index() ? device.index() : 0};
    return {Device::Kind::Cpu, 0};
}

Error to_error(const c10::Error& error) {
    const std::string text = error.what_without_backtrace();
    const std::string line = text.substr(0, text.find('\n')); // of CUDA's allocator, with all its figures
    // LibTorch 1.13 has no exception type of its own for the CPU allocator ("can't allocate memory: you tried
    // to allocate N bytes"), and CUDA's differs between versions; all say it in words.
    constexpr std::array kWords = {"allocate memory", "not enough memory", "out of memory", "ALLOC_FAILED"};
    const bool memory = std::any_of(kWords.begin(), kWords.end(),
                                    [&](const char* words) { return text.find(words) != std::string::npos; });
    if (memory)
        return {ErrorKind::Memory,
                "out of memory; a smaller batch_size or image_size needs less (" + line + ")"};
    return {ErrorKind::Internal, line};
}

} // namespace wasserfarbe
