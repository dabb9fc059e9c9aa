#include "model/weights/recognise/weight_misfits.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "model/networks/network_blocks.h"
#include "model/weights/recognise/dcgan_shapes.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kMostToClimb = 32;
constexpr const char* kConvolutionExpected = "a convolution's weight of 4 dimensions";

using Tensors = std::span<const TensorInfo>;
using Modules = std::vector<WeightModule>;
using Shape = std::vector<std::int64_t>;

/// Grey, colour, colour with alpha.
bool is_of_image(std::int64_t channels) {
    return channels == 1 || channels == 3 || channels == 4;
}

bool has_kernel(const Shape& shape) {
    return shape[2] == kKernel && shape[3] == kKernel;
}

/// Convolutions from the widest to the image's, if they follow from each other whatever their widths are.
std::optional<Modules> order_by_shapes(Tensors tensors, Modules rest) {
    if (rest.size() > kMostToClimb)
        return std::nullopt;
    const auto take = [&](Modules& ordered, auto fits) {
        const auto found = std::find_if(rest.begin(), rest.end(), [&](const WeightModule& module) {
            return fits(weight_shape(tensors, module));
        });
        if (found == rest.end())
            return false;
        ordered.push_back(*found);
        rest.erase(found);
        return true;
    };
    Modules ordered;
    if (!take(ordered, [](const Shape& shape) { return is_of_image(shape[1]) && shape[0] != 1; }))
        return std::nullopt;
    while (!rest.empty()) {
        const std::int64_t inner = weight_shape(tensors, ordered.back())[0];
        if (!take(ordered, [&](const Shape& shape) { return shape[1] == inner; }))
            return std::nullopt;
    }
    std::reverse(ordered.begin(), ordered.end());
    return ordered;
}

/// Whether convolutions in the order of their names are a critic's: from the image to the score.
bool looks_like_critic(Tensors tensors, const Modules& named) {
    const Shape& first = weight_shape(tensors, named.front());
    const Shape& last = weight_shape(tensors, named.back());
    if (is_of_image(first[1]) != is_of_image(last[1]))
        return is_of_image(first[1]);
    if (last[0] == 1 || first[1] == 3)
        return true;
    return last[0] != 3 && first[0] < last[0];
}

/// Convolutions from the widest to the image's, as far as can be told.
struct Guess {
    Modules ordered;
    bool critic = false;
};

Guess guess_order(Tensors tensors, const Modules& named) {
    if (auto ordered = order_by_shapes(tensors, named)) {
        const bool critic = weight_shape(tensors, ordered->front())[0] == 1;
        return {*std::move(ordered), critic};
    }
    Guess guess{named, looks_like_critic(tensors, named)};
    if (guess.critic)
        std::reverse(guess.ordered.begin(), guess.ordered.end());
    return guess;
}

/// Compares convolutions, from the image's up, with the convolutions of a network that has its width.
void explain_shapes(Tensors tensors, const Modules& ordered, bool critic, MisfitList& misfits) {
    const Shape& image = weight_shape(tensors, ordered.back());
    const bool turned = image[0] == 3 && image[1] != 3; // as a generator of plain convolutions has it
    const std::int64_t channels = turned ? image[1] : image[0];
    for (std::size_t step = 0; step < ordered.size() && !misfits.full(); ++step) {
        const TensorInfo& tensor = tensors[*ordered[ordered.size() - 1 - step].weight];
        Shape expected = chain_shape(channels, step);
        if (step > 0 && step + 1 == ordered.size())
            expected[0] = critic ? 1 : tensor.shape[0];
        if (tensor.shape != expected)
            misfits.add(tensor, shape_text(expected));
    }
}

/// Where the convolutions alone are a network: whatever else there is.
std::vector<Misfit> explain_strangers(Tensors tensors, WeightParts& parts) {
    const auto stranger = std::stable_partition(
        parts.convolutions.begin(), parts.convolutions.end(),
        [&](const WeightModule& module) { return has_kernel(weight_shape(tensors, module)); });
    const Modules strangers(stranger, parts.convolutions.end());
    const Modules kept(parts.convolutions.begin(), stranger);
    if (strangers.empty() || !order_convolutions(tensors, kept))
        return {};
    parts.convolutions = kept;
    for (const WeightModule& module : strangers) {
        const std::vector<std::size_t> all = tensors_of(module);
        parts.others.insert(parts.others.begin(), all.begin(), all.end());
    }
    return read_network(tensors, parts).misfits;
}

std::vector<Misfit> explain_convolutions(Tensors tensors, const WeightParts& parts) {
    MisfitList misfits;
    for (const WeightModule& module : parts.convolutions)
        misfits.add_disguise(tensors, module);
    const auto linear = std::find_if(parts.others.begin(), parts.others.end(),
                                     [&](std::size_t number) { return is_linear_weight(tensors[number]); });
    const bool all = linear == parts.others.end(); // the layers are convolutions
    if (!all)
        misfits.add(tensors[*linear], kConvolutionExpected);
    const std::size_t count = parts.convolutions.size();
    if (!is_convolution_count(all ? count : count + 1))
        misfits.add(tensors[*parts.convolutions.front().weight].name, convolution_range(),
                    std::to_string(count));
    const Guess guess = guess_order(tensors, parts.convolutions);
    explain_shapes(tensors, guess.ordered, guess.critic && all, misfits);
    return misfits.take();
}

/// Where nothing is a convolution.
Misfit no_convolution(Tensors tensors, const WeightParts& parts) {
    for (const std::size_t number : parts.others) {
        if (is_linear_weight(tensors[number]))
            return {tensors[number].name, kConvolutionExpected, shape_text(tensors[number].shape)};
    }
    return {"blocks.0.conv.weight", kConvolutionExpected, kNothing};
}

} // namespace

std::vector<Misfit> explain_misfits(std::span<const TensorInfo> tensors,
                                    std::span<const std::size_t> wanted) {
    WeightParts parts = sort_weights(tensors, wanted);
    if (parts.convolutions.empty())
        return {no_convolution(tensors, parts)};
    std::vector<Misfit> misfits = read_network(tensors, parts).misfits;
    if (misfits.empty())
        misfits = explain_strangers(tensors, parts);
    if (misfits.empty())
        misfits = explain_convolutions(tensors, parts);
    if (misfits.empty()) { // all is well but for how many there are
        const TensorInfo& first = tensors[*parts.convolutions.front().weight];
        misfits.push_back({first.name, "one generator or critic", shape_text(first.shape)});
    }
    return misfits;
}

} // namespace wasserfarbe
