#include "model/networks/torch_device.h"

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
    // LibTorch 1.13 has no exception type of its own for the CPU allocator ("can't allocate memory: you tried
    // to allocate N bytes"), and CUDA's differs between versions; both say it in words.
    const bool memory = text.find("allocate memory") != std::string::npos ||
                        text.find("not enough memory") != std::string::npos ||
                        text.find("out of memory") != std::string::npos;
    if (memory)
        return {ErrorKind::Memory, "out of memory; a smaller batch_size or image_size needs less (" +
                                       text.substr(0, text.find('\n')) + ")"};
    return {ErrorKind::Internal, text.substr(0, text.find('\n'))};
}

} // namespace wasserfarbe
