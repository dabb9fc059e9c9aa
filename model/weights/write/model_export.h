#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "model/weights/model_file.h"
#include "model/weights/recognise/key_names.h"

namespace wasserfarbe {

/// What a model can be written as.
enum class ModelFormat {
    PyTorch,     ///< a state_dict (OrderedDict) in PyTorch's zip format
    Safetensors, ///< a state_dict as a safetensors file
    TorchScript, ///< a module that torch.jit.load runs without the model's code
    Onnx,        ///< opset 13, any number of latents at once
};

/// How a model is written.
struct ModelExport {
    ModelFormat format = ModelFormat::PyTorch;
    KeyStyle keys = KeyStyle::Article; ///< of PyTorch and Safetensors
    Weights weights = Weights::Averaged;
    bool with_critic = false;
};

/// pytorch, safetensors, torchscript or onnx.
std::string_view format_name(ModelFormat format);
/// @throws Error (Usage)
ModelFormat parse_model_format(const std::string& name);
/// article or dcgan. @throws Error (Usage)
KeyStyle parse_key_style(const std::string& name);
/// From the ending, in any case: .pt, .pth and .ckpt are PyTorch, .safetensors, .ts and .torchscript
/// TorchScript, .onnx. Nothing for another one.
std::optional<ModelFormat> format_of_ending(const std::filesystem::path& path);

/// Writes a model's generator, and its critic where asked, whole or not at all, over a file that is there.
/// BatchNorm's buffers are written too.
/// - PyTorch, Safetensors: the generator alone is one state_dict. With the critic PyTorch has a dict of two,
///   `generator` and `critic`; safetensors has names that begin with `generator.` and `critic.`.
/// - TorchScript: forward(z [n, latent_size]) -> images [n, 3, size, size] in [-1, 1]; with the critic, the
///   submodule `critic` scores images: [n].
/// - Onnx: input `z`, output `images`, as above; the critic is a file of its own beside it,
///   NAME.critic.onnx, input `images`, output `scores`.
/// @param model  what `open_model` opens
/// @returns the files written, `out` first
/// @throws Error (Model, Disk; Usage where `out` is the model itself, or a critic is asked for that it has
/// not)
std::vector<std::filesystem::path> export_model(const std::filesystem::path& model,
                                                const std::filesystem::path& out, const ModelExport& how);

/// The file of the critic beside an ONNX file of the generator: faces.critic.onnx of faces.onnx.
std::filesystem::path onnx_critic_path(const std::filesystem::path& out);

} // namespace wasserfarbe
