#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/networks/network_spec.h"
#include "model/weights/read/tensor_info.h"
#include "model/weights/read/weights_file.h"
#include "model/weights/recognise/recognized_weights.h"

namespace wasserfarbe {

enum class Weights {
    Averaged, ///< the exponential average; the plain ones where a file has no average
    Raw,      ///< as training left them
};

/// What a model file says of itself, read without its weights.
struct ModelInfo {
    /// A tensor with what it is to this program.
    struct Tensor : TensorInfo {
        std::string place; ///< "generator.blocks.0.conv.weight"; empty: not used
    };
    std::filesystem::path path;
    WeightsFormat format = WeightsFormat::Safetensors;
    bool checkpoint = false;                ///< one that this program wrote, which a run can go on from
    std::string software;                   ///< that wrote it; empty where it does not say
    std::optional<GeneratorSpec> generator; ///< nothing where the file has none, or one that does not fit
    std::optional<CriticSpec> critic;       ///< likewise
    bool averaged = false;                  ///< there is an average of the generator
    bool raw = false;                       ///< there is the generator as training left it
    std::int64_t generator_parameters = 0;
    int epoch = 0; ///< epochs completed; 0 where the file does not say
    std::int64_t step = 0;
    std::vector<Tensor> tensors; ///< by their place in the file
    std::vector<Misfit> misfits; ///< why there is neither a generator nor a critic; else empty
    std::uint64_t bytes = 0;     ///< of all tensors

    /// Which of the generator's weights there are for who wants these.
    Weights held(Weights wanted) const {
        return averaged && (wanted == Weights::Averaged || !raw) ? Weights::Averaged : Weights::Raw;
    }
};

/// Why a model without a generator, or without a critic, is refused: names the tensors that do not fit, what
/// was expected and what found.
std::string why_no_generator(const ModelInfo& info);
std::string why_no_critic(const ModelInfo& info);

} // namespace wasserfarbe
