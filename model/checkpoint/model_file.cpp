#include "model/checkpoint/model_file.h"

#include <algorithm>

#include "model/checkpoint/config_json.h"
#include "model/checkpoint/tensor_file.h"
#include "model/latent/tensors.h"
#include "model/networks/generator.h"
#include "model/training/training_state.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr int kMaxLatents = 1 << 20;

const std::string* find_metadata(const SafetensorsHeader& header, const std::string& key) {
    const auto found = header.metadata.find(key);
    return found == header.metadata.end() ? nullptr : &found->second;
}

bool has_prefix(const SafetensorsHeader& header, const std::string& prefix) {
    return std::any_of(header.entries.begin(), header.entries.end(),
                       [&](const auto& entry) { return entry.name.starts_with(prefix); });
}

ModelInfo info_from_header(const std::filesystem::path& path, const SafetensorsHeader& header) {
    const std::string* config = find_metadata(header, "config");
    if (!config || !has_prefix(header, "generator."))
        throw Error(ErrorKind::Model, "it holds no generator that this program wrote");
    ModelInfo info;
    info.path = path;
    info.generator = generator_spec(config_from_json(parse_json(*config, "'config'")));
    if (const std::string* software = find_metadata(header, "software"))
        info.software = *software;
    if (const std::string* counters = find_metadata(header, "counters")) {
        const auto json = parse_json(*counters, "'counters'");
        // An epoch whose last generator update is still due is not over.
        const bool due = json_value<std::int64_t>(json, "batch") == 0 && json.contains("unfinished");
        const int epoch = json_value<int>(json, "epoch");
        info.step = json_value<std::int64_t>(json, "step");
        if (epoch < (due ? 2 : 1) || info.step < 0)
            throw Error(ErrorKind::Model, "its counters contradict each other");
        info.epoch = epoch - (due ? 2 : 1);
    }
    for (const SafetensorsHeader::Entry& entry : header.entries) {
        info.tensors.push_back({entry.name, entry.type, entry.shape});
        info.bytes += entry.size;
        const bool parameter = entry.name.ends_with(".weight") || entry.name.ends_with(".bias");
        if (parameter && entry.name.starts_with("generator."))
            info.generator_parameters +=
                static_cast<std::int64_t>(entry.size / safetensors_type_size(entry.type));
    }
    return info;
}

/// A generator takes as much memory as its settings say. Before one is built, the file must hold the weights
/// of that size. @throws Error (Model), naming the first one that it does not
void require_weights(const ModelInfo& info, const std::string& prefix) {
    const int doublings = resolution_steps(info.generator.image_size);
    std::int64_t in = info.generator.latent_size;
    std::int64_t out = static_cast<std::int64_t>(info.generator.channels) << (doublings - 1);
    for (int block = 0; block <= doublings; ++block) {
        const std::string name = prefix + ".blocks." + std::to_string(block) + ".conv.weight";
        const std::vector<std::int64_t> expected = {in, out, 4, 4};
        const auto found = std::find_if(info.tensors.begin(), info.tensors.end(),
                                        [&](const ModelInfo::Tensor& tensor) { return tensor.name == name; });
        if (found == info.tensors.end())
            throw Error(ErrorKind::Model, "there is no tensor '" + name + "'");
        if (found->shape != expected)
            throw Error(ErrorKind::Model,
                        c10::str("tensor '", name, "' is ", torch::IntArrayRef(found->shape), ", expected ",
                                 torch::IntArrayRef(expected)));
        in = out;
        out = block + 1 == doublings ? 3 : out / 2;
    }
}

} // namespace

ModelInfo read_model_info(const std::filesystem::path& path) {
    return naming(path, [&] { return info_from_header(path, read_tensor_file_header(path)); });
}

Model open_model(const std::filesystem::path& path, Weights weights, Device device) {
    return naming(path, [&] {
        const SafetensorsHeader header = read_tensor_file_header(path);
        ModelInfo info = info_from_header(path, header);
        if (!has_prefix(header, "ema."))
            weights = Weights::Raw;
        const std::string prefix = weights == Weights::Averaged ? "ema" : "generator";
        require_weights(info, prefix);
        const TensorFile file =
            read_tensor_file(path, [&](const std::string& name) { return name.starts_with(prefix + "."); });
        Generator generator(info.generator);
        StateReader(file.tensors).load(network_tensors(prefix, *generator));
        return Model{std::move(info), weights, Sampler(generator, device)};
    });
}

Latents read_latents(const std::filesystem::path& path, int latent_size) {
    const TensorFile file = read_tensor_file(path);
    const auto found =
        std::find_if(file.tensors.begin(), file.tensors.end(), [](const auto& t) { return t.first == "z"; });
    if (found == file.tensors.end())
        throw Error(ErrorKind::Model, path, "a latents file holds one tensor 'z', this one has none");
    const torch::Tensor& z = found->second;
    if (z.dim() != 2 || z.size(0) < 1 || z.size(0) > kMaxLatents || z.size(1) != latent_size ||
        !z.is_floating_point())
        throw Error(
            ErrorKind::Model, path,
            c10::str("'z' is ", z.scalar_type(), z.sizes(), ", expected Float[n, ", latent_size, "]"));
    const torch::Tensor values = z.to(torch::kFloat32);
    if (!values.isfinite().all().item<bool>())
        throw Error(ErrorKind::Model, path, "'z' has values that are not finite numbers");
    return to_latents(values);
}

void write_latents(const std::filesystem::path& path, const Latents& latents) {
    write_tensor_file(path, {{{"z", to_tensor(latents)}}, {}});
}

} // namespace wasserfarbe
