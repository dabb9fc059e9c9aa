#include <filesystem>
#include <iostream>
#include <memory>
#include <string>

#include "app/cli/commands.h"
#include "model/run/run_directory.h"
#include "model/types/error.h"
#include "model/weights/write/python_snippet.h"

namespace wasserfarbe::cli {
namespace {

struct ConvertArguments {
    std::filesystem::path model;
    std::filesystem::path out;
    std::string format; ///< empty: from the ending of `out`
    std::string keys = "article";
    bool raw_weights = false;
    bool with_critic = false;
    bool snippet = false;
};

ModelFormat format_of(const ConvertArguments& arguments) {
    if (!arguments.format.empty())
        return parse_model_format(arguments.format);
    if (const std::optional<ModelFormat> format = format_of_ending(arguments.out))
        return *format;
    throw Error(
        ErrorKind::Usage, arguments.out,
        "its ending says no format: use .pt, .pth, .ckpt, .safetensors, .ts or .onnx, or say --format");
}

int convert(const ConvertArguments& arguments) {
    const std::filesystem::path model = resolve_model_path(arguments.model);
    const ModelExport how{format_of(arguments), parse_key_style(arguments.keys),
                          arguments.raw_weights ? Weights::Raw : Weights::Averaged, arguments.with_critic};
    const std::vector<std::filesystem::path> files = export_model(model, arguments.out, how);
    for (const std::filesystem::path& file : files)
        std::cout << file.string() << " (" << format_name(how.format) << ", "
                  << std::filesystem::file_size(file) << " bytes)\n";
    if (arguments.snippet)
        std::cout << "\n" << python_snippet(read_model_info(model), arguments.out, how);
    return 0;
}

} // namespace

void add_convert(CLI::App& app, Run& run) {
    auto* command =
        app.add_subcommand("convert", "Write a model for PyTorch and other programs, or read theirs");
    const auto arguments = std::make_shared<ConvertArguments>();
    command
        ->add_option("in", arguments->model,
                     "A run, for its newest checkpoint, a checkpoint, or another model\n"
                     "file: .pt, .pth, .ckpt and .bin of PyTorch, .safetensors")
        ->required()
        ->type_name("RUN|MODEL");
    command->add_option("out", arguments->out, "The file to write, over one that is there")
        ->required()
        ->type_name("FILE");
    command
        ->add_option("--format", arguments->format,
                     "pytorch, safetensors, torchscript or onnx (default: from the ending;\n"
                     ".pt, .pth and .ckpt mean pytorch, .ts torchscript)")
        ->type_name("NAME");
    command
        ->add_option("--keys", arguments->keys,
                     "How pytorch and safetensors call the tensors: article (ConvT1,\n"
                     "batchN1 ...) or dcgan (main.0, main.1 ..., as PyTorch's DCGAN example)")
        ->type_name("STYLE")
        ->capture_default_str();
    command->add_flag("--raw-weights", arguments->raw_weights,
                      "Write the weights as training left them, not their average");
    command->add_flag("--with-critic", arguments->with_critic, "Write the critic too");
    command->add_flag("--snippet", arguments->snippet, "Print the Python that reads the file");
    command->callback([&run, arguments] { run = [arguments] { return convert(*arguments); }; });
}

} // namespace wasserfarbe::cli
