#include "model/weights/write/model_export.h"

#include <algorithm>
#include <array>

#include "model/files/file_io.h"
#include "model/types/error.h"
#include "model/types/name_ending.h"
#include "model/types/unhandled_value.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/recognise/network_hints.h"
#include "model/weights/write/keyed_tensors.h"
#include "model/weights/write/onnx_writer.h"
#include "model/weights/write/pytorch_writer.h"
#include "model/weights/write/torchscript_writer.h"

namespace wasserfarbe {
namespace {

struct FormatName {
    ModelFormat format;
    std::string_view name;
};

constexpr std::array<FormatName, 4> kFormats = {{{ModelFormat::PyTorch, "pytorch"},
                                                 {ModelFormat::Safetensors, "safetensors"},
                                                 {ModelFormat::TorchScript, "torchscript"},
                                                 {ModelFormat::Onnx, "onnx"}}};

struct Ending {
    std::string_view ending;
    ModelFormat format;
};

constexpr std::array<Ending, 7> kEndings = {{{".pt", ModelFormat::PyTorch},
                                             {".pth", ModelFormat::PyTorch},
                                             {".ckpt", ModelFormat::PyTorch},
                                             {".safetensors", ModelFormat::Safetensors},
                                             {".ts", ModelFormat::TorchScript},
                                             {".torchscript", ModelFormat::TorchScript},
                                             {".onnx", ModelFormat::Onnx}}};

using Metadata = std::map<std::string, std::string>;

Metadata hints_of(const ModelWeights& weights) {
    NetworkHints hints;
    hints.generator_norm = weights.info.generator->norm;
    if (!weights.critic.empty())
        hints.critic_norm = weights.info.critic->norm;
    hints.epoch = weights.info.epoch;
    hints.step = weights.info.step;
    return {{kNetworkHints, format_hints(hints)}};
}

/// The generator and, where there is one, the critic.
std::vector<NamedStateDict> state_dicts(const ModelWeights& weights, KeyStyle keys) {
    std::vector<NamedStateDict> dicts;
    dicts.push_back(
        {"", keyed_tensors(generator_keys(weights.info.generator.value(), keys), weights.generator)});
    if (weights.critic.empty())
        return dicts;
    dicts.front().name = "generator";
    dicts.push_back(
        {"critic", keyed_tensors(critic_keys(weights.info.critic.value(), keys), weights.critic)});
    return dicts;
}

void write_safetensors(const std::filesystem::path& path, const ModelWeights& weights, KeyStyle keys) {
    TensorFile file;
    file.metadata = hints_of(weights);
    file.metadata["format"] = "pt"; // as PyTorch's writers have it; some readers ask for it
    for (const NamedStateDict& dict : state_dicts(weights, keys))
        for (const auto& [key, tensor] : dict.tensors)
            file.tensors.emplace_back(dict.name.empty() ? key : dict.name + "." + key, tensor);
    write_tensor_file(path, file);
}

std::vector<std::filesystem::path> write_onnx(const std::filesystem::path& path,
                                              const ModelWeights& weights) {
    AtomicFile generator(path);
    generator.write(write_onnx_generator(weights));
    if (weights.critic.empty()) {
        generator.commit();
        return {path};
    }
    const std::filesystem::path critic_path = onnx_critic_path(path);
    AtomicFile critic(critic_path);
    critic.write(write_onnx_critic(weights));
    generator.commit(); // only once there is place for both
    critic.commit();
    return {path, critic_path};
}

/// A run's checkpoint that was written over by an export could not be gone on from.
void require_other_file(const std::filesystem::path& model, const std::filesystem::path& out) {
    std::error_code error;
    if (std::filesystem::equivalent(model, out, error))
        throw Error(ErrorKind::Usage, out, "is the model itself; choose another name");
}

/// What is asked for is at fault then, not the file.
void require_critic(const std::filesystem::path& model) {
    const ModelInfo info = read_model_info(model);
    if (info.generator && !info.critic)
        throw Error(ErrorKind::Usage, model,
                    "has no critic that could be exported; export the generator alone");
}

} // namespace

std::string_view format_name(ModelFormat format) {
    return std::find_if(kFormats.begin(), kFormats.end(), [&](const auto& it) { return it.format == format; })
        ->name;
}

ModelFormat parse_model_format(const std::string& name) {
    for (const FormatName& known : kFormats)
        if (known.name == name)
            return known.format;
    throw Error(ErrorKind::Usage,
                "format: '" + name + "' is not known; allowed: pytorch, safetensors, torchscript, onnx");
}

KeyStyle parse_key_style(const std::string& name) {
    if (name == "article")
        return KeyStyle::Article;
    if (name == "dcgan")
        return KeyStyle::Dcgan;
    throw Error(ErrorKind::Usage, "keys: '" + name + "' is not known; allowed: article, dcgan");
}

std::optional<ModelFormat> format_of_ending(const std::filesystem::path& path) {
    const std::string ending = lower_ending(path);
    for (const Ending& known : kEndings)
        if (known.ending == ending)
            return known.format;
    return std::nullopt;
}

std::filesystem::path onnx_critic_path(const std::filesystem::path& out) {
    const bool plain = lower_ending(out) == ".onnx";
    return out.parent_path() / ((plain ? out.stem() : out.filename()).string() + ".critic.onnx");
}

std::vector<std::filesystem::path> export_model(const std::filesystem::path& model,
                                                const std::filesystem::path& out, const ModelExport& how) {
    require_other_file(model, out);
    if (how.with_critic)
        require_critic(model);
    const ModelWeights weights = read_model_weights(model, how.weights, how.with_critic);
    switch (how.format) {
    case ModelFormat::PyTorch:
        write_pytorch_file(out, state_dicts(weights, how.keys), hints_of(weights));
        return {out};
    case ModelFormat::Safetensors:
        write_safetensors(out, weights, how.keys);
        return {out};
    case ModelFormat::TorchScript:
        write_torchscript(out, weights);
        return {out};
    case ModelFormat::Onnx:
        return write_onnx(out, weights);
    }
    unhandled_value();
}

} // namespace wasserfarbe
