#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "app/cli/arguments.h"
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

/// The endings that mean a format, without one that is its name where it has others.
std::vector<std::string_view> told_endings(const ExportFormat& format) {
    std::vector<std::string_view> endings = written_endings(format.format);
    if (endings.size() > 1)
        std::erase_if(endings, [&](std::string_view ending) { return ending.substr(1) == format.name; });
    return endings;
}

/// "pytorch, safetensors, torchscript or onnx", and what the endings mean that are no such names.
std::string formats_text() {
    std::vector<std::string_view> names;
    std::string meanings;
    for (const ExportFormat& format : kExportFormats) {
        names.push_back(format.name);
        const std::vector<std::string_view> endings = told_endings(format);
        if (endings.front().substr(1) == format.name)
            continue;
        meanings += (meanings.empty() ? "" : ", ") + list_text(endings, "and") +
                    (meanings.empty() ? " mean " : " ") + std::string(format.name);
    }
    return list_text(names, "or") + " (default: from the ending;\n" + meanings + ")";
}

/// "pytorch and safetensors"
std::string keyed_formats_text() {
    std::vector<std::string_view> names;
    for (const ExportFormat& format : kExportFormats)
        if (format.has_keys())
            names.push_back(format.name);
    return list_text(names, "and");
}

ModelFormat format_of(const ConvertArguments& arguments) {
    if (!arguments.format.empty())
        return parse_model_format(arguments.format);
    if (const std::optional<ModelFormat> format = format_of_ending(arguments.out))
        return *format;
    std::vector<std::string_view> endings;
    for (const ExportFormat& format : kExportFormats)
        for (const std::string_view ending : told_endings(format))
            endings.push_back(ending);
    throw Error(ErrorKind::Usage, arguments.out,
                "its ending says no format: use " + list_text(endings, "or") + ", or say --format");
}

int convert(const ConvertArguments& arguments) {
    const std::filesystem::path path = resolve_model_path(arguments.model);
    const ModelExport how{format_of(arguments), parse_key_style(arguments.keys),
                          arguments.raw_weights ? Weights::Raw : Weights::Averaged, arguments.with_critic};
    const ModelFile model(path);
    const std::vector<std::filesystem::path> files = export_model(model, arguments.out, how);
    for (const std::filesystem::path& file : files)
        std::cout << file.string() << " (" << export_format(how.format).name << ", "
                  << std::filesystem::file_size(file) << " bytes)\n";
    if (arguments.snippet)
        std::cout << "\n" << python_snippet(model.info(), arguments.out, how);
    return 0;
}

} // namespace

Work add_convert(CLI::App& command) {
    const auto arguments = std::make_shared<ConvertArguments>();
    add_path(command, "in", arguments->model, "RUN|MODEL",
             "A run, for its newest checkpoint, a checkpoint, or another model\n"
             "file: " +
                 model_endings_text());
    add_path(command, "out", arguments->out, "FILE", "The file to write, over one that is there");
    command.add_option("--format", arguments->format, formats_text())->type_name("NAME");
    command
        .add_option("--keys", arguments->keys,
                    "How " + keyed_formats_text() +
                        " call the tensors: article (ConvT1,\n"
                        "batchN1 ...) or dcgan (main.0, main.1 ..., as PyTorch's DCGAN example)")
        ->type_name("STYLE")
        ->capture_default_str();
    command.add_flag("--raw-weights", arguments->raw_weights,
                     "Write the weights as training left them, not their average");
    command.add_flag("--with-critic", arguments->with_critic, "Write the critic too");
    command.add_flag("--snippet", arguments->snippet, "Print the Python that reads the file");
    return [arguments](const Signals&) { return convert(*arguments); };
}

} // namespace wasserfarbe::cli
