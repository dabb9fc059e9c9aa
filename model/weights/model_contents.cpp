#include "model/weights/model_contents.h"

#include <algorithm>
#include <map>

#include "model/files/config_json.h"
#include "model/networks/network_blocks.h"
#include "model/types/error.h"
#include "model/weights/read/safetensors.h"
#include "model/weights/recognise/key_names.h"
#include "model/weights/recognise/network_hints.h"

namespace wasserfarbe {
namespace {

using TensorNumbers = std::map<std::string, std::size_t>;

const std::string* find_metadata(const WeightsFile& file, const std::string& key) {
    const auto found = file.metadata().find(key);
    return found == file.metadata().end() ? nullptr : &found->second;
}

bool has_prefix(const ModelInfo& info, const std::string& prefix) {
    return std::any_of(info.tensors.begin(), info.tensors.end(),
                       [&](const ModelInfo::Tensor& tensor) { return tensor.name.starts_with(prefix); });
}

/// @throws Error (Model) where there is no tensor of that name
std::size_t number_of(const TensorNumbers& numbers, const std::string& name) {
    const auto found = numbers.find(name);
    if (found == numbers.end())
        throw Error(ErrorKind::Model, "there is no tensor '" + name + "'");
    return found->second;
}

/// A network takes as much memory as its settings say. Before one is built, the file must hold the weights of
/// that size. @throws Error (Model)
void require_shape(const ModelInfo& info, const TensorNumbers& numbers, const std::string& name,
                   const std::vector<std::int64_t>& expected) {
    const std::vector<std::int64_t>& shape = info.tensors[number_of(numbers, name)].shape;
    if (shape != expected)
        throw Error(ErrorKind::Model,
                    "tensor '" + name + "' is " + shape_text(shape) + ", expected " + shape_text(expected));
}

/// The places of a network of a checkpoint, all of whose tensors are called PREFIX.NAME.
template <typename Spec>
RecognizedNetwork<Spec> network_of_checkpoint(const Spec& spec, const std::string& prefix,
                                              const ModelInfo& info, const TensorNumbers& numbers) {
    const std::vector<NetworkBlock> blocks = network_blocks(spec);
    for (std::size_t i = 0; i < blocks.size(); ++i)
        require_shape(info, numbers, prefix + ".blocks." + std::to_string(i) + ".conv.weight",
                      blocks[i].weight);
    RecognizedNetwork<Spec> network{spec, prefix, {}};
    for (const KeyName& key : network_keys(spec, KeyStyle::Article))
        network.places.push_back({key.name, number_of(numbers, prefix + "." + key.name)});
    return network;
}

/// Epochs and steps. @throws Error (Model)
void read_counters(const std::string& text, ModelInfo& info) {
    const auto json = parse_json(text, "'counters'");
    // An epoch whose last generator update is still due is not over.
    const bool due = json_value<std::int64_t>(json, "batch") == 0 && json.contains("unfinished");
    const int epoch = json_value<int>(json, "epoch");
    info.step = json_value<std::int64_t>(json, "step");
    if (epoch < (due ? 2 : 1) || info.step < 0)
        throw Error(ErrorKind::Model, "its counters contradict each other");
    info.epoch = epoch - (due ? 2 : 1);
}

RecognizedWeights read_checkpoint_contents(const WeightsFile& file, const std::string& config_text,
                                           ModelInfo& info) {
    const TrainingConfig config = config_from_json(parse_json(config_text, "'config'"));
    info.checkpoint = true;
    if (const std::string* software = find_metadata(file, "software"))
        info.software = *software;
    if (const std::string* counters = find_metadata(file, "counters"))
        read_counters(*counters, info);
    TensorNumbers numbers;
    for (std::size_t i = 0; i < info.tensors.size(); ++i)
        numbers.emplace(info.tensors[i].name, i);
    RecognizedWeights found;
    const GeneratorSpec generator = generator_spec(config);
    found.generator = network_of_checkpoint(generator, "generator", info, numbers);
    if (has_prefix(info, "ema."))
        found.averaged = network_of_checkpoint(generator, "ema", info, numbers);
    if (has_prefix(info, "critic."))
        found.critic = network_of_checkpoint(critic_spec(config), "critic", info, numbers);
    return found;
}

RecognizedWeights read_foreign_contents(const WeightsFile& file, ModelInfo& info) {
    const NetworkHints hints = parse_hints(file.metadata());
    info.epoch = hints.epoch;
    info.step = hints.step;
    std::vector<TensorInfo> tensors(info.tensors.begin(), info.tensors.end());
    return recognize_weights(tensors, file.metadata());
}

template <typename Spec>
void name_places(ModelInfo& info, const std::string& network, const RecognizedNetwork<Spec>& found) {
    for (const WeightPlace& place : found.places)
        info.tensors[place.tensor].place = network + "." + place.name;
}

std::int64_t count_parameters(const ModelInfo& info, const RecognizedNetwork<GeneratorSpec>& generator) {
    std::int64_t count = 0;
    for (const WeightPlace& place : generator.places)
        if (place.name.ends_with(".weight") || place.name.ends_with(".bias"))
            count += element_count(info.tensors[place.tensor].shape);
    return count;
}

void describe_networks(const RecognizedWeights& found, ModelInfo& info) {
    if (found.averaged)
        name_places(info, "ema", *found.averaged);
    if (found.generator)
        name_places(info, "generator", *found.generator);
    if (found.critic)
        name_places(info, "critic", *found.critic);
    info.raw = found.generator.has_value();
    info.averaged = found.averaged.has_value();
    if (const auto& generator = found.generator ? found.generator : found.averaged) {
        info.generator = generator->spec;
        info.generator_parameters = count_parameters(info, *generator);
    }
    if (found.critic)
        info.critic = found.critic->spec;
    info.misfits = found.misfits;
}

} // namespace

ModelContents read_model_contents(const std::filesystem::path& path) {
    ModelContents contents{WeightsFile(path), {}, {}};
    ModelInfo& info = contents.info;
    info.path = path;
    info.format = contents.file.format();
    for (const StoredTensor& tensor : contents.file.tensors()) {
        info.tensors.push_back({tensor.info, {}});
        info.bytes += static_cast<std::uint64_t>(element_count(tensor.info.shape)) *
                      safetensors_type_size(tensor.info.type);
    }
    const std::string* config = find_metadata(contents.file, "config");
    const bool checkpoint =
        info.format == WeightsFormat::Safetensors && config && has_prefix(info, "generator.");
    contents.found = checkpoint ? read_checkpoint_contents(contents.file, *config, info)
                                : read_foreign_contents(contents.file, info);
    describe_networks(contents.found, info);
    return contents;
}

} // namespace wasserfarbe
