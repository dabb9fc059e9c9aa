#include "model/weights/write/model_export.h"

#include "model/files/file_io.h"
#include "model/types/error.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"
#include "model/weights/recognise/network_hints.h"
#include "model/weights/write/keyed_tensors.h"
#include "model/weights/write/onnx_writer.h"
#include "model/weights/write/pytorch_writer.h"
#include "model/weights/write/torchscript_writer.h"

namespace wasserfarbe {
namespace {

/// A run's checkpoint that was written over by an export could not be gone on from.
void require_other_file(const std::filesystem::path& model, const std::filesystem::path& out) {
    std::error_code error;
    if (std::filesystem::equivalent(model, out, error))
        throw Error(ErrorKind::Usage, out, "is the model itself; choose another name");
}

/// What is asked for is at fault then, not the file.
void require_critic(const ModelInfo& model) {
    if (model.generator && !model.critic)
        throw Error(ErrorKind::Usage, model.path,
                    "has no critic that could be exported; export the generator alone");
}

} // namespace

KeyStyle parse_key_style(const std::string& name) {
    if (name == "article")
        return KeyStyle::Article;
    if (name == "dcgan")
        return KeyStyle::Dcgan;
    throw Error(ErrorKind::Usage, "keys: '" + name + "' is not known; allowed: article, dcgan");
}

std::filesystem::path onnx_critic_path(const std::filesystem::path& out) {
    const bool plain = format_of_ending(out) == ModelFormat::Onnx;
    return out.parent_path() / ((plain ? out.stem() : out.filename()).string() + ".critic.onnx");
}

void export_pytorch(const std::filesystem::path& out, const ModelWeights& weights, KeyStyle keys) {
    write_pytorch_file(out, state_dicts(weights, keys), exported_hints(weights));
}

void export_safetensors(const std::filesystem::path& out, const ModelWeights& weights, KeyStyle keys) {
    TensorFile file;
    file.metadata = exported_hints(weights);
    file.metadata["format"] = "pt"; // as PyTorch's writers have it; some readers ask for it
    for (const NamedStateDict& dict : state_dicts(weights, keys))
        for (const auto& [key, tensor] : dict.tensors)
            file.tensors.emplace_back(dict.name.empty() ? key : dict.name + "." + key, tensor);
    write_tensor_file(out, file);
}

void export_torchscript(const std::filesystem::path& out, const ModelWeights& weights, KeyStyle) {
    write_torchscript(out, weights);
}

void export_onnx(const std::filesystem::path& out, const ModelWeights& weights, KeyStyle) {
    AtomicFile generator(out);
    generator.write(write_onnx_generator(weights));
    if (weights.critic.empty())
        return generator.commit();
    AtomicFile critic(onnx_critic_path(out));
    critic.write(write_onnx_critic(weights));
    generator.commit(); // only once there is place for both
    critic.commit();
}

std::vector<std::filesystem::path> exported_files(const std::filesystem::path& out, const ModelExport& how) {
    const CriticPath critic_path = export_format(how.format).critic_path;
    if (!how.with_critic || critic_path == nullptr)
        return {out};
    return {out, critic_path(out)};
}

std::vector<std::filesystem::path> export_model(const ModelFile& model, const std::filesystem::path& out,
                                                const ModelExport& how) {
    require_other_file(model.info().path, out);
    if (how.with_critic)
        require_critic(model.info());
    export_format(how.format).write(out, model.weights(how.weights, how.with_critic), how.keys);
    return exported_files(out, how);
}

} // namespace wasserfarbe
