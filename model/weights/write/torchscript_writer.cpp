#include "model/weights/write/torchscript_writer.h"

#include <map>
#include <sstream>

#include <torch/csrc/jit/serialization/export.h>
#include <torch/script.h>

#include "model/networks/network_blocks.h"
#include "model/networks/torch_device.h"
#include "model/types/norm_table.h"
#include "model/weights/write/archive_sink.h"
#include "model/weights/write/keyed_tensors.h"

namespace wasserfarbe {
namespace {

/// A module of a type of its own. Python's `eval()` and `train()` set `training`.
torch::jit::Module new_module(const std::string& type) {
    torch::jit::Module module("__torch__.wasserfarbe." + type);
    module.register_attribute("training", c10::BoolType::get(), false);
    return module;
}

/// Registers tensors under keys such as "batchN1.running_mean", with a submodule for each part before the
/// dot.
void register_tensors(torch::jit::Module& network, const std::string& type, const NamedTensors& tensors) {
    std::map<std::string, torch::jit::Module> modules;
    for (const auto& [key, tensor] : tensors) {
        const std::size_t dot = key.rfind('.');
        const std::string module = key.substr(0, dot);
        const std::string name = key.substr(dot + 1);
        const auto [found, added] = modules.try_emplace(module, new_module(type + "_" + module));
        if (added)
            network.register_module(module, found->second);
        if (name == "weight" || name == "bias")
            found->second.register_parameter(name, tensor, /*is_buffer=*/false);
        else
            found->second.register_buffer(name, tensor);
    }
}

std::string convolution(const NetworkLayer& layer, const char* function) {
    std::ostringstream text;
    const std::string self = "self." + layer.conv_key;
    text << function << "(x, " << self << ".weight, " << (layer.bias ? self + ".bias" : "None") << ", ["
         << layer.stride << ", " << layer.stride << "], [" << layer.padding << ", " << layer.padding << "])";
    return text.str();
}

/// @pre there is one
std::string norm(const NetworkLayer& layer) {
    return norm_info(layer.norm).torchscript("self." + layer.norm_key, layer.out);
}

/// A line of code in a function that has the image so far in `x`.
std::string assign(const std::string& value) {
    return "    x = " + value + "\n";
}

std::string generator_code(const std::vector<NetworkLayer>& layers) {
    std::string code = "def forward(self, z: Tensor) -> Tensor:\n";
    code += assign("z.reshape([-1, " + std::to_string(layers.front().in) + ", 1, 1])");
    for (const NetworkLayer& layer : layers) {
        code += assign(convolution(layer, "torch.conv_transpose2d"));
        if (layer.norm != Norm::None)
            code += assign(norm(layer));
        code += assign(&layer == &layers.back() ? "torch.tanh(x)" : "torch.relu(x)");
    }
    return code + "    return x\n";
}

std::string critic_code(const std::vector<NetworkLayer>& layers) {
    std::string code = "def forward(self, images: Tensor) -> Tensor:\n    x = images\n";
    for (const NetworkLayer& layer : layers) {
        code += assign(convolution(layer, "torch.conv2d"));
        if (layer.norm != Norm::None)
            code += assign(norm(layer));
        if (&layer != &layers.back())
            code += assign("torch.leaky_relu(x, " + std::to_string(kNegativeSlope) + ")");
    }
    return code + "    return x.reshape([-1])\n";
}

torch::jit::Module make_module(const std::string& type, const NamedTensors& tensors,
                               const std::string& code) {
    torch::jit::Module module = new_module(type);
    register_tensors(module, type, tensors);
    module.define(code);
    return module;
}

} // namespace

void write_torchscript(const std::filesystem::path& path, const ModelWeights& weights) {
    translate_torch_errors([&] {
        constexpr KeyStyle kStyle = KeyStyle::Article; // "main.0" is no name for a module here
        // The tensors are the module's alone when it is written: what is shared, LibTorch writes in another
        // way.
        const GeneratorSpec& spec = weights.info.generator.value();
        torch::jit::Module generator =
            make_module("Generator", keyed_tensors(network_keys(spec, kStyle), weights.generator),
                        generator_code(network_layers(spec, kStyle)));
        if (!weights.critic.empty()) {
            const CriticSpec& critic_spec = weights.info.critic.value();
            generator.register_module(
                "critic",
                make_module("Critic", keyed_tensors(network_keys(critic_spec, kStyle), weights.critic),
                            critic_code(network_layers(critic_spec, kStyle))));
        }
        ArchiveSink sink(path);
        torch::jit::ExportModule(generator,
                                 [&](const void* data, std::size_t size) { return sink.write(data, size); });
        sink.commit();
    });
}

} // namespace wasserfarbe
