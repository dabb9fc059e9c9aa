#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/weights/read/tensor_info.h"
#include "model/weights/recognise/recognized_weights.h"

namespace wasserfarbe {

/// The tensors of a file whose names differ in the last part alone, by what that part says. Tensors are
/// numbers among the file's tensors; the name is a view of one tensor's name.
struct WeightModule {
    std::string_view name; ///< without the last part; may be empty
    std::optional<std::size_t> weight;
    std::optional<std::size_t> bias;
    std::optional<std::size_t> running_mean;
    std::optional<std::size_t> running_var;
    std::optional<std::size_t> batches; ///< num_batches_tracked
    std::string_view disguise;          ///< "spectral norm": what `weight` is only the raw material of
};

/// A tensor that a module may have.
struct ModulePart {
    std::string_view name; ///< the last part of its name
    std::optional<std::size_t> WeightModule::*tensor;
};
/// In the order of `tensor_names`.
inline constexpr std::array<ModulePart, 5> kModuleParts = {{{"weight", &WeightModule::weight},
                                                            {"bias", &WeightModule::bias},
                                                            {"running_mean", &WeightModule::running_mean},
                                                            {"running_var", &WeightModule::running_var},
                                                            {"num_batches_tracked", &WeightModule::batches}}};

/// Tensors of a file by what they can be in a network of the DCGAN family.
struct WeightParts {
    std::vector<WeightModule> convolutions; ///< `weight` has 4 dimensions; by name, numbers by value
    std::vector<WeightModule> norms;        ///< likewise, 1 or 3 dimensions
    std::vector<std::size_t> others;
};

/// Sorts those tensors of a file whose numbers are in `wanted`.
WeightParts sort_weights(std::span<const TensorInfo> tensors, std::span<const std::size_t> wanted);

/// Whether the tensor can be a convolution's weights, also as spectral or weight norm keep them.
bool is_convolution_weight(const TensorInfo& tensor);
/// Whether the tensor can be a linear layer's weights.
bool is_linear_weight(const TensorInfo& tensor);

/// Whether the tensor is a single number.
bool is_single(const TensorInfo& tensor);

/// Whether a network can do without the tensor: a counter or another single number beside its weights.
bool is_leftover(const TensorInfo& tensor);

/// @param module  has a `weight`
const std::vector<std::int64_t>& weight_shape(std::span<const TensorInfo> tensors,
                                              const WeightModule& module);

/// All tensors of a module.
std::vector<std::size_t> tensors_of(const WeightModule& module);

/// "main.0.weight"
std::string tensor_name(std::string_view module, std::string_view part);

/// Collects the first few misfits: a person does not read a hundred.
class MisfitList {
public:
    void add(std::string tensor, std::string expected, std::string found) {
        if (!full())
            misfits_.push_back({std::move(tensor), std::move(expected), std::move(found)});
    }
    void add(const TensorInfo& tensor, std::string expected) {
        add(tensor.name, std::move(expected), shape_text(tensor.shape));
    }
    /// Where the module's weight is in disguise.
    void add_disguise(std::span<const TensorInfo> tensors, const WeightModule& module) {
        if (!module.disguise.empty())
            add(tensors[*module.weight], "a weight without " + std::string(module.disguise));
    }
    bool empty() const { return misfits_.empty(); }
    bool full() const { return misfits_.size() == kMost; }
    std::vector<Misfit> take() { return std::move(misfits_); }

private:
    static constexpr std::size_t kMost = 8;
    std::vector<Misfit> misfits_;
};

} // namespace wasserfarbe
