#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/latent/latents.h"
#include "model/latent/sampler.h"
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
};

struct Model {
    ModelInfo info;
    Weights weights = Weights::Averaged; ///< what the sampler really has
    Sampler sampler;
};

/// Looks at a checkpoint of this program, any other safetensors file of weights or one of PyTorch's (see
/// WeightsFile). A file whose tensors are no network of the DCGAN family is no error here.
/// @throws Error (Model), naming the file
ModelInfo read_model_info(const std::filesystem::path& path);

/// Why a model without a generator, or without a critic, is refused: names the tensors that do not fit, what
/// was expected and what found.
std::string why_no_generator(const ModelInfo& info);
std::string why_no_critic(const ModelInfo& info);

/// Opens the generator of a model file, without reading the rest. @throws Error (Model, Device)
Model open_model(const std::filesystem::path& path, Weights weights, Device device = {Device::Kind::Cpu, 0});

/// Reads latents: one float tensor `z` of shape [n, latent_size], n at least 1.
/// @throws Error (Model), naming the file and the shape it has
Latents read_latents(const std::filesystem::path& path, int latent_size);

/// Writes them the same way. @throws Error (Disk)
void write_latents(const std::filesystem::path& path, const Latents& latents);

} // namespace wasserfarbe
