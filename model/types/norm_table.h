#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// Which tensors a norm has in a network.
enum class NormTensors {
    None,
    Scale,     ///< `weight` and `bias`, [channels] each
    Statistics ///< and the buffers `running_mean` and `running_var`, [channels], and `num_batches_tracked`,
               ///< []
};
/// Their names: "weight", "bias" ...
std::span<const std::string_view> tensor_names(NormTensors tensors);

/// One of the norm's own tensors, [channels] or, where it is spread over an image, [channels, 1, 1].
struct OnnxWeight {
    std::string_view name;
    bool over_image = false;
};
/// A constant of so many equal numbers. The name is the norm's own.
struct OnnxConstant {
    std::string_view name;
    std::int64_t count = 0;
    float value = 0;
};
/// A constant that is a shape.
struct OnnxShape {
    std::string_view name;
    std::vector<std::int64_t> sizes;
};
/// An operator of ONNX. Its first input is what the one before it made.
struct OnnxOperator {
    const char* kind = nullptr; ///< "Mul"
    std::vector<std::variant<OnnxWeight, OnnxConstant, OnnxShape>> inputs{};
    std::vector<std::pair<const char*, std::variant<std::int64_t, double>>> attributes{};
};

/// A norm, declared once: settings, networks, estimates and every exported format are made from this. Its
/// LibTorch module is in networks/norm.cpp.
struct NormInfo {
    Norm norm;
    std::string_view name; ///< as a setting
    const char* choice;    ///< in a form; context "Field"
    const char* text;      ///< in a sentence; context "ModelText"
    NormTensors tensors;
    /// Of its PyTorch module, at least, where that tells it from another one with the same tensors.
    std::int64_t module_version = 0;
    bool across_batch = false; ///< an image's result depends on the others of its batch
    /// How often a critic's activations are in memory at the peak of its update; see memory_estimate.cpp.
    double activations_in_update = 0;

    // How it is exported, with the running statistics where there are any; none of these for Norm::None.
    /// A module of PyTorch: "nn.GroupNorm(1, 64)".
    std::string (*python)(std::int64_t channels) = nullptr;
    /// An expression of TorchScript over `x`. @param self  the module: "self.batchN1"
    std::string (*torchscript)(const std::string& self, std::int64_t channels) = nullptr;
    /// In opset 13. @param side  of the image there, in pixels
    std::vector<OnnxOperator> (*onnx)(std::int64_t channels, std::int64_t side) = nullptr;
};

/// In the order of the enumeration.
std::span<const NormInfo> norm_table();
const NormInfo& norm_info(Norm norm);
/// The one that such tensors are taken for. @param module_version  of the file's module; 0: not known
Norm norm_of(NormTensors tensors, std::int64_t module_version = 0);

} // namespace wasserfarbe
