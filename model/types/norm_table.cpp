#include "model/types/norm_table.h"

#include <array>

#include "model/types/text.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

constexpr double kEpsilon = 1e-5; // PyTorch's default
constexpr const char* kEpsilonText = "1e-05";

std::string batch_python(std::int64_t channels) {
    return "nn.BatchNorm2d(" + std::to_string(channels) + ")";
}

std::string batch_torchscript(const std::string& self, std::int64_t) {
    return "torch.batch_norm(x, " + self + ".weight, " + self + ".bias, " + self + ".running_mean, " + self +
           ".running_var, False, 0.1, " + kEpsilonText + ", True)";
}

std::vector<OnnxOperator> batch_onnx(std::int64_t, std::int64_t) {
    return {
        {"BatchNormalization",
         {OnnxWeight{"weight"}, OnnxWeight{"bias"}, OnnxWeight{"running_mean"}, OnnxWeight{"running_var"}},
         {{"epsilon", kEpsilon}}}};
}

// Layer and instance norm are group norm, of one group and of one group a channel.

std::string group_python(std::int64_t groups, std::int64_t channels) {
    return "nn.GroupNorm(" + std::to_string(groups) + ", " + std::to_string(channels) + ")";
}

std::string group_torchscript(const std::string& self, std::int64_t groups) {
    return "torch.group_norm(x, " + std::to_string(groups) + ", " + self + ".weight, " + self + ".bias, " +
           kEpsilonText + ")";
}

/// Instance norm of each group of channels as if it were one channel, then a scale and a shift for each
/// channel, as PyTorch exports its GroupNorm: this opset has no operator for it. Instance norm has one, but
/// OpenCV 4.6 leaves out its scale and shift for all images of a batch but the first.
std::vector<OnnxOperator> group_onnx(std::int64_t groups, std::int64_t channels, std::int64_t side) {
    return {{"Reshape", {OnnxShape{"groups", {0, groups, -1}}}},
            {"InstanceNormalization",
             {OnnxConstant{"one", groups, 1}, OnnxConstant{"zero", groups, 0}},
             {{"epsilon", kEpsilon}}},
            {"Reshape", {OnnxShape{"channels", {0, channels, side, side}}}},
            {"Mul", {OnnxWeight{"weight", true}}},
            {"Add", {OnnxWeight{"bias", true}}}};
}

constexpr std::array kNorms = {
    NormInfo{.norm = Norm::None,
             .name = "none",
             .choice = WASSERFARBE_TEXT("Field", "None"),
             .text = WASSERFARBE_TEXT("ModelText", "no norm"),
             .tensors = NormTensors::None,
             .activations_in_update = 9.5},
    NormInfo{.norm = Norm::Layer,
             .name = "layer",
             .choice = WASSERFARBE_TEXT("Field", "Layer"),
             .text = WASSERFARBE_TEXT("ModelText", "layer norm"),
             .tensors = NormTensors::Scale,
             .activations_in_update = 21,
             .python = [](std::int64_t channels) { return group_python(1, channels); },
             .torchscript = [](const std::string& self, std::int64_t) { return group_torchscript(self, 1); },
             .onnx = [](std::int64_t channels, std::int64_t side) { return group_onnx(1, channels, side); }},
    NormInfo{.norm = Norm::Instance,
             .name = "instance",
             .choice = WASSERFARBE_TEXT("Field", "Instance"),
             .text = WASSERFARBE_TEXT("ModelText", "instance norm"),
             .tensors = NormTensors::Scale,
             .module_version = 2, // since it has running statistics only where somebody wants them
             .activations_in_update = 19,
             .python = [](std::int64_t channels) { return group_python(channels, channels); },
             .torchscript = group_torchscript,
             .onnx = [](std::int64_t channels,
                        std::int64_t side) { return group_onnx(channels, channels, side); }},
    NormInfo{.norm = Norm::Batch,
             .name = "batch",
             .choice = WASSERFARBE_TEXT("Field", "Batch"),
             .text = WASSERFARBE_TEXT("ModelText", "batch norm"),
             .tensors = NormTensors::Statistics,
             .across_batch = true,
             .activations_in_update = 17,
             .python = batch_python,
             .torchscript = batch_torchscript,
             .onnx = batch_onnx},
};

} // namespace

std::span<const std::string_view> tensor_names(NormTensors tensors) {
    static constexpr std::array<std::string_view, 5> names = {"weight", "bias", "running_mean", "running_var",
                                                              "num_batches_tracked"};
    switch (tensors) {
    case NormTensors::None:
        return {};
    case NormTensors::Scale:
        return std::span(names).first(2);
    case NormTensors::Statistics:
        return names;
    }
    unhandled_value();
}

std::span<const NormInfo> norm_table() {
    return kNorms;
}

const NormInfo& norm_info(Norm norm) {
    const auto place = static_cast<std::size_t>(norm);
    if (place < kNorms.size())
        return kNorms[place];
    unhandled_value();
}

Norm norm_of(NormTensors tensors, std::int64_t module_version) {
    const NormInfo* best = nullptr;
    for (const NormInfo& info : kNorms)
        if (info.tensors == tensors && info.module_version <= module_version &&
            (!best || info.module_version > best->module_version))
            best = &info;
    return best->norm;
}

} // namespace wasserfarbe
