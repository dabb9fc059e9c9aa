#include "model/weights/write/python_snippet.h"

#include <string_view>

#include "model/networks/network_blocks.h"
#include "model/types/field_table.h"
#include "model/types/norm_table.h"

namespace wasserfarbe {
namespace {

constexpr int kImages = 16; ///< that the snippet makes

/// A file's name without its folder as a string literal of Python.
std::string quoted_name(const std::filesystem::path& path) {
    constexpr std::string_view kHex = "0123456789abcdef";
    std::string literal = "\"";
    for (const char c : path.filename().string()) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '"' || c == '\\')
            literal += {'\\', c};
        else if (byte < 0x20 || byte == 0x7f)
            literal += {'\\', 'x', kHex[byte >> 4], kHex[byte & 15]};
        else
            literal += c;
    }
    return literal + "\"";
}

std::string numbers(std::initializer_list<std::int64_t> values) {
    std::string text;
    for (const std::int64_t value : values)
        text += (text.empty() ? "" : ", ") + std::to_string(value);
    return text;
}

/// "nn.Conv2d(3, 64, 4, 2, 1, bias=False)"
std::string convolution(const NetworkLayer& layer, const std::string& type) {
    return "nn." + type + "(" + numbers({layer.in, layer.out, 4, layer.stride, layer.padding}) +
           (layer.bias ? ")" : ", bias=False)");
}

/// @pre there is one
std::string norm(const NetworkLayer& layer) {
    return norm_info(layer.norm).python(layer.out);
}

/// What is written around something.
struct Around {
    std::string before;
    std::string after;
};

std::string put(const Around& around, const std::string& inner) {
    return around.before + inner + around.after;
}

/// What is different between the two networks.
struct NetworkCode {
    std::string name;
    std::string convolution;
    std::string input;
    std::string first_input;       ///< what the first layer takes
    Around activation;             ///< around a layer
    std::string activation_module; ///< the same in an nn.Sequential
    Around last;                   ///< around the last layer
    std::string last_module;
    std::string sequential_end; ///< behind the nn.Sequential
};

NetworkCode generator_code(const GeneratorSpec& spec) {
    return {.name = "Generator",
            .convolution = "ConvTranspose2d",
            .input = "z",
            .first_input = "z.view(" + numbers({-1, spec.latent_size, 1, 1}) + ")",
            .activation = {"torch.relu(", ")"},
            .activation_module = "nn.ReLU()",
            .last = {"torch.tanh(", ")"},
            .last_module = "nn.Tanh()",
            .sequential_end = ""};
}

NetworkCode critic_code() {
    const std::string slope = to_text(kNegativeSlope);
    return {.name = "Critic",
            .convolution = "Conv2d",
            .input = "images",
            .first_input = "images",
            .activation = {"nn.functional.leaky_relu(", ", " + slope + ")"},
            .activation_module = "nn.LeakyReLU(" + slope + ")",
            .last = {"", ".view(-1)"},
            .last_module = "",
            .sequential_end = ".view(-1)"};
}

std::string class_begin(const NetworkCode& code) {
    return "class " + code.name + "(nn.Module):\n    def __init__(self):\n        super().__init__()\n";
}

std::string forward_begin(const NetworkCode& code) {
    return "\n    def forward(self, " + code.input + "):\n";
}

/// A module for each layer, by its key.
std::string class_by_names(const NetworkCode& code, const std::vector<NetworkLayer>& layers) {
    std::string text = class_begin(code);
    for (const NetworkLayer& layer : layers) {
        text += "        self." + layer.conv_key + " = " + convolution(layer, code.convolution) + "\n";
        if (layer.norm != Norm::None)
            text += "        self." + layer.norm_key + " = " + norm(layer) + "\n";
    }
    text += forward_begin(code);
    for (const NetworkLayer& layer : layers) {
        const std::string x = &layer == &layers.front() ? code.first_input : std::string("x");
        std::string value = put({"self." + layer.conv_key + "(", ")"}, x);
        if (layer.norm != Norm::None)
            value = put({"self." + layer.norm_key + "(", ")"}, value);
        const bool last = &layer == &layers.back();
        text +=
            last ? "        return " + put(code.last, value) : "        x = " + put(code.activation, value);
        text += "\n";
    }
    return text;
}

/// One nn.Sequential `main`, whose modules are counted.
std::string class_by_numbers(const NetworkCode& code, const std::vector<NetworkLayer>& layers) {
    std::string text = class_begin(code) + "        self.main = nn.Sequential(\n";
    const auto add = [&](const std::string& module) {
        if (!module.empty())
            text += "            " + module + ",\n";
    };
    for (const NetworkLayer& layer : layers) {
        add(convolution(layer, code.convolution));
        if (layer.norm != Norm::None)
            add(norm(layer));
        add(&layer == &layers.back() ? code.last_module : code.activation_module);
    }
    text += "        )\n" + forward_begin(code);
    return text + "        return self.main(" + code.first_input + ")" + code.sequential_end + "\n";
}

std::string network_class(const NetworkCode& code, const std::vector<NetworkLayer>& layers, KeyStyle keys) {
    return (keys == KeyStyle::Article ? class_by_names(code, layers) : class_by_numbers(code, layers)) +
           "\n\n";
}

std::string images_comment(const GeneratorSpec& spec) {
    return "  # [" + numbers({kImages, 3, spec.image_size, spec.image_size}) + "], values in [-1, 1]\n";
}

std::string make_images(const GeneratorSpec& spec, bool with_critic) {
    return "z = torch.randn(" + numbers({kImages, spec.latent_size}) +
           ")\nwith torch.no_grad():\n    images = generator(z)" + images_comment(spec) +
           (with_critic ? "    scores = critic(images)  # [" + std::to_string(kImages) + "]\n" : "");
}

/// Loads the part `name` of `weights` into a new network.
std::string load_network(const std::string& type, const std::string& name, const std::string& weights) {
    return name + " = " + type + "()\n" + name + ".load_state_dict(" + weights + ")\n" + name + ".eval()\n";
}

} // namespace

/// The networks' code, then their weights.
std::string state_dict_snippet(const ModelInfo& info, const std::filesystem::path& out,
                               const ModelExport& how) {
    const PythonLoading& loading = export_format(how.format).tensors.value();
    const GeneratorSpec& spec = info.generator.value();
    std::string text = "import torch\n" + std::string(loading.import) + "from torch import nn\n\n\n";
    text += network_class(generator_code(spec), network_layers(spec, how.keys), how.keys);
    if (how.with_critic)
        text += network_class(critic_code(), network_layers(info.critic.value(), how.keys), how.keys);
    text += "weights = " + std::string(loading.before) + quoted_name(out) + std::string(loading.after) + "\n";
    const auto part = [&](const std::string& name) -> std::string {
        if (!how.with_critic)
            return "weights";
        if (loading.nested)
            return "weights[\"" + name + "\"]";
        const std::string prefix = "\"" + name + ".\"";
        return "{key.removeprefix(" + prefix + "): value for key, value in weights.items()\n" +
               std::string(name.size() + 18, ' ') + "if key.startswith(" + prefix + ")}";
    };
    text += load_network("Generator", "generator", part("generator"));
    if (how.with_critic)
        text += load_network("Critic", "critic", part("critic"));
    return text + "\n" + make_images(spec, how.with_critic);
}

std::string torchscript_snippet(const ModelInfo& info, const std::filesystem::path& out,
                                const ModelExport& how) {
    return "import torch\n\ngenerator = torch.jit.load(" + quoted_name(out) + ")\n" +
           (how.with_critic ? "critic = generator.critic\n" : "") +
           make_images(info.generator.value(), how.with_critic);
}

std::string onnx_snippet(const ModelInfo& info, const std::filesystem::path& out, const ModelExport& how) {
    const GeneratorSpec& spec = info.generator.value();
    const auto session = [](const std::filesystem::path& path) {
        return "onnxruntime.InferenceSession(" + quoted_name(path) +
               ", providers=[\"CPUExecutionProvider\"])\n";
    };
    std::string text = "import numpy\nimport onnxruntime\n\ngenerator = " + session(out);
    if (how.with_critic)
        text += "critic = " + session(onnx_critic_path(out));
    text += "z = numpy.random.randn(" + numbers({kImages, spec.latent_size}) + ").astype(numpy.float32)\n";
    text += "images = generator.run([\"images\"], {\"z\": z})[0]" + images_comment(spec);
    if (how.with_critic)
        text += "scores = critic.run([\"scores\"], {\"images\": images})[0]  # [" + std::to_string(kImages) +
                "]\n";
    return text;
}

std::string python_snippet(const ModelInfo& info, const std::filesystem::path& out, const ModelExport& how) {
    return export_format(how.format).snippet(info, out, how);
}

} // namespace wasserfarbe
