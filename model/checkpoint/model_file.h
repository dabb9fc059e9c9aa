#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "model/latent/latents.h"
#include "model/latent/sampler.h"
#include "model/networks/network_spec.h"

namespace wasserfarbe {

enum class Weights {
    Averaged, ///< the exponential average; the plain ones where a file has no average
    Raw,      ///< as training left them
};

/// What a model file says of itself, read from its header alone.
struct ModelInfo {
    struct Tensor {
        std::string name;
        std::string type; ///< "F32" ...
        std::vector<std::int64_t> shape;
    };
    std::filesystem::path path;
    std::string software; ///< that wrote it; empty where it does not say
    GeneratorSpec generator;
    std::int64_t generator_parameters = 0;
    int epoch = 0; ///< epochs completed
    std::int64_t step = 0;
    std::vector<Tensor> tensors; ///< by their place in the file
    std::uint64_t bytes = 0;
};

struct Model {
    ModelInfo info;
    Weights weights = Weights::Averaged; ///< what the sampler really has
    Sampler sampler;
};

/// @throws Error (Model), naming the file
ModelInfo read_model_info(const std::filesystem::path& path);

/// Opens the generator of a checkpoint, without reading the rest. @throws Error (Model, Device)
Model open_model(const std::filesystem::path& path, Weights weights, Device device = {Device::Kind::Cpu, 0});

/// Reads latents: one float tensor `z` of shape [n, latent_size], n at least 1.
/// @throws Error (Model), naming the file and the shape it has
Latents read_latents(const std::filesystem::path& path, int latent_size);

/// Writes them the same way. @throws Error (Disk)
void write_latents(const std::filesystem::path& path, const Latents& latents);

} // namespace wasserfarbe
