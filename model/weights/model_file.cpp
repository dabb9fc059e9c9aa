#include "model/weights/model_file.h"

#include <mutex>
#include <utility>

#include "model/networks/generator.h"
#include "model/networks/torch_device.h"
#include "model/types/error.h"
#include "model/weights/model_contents.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/recognise/key_names.h"

namespace wasserfarbe {
namespace {

/// Reads tensors of one file. Keeps the storage read last: all tensors may lie in one.
class TensorReader {
public:
    explicit TensorReader(const WeightsFile& file) : file_(file) {}

    /// A copy, contiguous, in the type that it is computed with.
    torch::Tensor read(std::size_t number) {
        const torch::Tensor tensor = read_stored(number);
        return tensor.to(tensor.is_floating_point() ? torch::kFloat32 : torch::kInt64);
    }

    /// The same in its own type.
    torch::Tensor read_stored(std::size_t number) {
        const StoredTensor& stored = file_.tensors()[number];
        if (storage_ != stored.storage) {
            bytes_ = file_.read_storage(stored.storage);
            storage_ = stored.storage;
        }
        const torch::ScalarType type = tensor_type(stored.info);
        if (bytes_.empty())
            return torch::empty(stored.info.shape, type);
        const auto count = static_cast<std::int64_t>(bytes_.size() / c10::elementSize(type));
        const torch::Tensor all = torch::from_blob(bytes_.data(), {count}, type);
        const torch::Tensor view =
            all.as_strided(stored.info.shape, stored.strides, static_cast<std::int64_t>(stored.offset));
        return view.clone(torch::MemoryFormat::Contiguous);
    }

private:
    const WeightsFile& file_;
    std::size_t storage_ = static_cast<std::size_t>(-1); // none yet
    std::vector<std::uint8_t> bytes_;
};

/// What a file may lack: zero biases, and the count of batches, which computes nothing.
torch::Tensor missing_tensor(const std::string& name, std::int64_t channels) {
    return name.ends_with("num_batches_tracked") ? torch::zeros({}, torch::kInt64) : torch::zeros({channels});
}

/// @param out_axis  of a convolution's weight: where its output channels are
template <typename Spec>
NamedTensors read_network(const WeightsFile& file, const RecognizedNetwork<Spec>& network,
                          std::int64_t out_axis) {
    std::map<std::string, std::size_t> numbers;
    for (const WeightPlace& place : network.places)
        numbers[place.name] = place.tensor;
    TensorReader reader(file);
    NamedTensors tensors;
    std::int64_t channels = 0; // of the convolution at hand
    for (const KeyName& key : network_keys(network.spec, KeyStyle::Article)) {
        const auto found = numbers.find(key.name);
        torch::Tensor tensor =
            found == numbers.end() ? missing_tensor(key.name, channels) : reader.read(found->second);
        if (tensor.is_floating_point() && !tensor.isfinite().all().item<bool>())
            throw Error(ErrorKind::Model, "tensor '" + file.tensors()[found->second].info.name +
                                              "' has values that are not finite numbers");
        if (tensor.dim() == 4)
            channels = tensor.size(out_axis);
        if (key.name.ends_with("num_batches_tracked"))
            tensor = tensor.reshape({}); // some programs write a scalar as a list of one
        tensors.emplace_back(key.name, std::move(tensor));
    }
    return tensors;
}

} // namespace

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
    return impl_->read([&](const ModelContents& contents) {
        if (!contents.info.generator)
            throw Error(ErrorCode::NoGenerator, {}, {why_no_generator(contents.info)});
        if (with_critic && !contents.info.critic)
            throw Error(ErrorKind::Model, "it holds a generator but no critic");
        ModelWeights model;
        model.info = contents.info;
        model.weights = contents.info.held(weights);
        const auto& generator =
            model.weights == Weights::Averaged ? *contents.found.averaged : *contents.found.generator;
        model.info.generator = generator.spec;
        model.generator = read_network(contents.file, generator, 1);
        if (with_critic)
            model.critic = read_network(contents.file, *contents.found.critic, 0);
        return model;
    });
}

CriticWeights ModelFile::critic() const {
    return impl_->read([](const ModelContents& contents) -> CriticWeights {
        if (!contents.info.critic)
            throw Error(ErrorKind::Model, why_no_critic(contents.info));
        const auto& critic = *contents.found.critic;
        return {critic.spec, read_network(contents.file, critic, 0)};
    });
}

TensorFile ModelFile::contents() const {
    return impl_->read([](const ModelContents& contents) {
        TensorFile file{{}, contents.file.metadata()};
        TensorReader reader(contents.file);
        for (std::size_t i = 0; i < contents.file.tensors().size(); ++i)
            file.tensors.emplace_back(contents.file.tensors()[i].info.name, reader.read_stored(i));
        return file;
    });
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
