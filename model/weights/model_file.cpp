#include "model/weights/model_file.h"

#include <mutex>

#include "model/networks/generator.h"
#include "model/networks/torch_device.h"
#include "model/types/error.h"
#include "model/weights/model_contents.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"

namespace wasserfarbe {

struct ModelFile::Impl {
    explicit Impl(const std::filesystem::path& path)
        : contents(naming(
              path, [&] { return translate_torch_errors([&] { return read_model_contents(path); }); })) {}

    /// With the file to itself; an Error names it.
    template <typename Work>
    auto read(Work&& work) {
        const std::lock_guard lock(mutex);
        return naming(contents.info.path,
                      [&] { return translate_torch_errors([&] { return work(contents); }); });
    }

    std::mutex mutex; ///< guards the file of `contents`; the rest never changes
    const ModelContents contents;
};

ModelFile::ModelFile(const std::filesystem::path& path) : impl_(std::make_unique<Impl>(path)) {}
ModelFile::~ModelFile() = default;
ModelFile::ModelFile(ModelFile&&) noexcept = default;
ModelFile& ModelFile::operator=(ModelFile&&) noexcept = default;

const ModelInfo& ModelFile::info() const {
    return impl_->contents.info;
}

const std::map<std::string, std::string>& ModelFile::metadata() const {
    return impl_->contents.file.metadata();
}

ModelWeights ModelFile::weights(Weights weights, bool with_critic) const {
    return impl_->read(
        [&](const ModelContents& contents) { return read_model_weights(contents, weights, with_critic); });
}

CriticWeights ModelFile::critic() const {
    return impl_->read(read_critic_weights);
}

TensorFile ModelFile::contents() const {
    return impl_->read(read_all_tensors);
}

Sampler ModelFile::sampler(Weights weights, Device device) const {
    const ModelWeights model = this->weights(weights, false);
    return naming(info().path, [&] {
        Generator generator(*model.info.generator);
        StateReader(with_prefix("generator", model.generator)).load(network_tensors("generator", *generator));
        return Sampler(generator, device);
    });
}

} // namespace wasserfarbe
