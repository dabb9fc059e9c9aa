#include "model/weights/recognise/weight_modules.h"

#include <algorithm>
#include <array>
#include <map>

namespace wasserfarbe {
namespace {

constexpr std::size_t kConvolutionDimensions = 4;
constexpr std::string_view kParametrized = ".parametrizations.weight"; // what torch.nn.utils adds to a module

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

/// Takes the number that a text begins with off it. @returns it without the zeros before it
std::string_view take_number(std::string_view& text) {
    const std::string_view digits = text.substr(0, text.find_first_not_of("0123456789"));
    text.remove_prefix(digits.size());
    return digits.substr(std::min(digits.find_first_not_of('0'), digits.size()));
}

/// Orders names so that "main.9" comes before "main.10".
struct NumbersByValue {
    bool operator()(std::string_view a, std::string_view b) const {
        std::string_view rest_a = a;
        std::string_view rest_b = b;
        while (!rest_a.empty() && !rest_b.empty()) {
            if (is_digit(rest_a.front()) && is_digit(rest_b.front())) {
                const std::string_view number_a = take_number(rest_a);
                const std::string_view number_b = take_number(rest_b);
                if (number_a.size() != number_b.size())
                    return number_a.size() < number_b.size();
                if (number_a != number_b)
                    return number_a < number_b;
            } else if (rest_a.front() != rest_b.front()) {
                return rest_a.front() < rest_b.front();
            } else {
                rest_a.remove_prefix(1);
                rest_b.remove_prefix(1);
            }
        }
        if (rest_a.empty() != rest_b.empty())
            return rest_a.empty();
        return a < b; // "1" and "01"
    }
};

struct SplitName {
    std::string_view module;
    std::string_view part;
};

SplitName split(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos)
        return {{}, name};
    SplitName split{name.substr(0, dot), name.substr(dot + 1)};
    if (split.module.ends_with(kParametrized))
        split.module.remove_suffix(kParametrized.size());
    return split;
}

/// What a convolution's weight is made of where it is not the tensor itself, by the names that
/// torch.nn.utils gives it.
std::string_view disguise_of(std::string_view part, std::size_t dimensions) {
    if (dimensions != kConvolutionDimensions)
        return {};
    if (part == "weight_orig")
        return "spectral norm";
    if (part == "weight_v" || part == "original1")
        return "weight norm";
    return part == "original" ? "spectral norm" : std::string_view();
}

/// What comes with a weight in disguise, and is not worth a misfit of its own.
bool belongs_to_disguise(std::string_view part) {
    constexpr std::array parts = {"weight_u", "weight_v", "weight_g", "original0", "_u", "_v"};
    return std::find(parts.begin(), parts.end(), part) != parts.end();
}

std::optional<std::size_t>* place_of(WeightModule& module, std::string_view part) {
    const auto known = std::ranges::find(kModuleParts, part, &ModulePart::name);
    return known == kModuleParts.end() ? nullptr : &(module.*known->tensor);
}

/// A single number only counts batches, so it may be missing and have any value.
bool is_spare_counter(const TensorInfo& tensor, std::string_view part) {
    const bool integer = tensor.type.starts_with('I') || tensor.type.starts_with('U');
    return part == "num_batches_tracked" && is_single(tensor) && !integer;
}

using ModulesByName = std::map<std::string_view, WeightModule, NumbersByValue>;

/// @returns whether the tensor found a place in its module
bool put(ModulesByName& modules, const TensorInfo& tensor, std::size_t number) {
    const auto [name, part] = split(tensor.name);
    const std::string_view disguise = disguise_of(part, tensor.shape.size());
    WeightModule& module = modules[name];
    module.name = name;
    std::optional<std::size_t>* place = disguise.empty() ? place_of(module, part) : &module.weight;
    if (!place || *place)
        return false;
    *place = number;
    if (!disguise.empty())
        module.disguise = disguise;
    return true;
}

bool is_norm(const WeightModule& module, std::span<const TensorInfo> tensors) {
    if (module.weight) {
        const std::size_t dimensions = tensors[*module.weight].shape.size();
        return dimensions == 1 || dimensions == 3;
    }
    return module.running_mean && tensors[*module.running_mean].shape.size() == 1;
}

bool is_convolution(const WeightModule& module, std::span<const TensorInfo> tensors) {
    return module.weight && tensors[*module.weight].shape.size() == kConvolutionDimensions &&
           !module.running_mean && !module.running_var && !module.batches;
}

/// Whether the module that the tensor is of has a weight in disguise.
bool is_part_of_disguise(const ModulesByName& modules, std::string_view tensor) {
    const auto [name, part] = split(tensor);
    const bool numbered = part.starts_with('_'); // main.0.parametrizations.weight.0._u
    const auto module = modules.find(numbered ? split(name).module : name);
    return belongs_to_disguise(part) && module != modules.end() && !module->second.disguise.empty();
}

} // namespace

WeightParts sort_weights(std::span<const TensorInfo> tensors, std::span<const std::size_t> wanted) {
    WeightParts parts;
    ModulesByName modules;
    std::vector<std::size_t> unplaced;
    for (const std::size_t number : wanted) {
        const TensorInfo& tensor = tensors[number];
        const bool spare = is_leftover(tensor) || is_spare_counter(tensor, split(tensor.name).part);
        if (!spare && !put(modules, tensor, number))
            unplaced.push_back(number);
    }
    for (const std::size_t number : unplaced) {
        if (!is_part_of_disguise(modules, tensors[number].name))
            parts.others.push_back(number);
    }
    for (const auto& [name, module] : modules) {
        if (is_convolution(module, tensors)) {
            parts.convolutions.push_back(module);
        } else if (is_norm(module, tensors)) {
            parts.norms.push_back(module);
        } else {
            const std::vector<std::size_t> all = tensors_of(module);
            parts.others.insert(parts.others.end(), all.begin(), all.end());
        }
    }
    return parts;
}

bool is_convolution_weight(const TensorInfo& tensor) {
    const std::string_view part = split(tensor.name).part;
    return tensor.shape.size() == kConvolutionDimensions &&
           (part == "weight" || !disguise_of(part, tensor.shape.size()).empty());
}

bool is_linear_weight(const TensorInfo& tensor) {
    return tensor.shape.size() == 2 && split(tensor.name).part == "weight";
}

bool is_single(const TensorInfo& tensor) {
    return tensor.shape.empty() || (tensor.shape.size() == 1 && tensor.shape[0] == 1);
}

bool is_leftover(const TensorInfo& tensor) {
    WeightModule module;
    return tensor.shape.empty() && !place_of(module, split(tensor.name).part);
}

const std::vector<std::int64_t>& weight_shape(std::span<const TensorInfo> tensors,
                                              const WeightModule& module) {
    return tensors[*module.weight].shape;
}

std::vector<std::size_t> tensors_of(const WeightModule& module) {
    std::vector<std::size_t> numbers;
    for (const ModulePart& part : kModuleParts) {
        if (const auto& number = module.*part.tensor)
            numbers.push_back(*number);
    }
    return numbers;
}

std::string tensor_name(std::string_view module, std::string_view part) {
    std::string name(module);
    if (!name.empty())
        name += '.';
    return name.append(part);
}

} // namespace wasserfarbe
