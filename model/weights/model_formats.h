#pragma once

#include <array>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/weights/recognise/key_names.h"

/// What files of models are called and written as. A new format to write is a line in each table here, the
/// two functions that its line names in a source of its own, and its words in the export form.
namespace wasserfarbe {

struct ModelExport;
struct ModelInfo;
struct ModelWeights;

/// What a model can be written as. A state_dict is that of the generator; what it is with the critic, see
/// PythonLoading.
enum class ModelFormat {
    PyTorch,     ///< a state_dict (OrderedDict) in PyTorch's zip format
    Safetensors, ///< a state_dict as a safetensors file
    /// A module that torch.jit.load runs without the model's code: forward(z [n, latent_size]) -> images [n,
    /// 3, size, size] in [-1, 1]; with the critic, the submodule `critic` scores images: [n].
    TorchScript,
    /// Opset 13, any number of latents at once: input `z`, output `images`, as above; the critic is a file of
    /// its own beside it, NAME.critic.onnx, input `images`, output `scores`.
    Onnx,
};

/// How the name of a file of weights ends. Reading goes by the content; endings are for dialogs and texts.
struct WeightsEnding {
    std::string_view ending; ///< in lower case, with its dot
    ModelFormat format;
    bool read;    ///< such files can be opened
    bool written; ///< who writes a file called so means this format
};

/// Of each format the first is the one that it is written under where nobody says otherwise.
inline constexpr auto kWeightsEndings = std::to_array<WeightsEnding>({
    {".safetensors", ModelFormat::Safetensors, true, true},
    {".pt", ModelFormat::PyTorch, true, true},
    {".pth", ModelFormat::PyTorch, true, true},
    {".ckpt", ModelFormat::PyTorch, true, true},
    {".bin", ModelFormat::PyTorch, true, false},
    {".ts", ModelFormat::TorchScript, false, true},
    {".torchscript", ModelFormat::TorchScript, false, true},
    {".onnx", ModelFormat::Onnx, false, true},
});

/// What is written beside a file: none, or the critic.
using CriticPath = std::filesystem::path (*)(const std::filesystem::path& out);
/// Writes a model's generator, and its critic where `weights` has one, whole or not at all.
/// @throws Error (Disk, Internal, Memory)
using ModelWriter = void(const std::filesystem::path& out, const ModelWeights& weights, KeyStyle keys);
/// See `python_snippet`.
using SnippetWriter = std::string(const ModelInfo& info, const std::filesystem::path& out,
                                  const ModelExport& how);

ModelWriter export_pytorch, export_safetensors, export_torchscript, export_onnx;
SnippetWriter state_dict_snippet, torchscript_snippet, onnx_snippet;

/// The file of the critic beside an ONNX file of the generator: faces.critic.onnx of faces.onnx.
std::filesystem::path onnx_critic_path(const std::filesystem::path& out);

/// How Python loads a file of named tensors.
struct PythonLoading {
    std::string_view import; ///< a line of it; empty where PyTorch alone does
    std::string_view before; ///< the call, up to the file's name ...
    std::string_view after;  ///< ... and from there on
    bool
        nested; ///< with the critic, a dict of the two; else names that begin with `generator.` and `critic.`
};

/// How a format is written.
struct ExportFormat {
    ModelFormat format;
    std::string_view name;                ///< as typed: "pytorch"
    std::string_view title;               ///< its proper name: "PyTorch"
    std::optional<PythonLoading> tensors; ///< where it is a state_dict; else the file is a program
    CriticPath critic_path;               ///< where the critic goes; null: into the same file
    ModelWriter* write;
    SnippetWriter* snippet;

    /// Its tensors have names for a person to choose: see KeyStyle.
    constexpr bool has_keys() const { return tensors.has_value(); }
};

/// In the order in which they are offered.
inline constexpr auto kExportFormats = std::to_array<ExportFormat>({
    {ModelFormat::PyTorch, "pytorch", "PyTorch",
     PythonLoading{"", "torch.load(", ", weights_only=True)", true}, nullptr, export_pytorch,
     state_dict_snippet},
    {ModelFormat::Safetensors, "safetensors", "safetensors",
     PythonLoading{"from safetensors.torch import load_file\n", "load_file(", ")", false}, nullptr,
     export_safetensors, state_dict_snippet},
    {ModelFormat::TorchScript, "torchscript", "TorchScript", std::nullopt, nullptr, export_torchscript,
     torchscript_snippet},
    {ModelFormat::Onnx, "onnx", "ONNX", std::nullopt, onnx_critic_path, export_onnx, onnx_snippet},
});

const ExportFormat& export_format(ModelFormat format);
/// By its name. @throws Error (Usage) that says which there are
ModelFormat parse_model_format(const std::string& name);

/// The endings of files that can be opened; of one format, or of all.
std::vector<std::string_view> read_endings(std::optional<ModelFormat> format = {});
/// The endings that mean a format when a file is written, the usual one first.
std::vector<std::string_view> written_endings(ModelFormat format);
/// Whether a file is called like one that can be opened, in any case; another one may be one nevertheless.
bool has_read_ending(const std::filesystem::path& path);
/// The format that a file's ending means when it is written, in any case; nothing for another ending.
std::optional<ModelFormat> format_of_ending(const std::filesystem::path& path);

} // namespace wasserfarbe
