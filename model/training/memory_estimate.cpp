#include "model/training/memory_estimate.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

#include "model/networks/network_blocks.h"
#include "model/types/bytes_text.h"
#include "model/types/norm_table.h"
#include "model/types/process_memory.h"

namespace wasserfarbe {
namespace {

constexpr double kFloat = sizeof(float);

/// Of one network, in numbers.
struct Counts {
    double weights = 0;     ///< weights of norms not counted
    double activations = 0; ///< for one image: the outputs of the layers between, one for each layer
    double widest = 0;      ///< for one image: the largest of these
};

/// @param side  in pixels, of what comes out of the first block
/// @param scale  how many times longer it is after each further one
Counts count(const std::vector<NetworkBlock>& blocks, double side, double scale) {
    Counts counts;
    for (const NetworkBlock& block : blocks) {
        counts.weights += static_cast<double>(block.in * block.out * kKernel * kKernel);
        if (&block == &blocks.back())
            break;
        const double output = static_cast<double>(block.out) * side * side;
        counts.activations += output;
        counts.widest = std::max(counts.widest, output);
        side *= scale;
    }
    return counts;
}

// How often the following are in memory at once at the peak, by fits to what runs took (see
// memory_benchmark).

// A critic's activations in its update are in the norm table: the passes over real, generated and mixed
// images, and what the second differentiation of the penalty keeps of each.
constexpr double kImagesInCriticUpdate = 18;

/// In the generator's update the critic's weights get no gradient, so less of its activations is kept.
constexpr double kOfGenerator = 5;
constexpr double kOfCritic = 2;
constexpr double kImagesInGeneratorUpdate = 12;

/// In a preview: the generator's widest layer, and images.
constexpr double kWidestInPreview = 5;
constexpr double kImagesInPreview = 5;
constexpr int kPreviewBatch = 64; // the Sampler's

/// Of all weights: what the second differentiation and LibTorch's convolutions work in.
constexpr double kWeightsAtWork = 4;
constexpr double kStates = 3;       // one to roll back to, one that waits and one that is being written
constexpr double kLibraries = 30e6; // bytes that LibTorch takes at its first steps

/// @param fits  the largest batch size that does
Error shortage(const TrainingConfig& config, const std::filesystem::path& path, std::uint64_t needed,
               std::uint64_t there, std::optional<int> fits) {
    ReasonArguments arguments = {config.batch_size, config.image_size, bytes_text(needed), bytes_text(there)};
    if (!fits)
        return {ErrorCode::NoBatchFits, path, std::move(arguments)};
    arguments.emplace_back(*fits);
    return {ErrorCode::BatchTooLarge, path, std::move(arguments)};
}

/// "20.00 MiB ..." in bytes; 0 where it begins with no such thing.
std::uint64_t parse_bytes(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of(' '), text.size()));
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{} || !(number >= 0 && number < 0x1p30))
        return 0;
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    constexpr std::array<std::pair<std::string_view, int>, 4> kUnits = {
        {{" bytes", 0}, {" KiB", 10}, {" MiB", 20}, {" GiB", 30}}};
    for (const auto& [name, power] : kUnits)
        if (unit.starts_with(name))
            return static_cast<std::uint64_t>(std::ldexp(number, power));
    return 0;
}

/// What stands behind `words`.
std::uint64_t bytes_after(std::string_view message, std::string_view words) {
    const std::size_t found = message.find(words);
    return found == std::string_view::npos ? 0 : parse_bytes(message.substr(found + words.size()));
}

/// What stands before `words`: a number, a space and a unit.
std::uint64_t bytes_before(std::string_view message, std::string_view words) {
    const std::size_t found = message.find(words);
    if (found == std::string_view::npos)
        return 0;
    const std::string_view before = message.substr(0, found);
    const std::size_t unit = before.rfind(' ');
    if (unit == std::string_view::npos || unit == 0)
        return 0;
    const std::size_t number = before.find_last_of(" (;", unit - 1);
    return parse_bytes(before.substr(number == std::string_view::npos ? 0 : number + 1));
}

/// "CUDA error: out of memory", "CUDNN_STATUS_ALLOC_FAILED" and others.
bool is_of_cuda(std::string_view message) {
    return message.find("CUDA") != std::string_view::npos ||
           message.find("_STATUS_ALLOC_FAILED") != std::string_view::npos;
}

/// What the next try can have on the CPU: also what this process holds, but for the program itself.
std::uint64_t there_on_cpu() {
    constexpr std::uint64_t kProgram = 250'000'000; // LibTorch, and what is around it
    const std::uint64_t available = available_bytes();
    const std::uint64_t resident = resident_bytes();
    return available == 0 ? 0 : available + (resident > kProgram ? resident - kProgram : 0);
}

} // namespace

std::uint64_t training_memory(const TrainingConfig& config) {
    const Counts generator = count(network_blocks(generator_spec(config)), kKernel, 2);
    const Counts critic = count(network_blocks(critic_spec(config)), config.image_size / 2.0, 0.5);
    const double networks = 5 * generator.weights + 4 * critic.weights; // the average, gradients, both Adams
    const double state = 4 * generator.weights + 3 * critic.weights;
    const double at_work = kWeightsAtWork * (generator.weights + critic.weights);
    const double image = static_cast<double>(kColors) * config.image_size * config.image_size;
    const double critic_update =
        config.batch_size * (norm_info(config.critic_norm).activations_in_update * critic.activations +
                             kImagesInCriticUpdate * image);
    const double generator_update =
        config.batch_size * (kOfGenerator * generator.activations + kOfCritic * critic.activations +
                             kImagesInGeneratorUpdate * image);
    const double preview = std::min(kPreviewBatch, config.preview_images) *
                           (kWidestInPreview * generator.widest + kImagesInPreview * image);
    const double peak = std::max({critic_update, generator_update, preview});
    return static_cast<std::uint64_t>(kLibraries + kFloat * (networks + kStates * state + at_work + peak));
}

std::optional<int> largest_batch_that_fits(TrainingConfig config, std::uint64_t bytes) {
    int fits = 0;
    int too_large = config.batch_size + 1;
    while (too_large - fits > 1) {
        config.batch_size = fits + (too_large - fits) / 2;
        (training_memory(config) <= bytes ? fits : too_large) = config.batch_size;
    }
    const int smallest = norm_info(config.critic_norm).across_batch ? 2 : 1;
    return fits >= smallest ? std::optional(fits) : std::nullopt;
}

void require_memory(const TrainingConfig& config, std::uint64_t available) {
    const std::uint64_t needed = training_memory(config);
    if (available == 0 || needed <= available)
        return;
    throw shortage(config, {}, needed, available, largest_batch_that_fits(config, available));
}

void require_memory(const TrainingConfig& config, const Device& device) {
    if (device.kind == Device::Kind::Cpu)
        require_memory(config, available_bytes());
}

/// As 1.13 words it: "CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 7.80 GiB total capacity; 6.20
/// GiB already allocated; 12.00 MiB free; 6.30 GiB reserved in total by PyTorch) ...", and 2.x: "... GPU 0
/// has a total capacity of 79.15 GiB of which 1.02 GiB is free. Process 7 has 78.12 GiB memory in use. Of the
/// allocated memory 70.00 GiB is allocated by PyTorch, and 5.00 GiB is reserved by PyTorch but unallocated.
/// ..."
std::optional<CudaMemoryFault> parse_cuda_memory_fault(std::string_view message) {
    const std::size_t start = message.find("CUDA out of memory. Tried to allocate");
    if (start == std::string_view::npos)
        return std::nullopt;
    message.remove_prefix(start);
    CudaMemoryFault fault;
    fault.wanted = bytes_after(message, "Tried to allocate");
    fault.total = bytes_before(message, " total capacity;");
    if (fault.total > 0) {
        fault.free = bytes_before(message, " free;");
        fault.held = bytes_before(message, " reserved in total");
        return fault;
    }
    for (const char* words : {"total capacity of", "total capacty of"}) // so spelt in 2.1
        fault.total = std::max(fault.total, bytes_after(message, words));
    fault.free = bytes_after(message, " of which");
    fault.held = bytes_before(message, " is allocated by PyTorch") +
                 bytes_before(message, " is reserved by PyTorch but unallocated");
    return fault;
}

Error explain_memory_error(const TrainingConfig& config, const Error& error) {
    if (error.code() != ErrorCode::Memory) // also where it is explained already
        return error;
    const std::uint64_t estimate = training_memory(config);
    const auto cuda = parse_cuda_memory_fault(error.detail());
    const std::uint64_t needed = cuda ? std::max(estimate, cuda->held + cuda->wanted) : estimate;
    const std::uint64_t there = cuda                         ? cuda->held + cuda->free
                                : is_of_cuda(error.detail()) ? 0 // it did not say
                                                             : there_on_cpu();
    if (there > 0 && there < needed) {
        // By what the estimate was too low, it will be again; and it is none to the last byte.
        const double share = 0.9 * static_cast<double>(there) / static_cast<double>(needed);
        const auto bytes = static_cast<std::uint64_t>(share * static_cast<double>(estimate));
        return shortage(config, error.path(), needed, there, largest_batch_that_fits(config, bytes));
    }
    // Not told what there is, or another limit was met: half of it has a chance.
    if (config.batch_size < 2)
        return {ErrorCode::SmallestBatchTooLarge, error.path(), {config.batch_size, config.image_size}};
    return {ErrorCode::BatchMayBeTooLarge,
            error.path(),
            {config.batch_size, config.image_size, config.batch_size / 2}};
}

} // namespace wasserfarbe
