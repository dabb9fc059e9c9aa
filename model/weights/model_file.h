#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "model/latent/sampler.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

struct CriticWeights;
struct ModelWeights;
struct TensorFile;

/// A model file that is open: a checkpoint of this program, any other safetensors file of weights or one of
/// PyTorch's (see WeightsFile). It is opened, checked and recognised once, and answers from then on: another
/// file that takes its name, or none, changes nothing. Movable. Any thread may call any of it, also while
/// another one does: they wait for each other where weights are read. What takes tensors is in
/// model_weights.h and read/tensor_file.h.
class ModelFile {
public:
    /// Reads no weights. A file whose tensors are no network of the DCGAN family is no error here.
    /// @throws Error (Model), naming the file, as every method
    explicit ModelFile(const std::filesystem::path& path);
    ~ModelFile();
    ModelFile(ModelFile&&) noexcept;
    ModelFile& operator=(ModelFile&&) noexcept;

    const ModelInfo& info() const;
    /// See WeightsFile.
    const std::map<std::string, std::string>& metadata() const;

    /// The generator's tensors, and the critic's where they are wanted; also throws where one is not there.
    ModelWeights weights(Weights weights, bool with_critic) const;
    /// The critic's alone.
    CriticWeights critic() const;
    /// All tensors, under the names and in the types that they have in the file.
    TensorFile contents() const;
    /// The generator, ready to make images. @throws Error (Model, Device)
    Sampler sampler(Weights weights, Device device = {Device::Kind::Cpu, 0}) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
