#include "model/weights/recognise/dcgan_shapes.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/networks/network_blocks.h"
#include "model/types/field_table.h"
#include "model/types/norm_table.h"

namespace wasserfarbe {
namespace {

constexpr std::size_t kMaxOrdered = 32; // far more than any network has

using Tensors = std::span<const TensorInfo>;
using Shape = std::vector<std::int64_t>;

/// Convolutions of a network for images of a size.
std::size_t count_for(double image_size) {
    return static_cast<std::size_t>(resolution_steps(static_cast<int>(image_size))) + 1;
}

std::size_t smallest_count() {
    return count_for(find_field("image_size").minimum);
}

std::size_t largest_count() {
    return count_for(find_field("image_size").maximum);
}

bool in_range(const Field& field, std::int64_t value) {
    const auto number = static_cast<double>(value);
    return number >= field.minimum && number <= field.maximum;
}

std::string range_of(const Field& field) {
    return std::string(field.key) + " " + field.range_text();
}

/// Takes convolutions above the image's, which is number `last`, as long as one has the right shape.
std::optional<std::vector<WeightModule>> climb(Tensors tensors, std::vector<WeightModule> rest,
                                               std::size_t last) {
    std::vector<WeightModule> ordered = {rest[last]};
    const std::int64_t channels = weight_shape(tensors, rest[last])[0];
    rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(last));
    while (!rest.empty()) {
        Shape expected = chain_shape(channels, ordered.size());
        const bool first = rest.size() == 1; // has any number of inputs
        if (first)
            expected[0] = weight_shape(tensors, rest.front())[0];
        const auto found = std::find_if(rest.begin(), rest.end(), [&](const WeightModule& module) {
            return weight_shape(tensors, module) == expected;
        });
        if (found == rest.end())
            return std::nullopt;
        ordered.push_back(*found);
        rest.erase(found);
    }
    std::reverse(ordered.begin(), ordered.end());
    return ordered;
}

struct Layer {
    WeightModule convolution;
    std::int64_t out = 0; ///< channels
    std::optional<WeightModule> norm;
};

/// Makes a network of convolutions in order, or misfits.
class Fitting {
public:
    Fitting(Tensors tensors, const std::vector<WeightModule>& ordered, const WeightParts& parts)
        : tensors_(tensors),
          widest_(weight_shape(tensors, ordered.front())[0]),
          critic_(widest_ == 1),
          image_(ordered.back()),
          parts_(parts),
          others_(parts.others) {
        for (const WeightModule& convolution : ordered)
            layers_.push_back({convolution, weight_shape(tensors, convolution)[critic_ ? 0 : 1], {}});
        if (critic_)
            std::reverse(layers_.begin(), layers_.end());
    }

    NetworkReading fit() {
        for (const Layer& layer : layers_)
            misfits_.add_disguise(tensors_, layer.convolution);
        check_linear();
        if (misfits_.empty()) {
            check_count();
            assign_norms();
            check_others();
            check_norms();
            check_convolutions();
            check_ranges();
        }
        NetworkReading reading;
        if (!misfits_.empty())
            reading.misfits = misfits_.take();
        else if (critic_)
            reading.critic = {{image_size(), channels(), norm(), first_norm_, bias()}, {}, places()};
        else
            reading.generator = {
                {image_size(), static_cast<int>(widest_), channels(), norm(), bias()}, {}, places()};
        return reading;
    }

private:
    /// A linear layer in place of the first or last convolution: the remaining convolutions look like a
    /// smaller network then, and all other misfits follow from that.
    void check_linear() {
        for (const std::size_t number : parts_.others) {
            const TensorInfo& tensor = tensors_[number];
            if (!is_linear_end(tensor))
                continue;
            const bool begins = tensor.shape[0] == widest_ * kKernel * kKernel;
            const std::int64_t ends = begins ? tensor.shape[1] : tensor.shape[0];
            misfits_.add(tensor, shape_text(Shape{ends, widest_, kKernel, kKernel}));
        }
    }

    void check_count() {
        if (!is_convolution_count(layers_.size()))
            misfits_.add(weight(layers_.front()).name, convolution_range(), std::to_string(layers_.size()));
    }

    /// By their widths, no two of which are equal.
    void assign_norms() {
        std::vector<WeightModule> rest;
        for (const WeightModule& norm : parts_.norms) {
            statistics_ |= norm.running_mean || norm.running_var;
            const std::int64_t width = tensors_[norm.weight.value_or(norm.running_mean.value_or(0))].shape[0];
            const auto layer = std::find_if(layers_.begin(), layers_.end() - 1, [&](const Layer& candidate) {
                return candidate.out == width && !candidate.norm;
            });
            if (layer != layers_.end() - 1)
                layer->norm = norm;
            else
                rest.push_back(norm);
        }
        pair_norms(std::move(rest));
    }

    /// Where exactly one norm is left for each layer that lacks one, their widths are wrong.
    void pair_norms(std::vector<WeightModule> rest) {
        std::vector<Layer*> bare;
        for (std::size_t i = 0; i + 1 < layers_.size(); ++i) {
            if (!layers_[i].norm)
                bare.push_back(&layers_[i]);
        }
        if (bare.size() == rest.size()) {
            for (std::size_t i = 0; i < rest.size(); ++i)
                bare[i]->norm = rest[i];
            return;
        }
        for (const WeightModule& norm : rest) {
            const std::vector<std::size_t> tensors = tensors_of(norm);
            others_.insert(others_.end(), tensors.begin(), tensors.end());
        }
    }

    void check_others() {
        std::stable_partition(others_.begin(), others_.end(),
                              [&](std::size_t number) { return is_linear_weight(tensors_[number]); });
        for (const std::size_t number : others_)
            misfits_.add(tensors_[number], kNothing);
    }

    void check_norms() {
        std::vector<const Layer*> bare;
        for (std::size_t i = 0; i + 1 < layers_.size(); ++i) {
            if (layers_[i].norm)
                check_norm(layers_[i]);
            else
                bare.push_back(&layers_[i]);
        }
        if (bare.size() + 1 == layers_.size())
            return; // no norm at all
        first_norm_ = !critic_ || bare.size() != 1 || bare.front() != &layers_.front();
        if (!first_norm_)
            return;
        for (const Layer* layer : bare)
            misfits_.add(weight(*layer).name,
                         "a norm of " + std::to_string(layer->out) + " channels after it", kNothing);
    }

    void check_norm(const Layer& layer) {
        const WeightModule& norm = *layer.norm;
        for (const ModulePart& part : norm_parts())
            if (part.tensor != &WeightModule::batches)
                check_part(norm, part, {layer.out});
        if (norm.batches && !is_single(tensors_[*norm.batches]))
            misfits_.add(tensors_[*norm.batches], "[]");
    }

    void check_part(const WeightModule& module, const ModulePart& part, const Shape& expected) {
        const std::optional<std::size_t>& tensor = module.*part.tensor;
        if (!tensor) {
            misfits_.add(tensor_name(module.name, part.name), shape_text(expected), kNothing);
            return;
        }
        const TensorInfo& found = tensors_[*tensor];
        constexpr std::array types = {"F16", "BF16", "F32", "F64"};
        if (found.shape != expected)
            misfits_.add(found, shape_text(expected));
        else if (std::find(types.begin(), types.end(), found.type) == types.end())
            misfits_.add(found.name, "F16, BF16, F32 or F64", found.type);
    }

    void check_convolutions() {
        for (const Layer& layer : layers_) {
            check_part(layer.convolution, {"weight", &WeightModule::weight}, weight(layer).shape);
            if (layer.convolution.bias)
                check_part(layer.convolution, {"bias", &WeightModule::bias}, {layer.out});
        }
    }

    void check_ranges() {
        if (const Field& latent_size = find_field("latent_size"); !critic_ && !in_range(latent_size, widest_))
            misfits_.add(weight(layers_.front()), range_of(latent_size));
        const Field& channels = find_field(critic_ ? "critic_channels" : "generator_channels");
        if (!in_range(channels, weight_shape(tensors_, image_)[0]))
            misfits_.add(tensors_[*image_.weight], range_of(channels));
    }

    /// Whether it makes the 4 x 4 pixels that the convolutions begin with, or takes those that they end with.
    bool is_linear_end(const TensorInfo& tensor) const {
        constexpr std::int64_t pixels = kKernel * kKernel;
        if (!is_linear_weight(tensor) || widest_ > std::numeric_limits<std::int64_t>::max() / pixels)
            return false;
        return tensor.shape[0] == widest_ * pixels || tensor.shape[1] == widest_ * pixels;
    }

    std::vector<WeightPlace> places() const {
        std::vector<WeightPlace> places;
        const auto add = [&](const std::string& name, const WeightModule& module,
                             std::span<const ModulePart> parts) {
            for (const ModulePart& part : parts)
                if (const auto& tensor = module.*part.tensor)
                    places.push_back({name + std::string(part.name), *tensor});
        };
        for (std::size_t i = 0; i < layers_.size(); ++i) {
            const std::string block = "blocks." + std::to_string(i);
            add(block + ".conv.", layers_[i].convolution, kModuleParts);
            if (layers_[i].norm)
                add(block + ".norm.", *layers_[i].norm, norm_parts());
        }
        return places;
    }

    int image_size() const { return 1 << (layers_.size() + 1); }
    int channels() const { return static_cast<int>(weight_shape(tensors_, image_)[0]); }
    NormTensors norm_tensors() const { return statistics_ ? NormTensors::Statistics : NormTensors::Scale; }
    std::span<const ModulePart> norm_parts() const {
        return std::span(kModuleParts).first(tensor_names(norm_tensors()).size());
    }

    Norm norm() const {
        const std::optional<WeightModule>& norm = layers_[1].norm;
        if (!norm)
            return norm_of(NormTensors::None);
        return norm_of(norm_tensors(), tensors_[*norm->weight].module_version);
    }

    Bias bias() const {
        const auto has_bias = [](const Layer& layer) { return layer.convolution.bias.has_value(); };
        if (std::any_of(layers_.begin(), layers_.end() - 1, has_bias))
            return Bias::All;
        return has_bias(layers_.back()) ? Bias::Last : Bias::None;
    }

    const TensorInfo& weight(const Layer& layer) const { return tensors_[*layer.convolution.weight]; }

    Tensors tensors_;
    std::int64_t widest_; ///< latent size, or 1
    bool critic_;
    WeightModule image_; ///< the convolution that makes or sees the image
    const WeightParts& parts_;
    std::vector<std::size_t> others_; ///< tensors without a place
    std::vector<Layer> layers_;       ///< in the network's order
    bool statistics_ = false;         ///< of the norms
    bool first_norm_ = true;
    MisfitList misfits_;
};

} // namespace

NetworkReading read_network(std::span<const TensorInfo> tensors, const WeightParts& parts) {
    const auto ordered = order_convolutions(tensors, parts.convolutions);
    return ordered ? Fitting(tensors, *ordered, parts).fit() : NetworkReading();
}

std::optional<std::vector<WeightModule>> order_convolutions(std::span<const TensorInfo> tensors,
                                                            const std::vector<WeightModule>& convolutions) {
    if (convolutions.size() < 2 || convolutions.size() > kMaxOrdered)
        return std::nullopt;
    for (std::size_t i = 0; i < convolutions.size(); ++i) {
        const Shape& shape = weight_shape(tensors, convolutions[i]);
        if (shape != Shape{shape[0], kColors, kKernel, kKernel})
            continue;
        if (auto ordered = climb(tensors, convolutions, i))
            return ordered;
    }
    return std::nullopt;
}

std::vector<std::int64_t> chain_shape(std::int64_t channels, std::size_t steps) {
    constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
    const auto doubled = [&](std::size_t times) {
        std::int64_t width = channels;
        for (std::size_t i = 0; i < times; ++i)
            width = width > largest / 2 ? largest : width * 2;
        return width;
    };
    if (steps == 0)
        return {channels, kColors, kKernel, kKernel};
    return {doubled(steps), doubled(steps - 1), kKernel, kKernel};
}

bool is_convolution_count(std::size_t count) {
    return count >= smallest_count() && count <= largest_count();
}

std::string convolution_range() {
    return std::to_string(smallest_count()) + " to " + std::to_string(largest_count()) + " convolutions";
}

} // namespace wasserfarbe
