#include "model/weights/write/onnx_writer.h"

#include <map>
#include <memory>

#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/serialization/export.h>

#include "model/networks/network_blocks.h"
#include "model/networks/torch_device.h"
#include "model/weights/write/keyed_tensors.h"
#include "model/weights/write/network_layers.h"

namespace wasserfarbe {
namespace {

using torch::jit::Node;
using torch::jit::Value;
using Sizes = std::vector<std::int64_t>;

constexpr std::int64_t kOpset = 13;

/// A graph of ONNX operators with one input and one output, each [n, ...] for any n.
class OnnxGraph {
public:
    OnnxGraph(const std::string& input, const Sizes& shape, const NamedTensors& weights)
        : value_(graph_->addInput(input)), weights_(weights.begin(), weights.end()) {
        name_axis(value_, input, shape);
    }

    /// Puts an operator behind what there is: its first input, before `more`.
    Node& add(const char* kind, const std::vector<Value*>& more = {}) {
        std::vector<Value*> inputs = {value_};
        inputs.insert(inputs.end(), more.begin(), more.end());
        Node* node = graph_->create(c10::Symbol::fromQualString(std::string("onnx::") + kind), inputs, 1);
        graph_->insertNode(node);
        value_ = node->output();
        return *node;
    }

    void add_reshape(const std::string& name, const Sizes& shape) {
        add("Reshape", {constant(name, torch::tensor(shape, torch::kInt64))});
    }

    const torch::Tensor& tensor(const std::string& key) const { return weights_.at(key); }
    Value* weight(const std::string& key) { return constant(key, tensor(key)); }

    /// An initializer: LibTorch wants it among the inputs and does not write it there.
    Value* constant(const std::string& name, const torch::Tensor& tensor) {
        initializers_[name] = tensor;
        Value* value = graph_->addInput(name);
        value->setType(c10::TensorType::create(tensor));
        return value;
    }

    std::string finish(const std::string& output, const Sizes& shape) {
        name_axis(value_, output, shape);
        value_->setDebugName(output);
        graph_->registerOutput(value_);
        const auto exported =
            torch::jit::export_onnx(graph_, initializers_, kOpset, axes_, /*defer_weight_export=*/false,
                                    torch::onnx::OperatorExportTypes::ONNX, /*strip_doc_string=*/true,
                                    /*keep_initializers_as_inputs=*/false);
        return torch::jit::serialize_model_proto_to_string(std::get<0>(exported));
    }

private:
    /// @param shape  but for the first axis, which is `n`
    void name_axis(Value* value, const std::string& name, const Sizes& shape) {
        std::vector<c10::ShapeSymbol> sizes = {c10::ShapeSymbol::newSymbol()};
        for (const std::int64_t size : shape)
            sizes.push_back(c10::ShapeSymbol::fromStaticSize(size));
        value->setType(c10::TensorType::create(torch::kFloat32, torch::kCPU, c10::SymbolicShape(sizes),
                                               c10::VaryingShape<c10::Stride>(sizes.size()), false));
        axes_[name] = {{0, "n"}};
    }

    std::shared_ptr<torch::jit::Graph> graph_ = std::make_shared<torch::jit::Graph>();
    Value* value_; ///< what the next operator takes
    std::map<std::string, torch::Tensor> weights_;
    std::map<std::string, torch::Tensor> initializers_;
    std::unordered_map<std::string, std::unordered_map<std::int64_t, std::string>> axes_;
};

c10::Symbol attribute(const char* name) {
    return c10::Symbol::attr(name);
}

void add_convolution(OnnxGraph& graph, const NetworkLayer& layer, const char* kind) {
    std::vector<Value*> weights = {graph.weight(layer.conv + ".weight")};
    if (layer.bias)
        weights.push_back(graph.weight(layer.conv + ".bias"));
    graph.add(kind, weights)
        .is_(attribute("kernel_shape"), {kKernel, kKernel})
        ->is_(attribute("strides"), Sizes(2, layer.stride))
        ->is_(attribute("pads"), Sizes(4, layer.padding));
}

/// Layer and instance norm: instance norm of each group of channels as if it were one channel, then a scale
/// and a shift for each channel, as PyTorch exports its GroupNorm: this opset has no operator for it.
/// Instance norm has one, but OpenCV 4.6 leaves out its scale and shift for all images of a batch but the
/// first.
/// @param size  of the image there
void add_group_norm(OnnxGraph& graph, const NetworkLayer& layer, std::int64_t size) {
    const std::int64_t groups = layer.groups();
    graph.add_reshape(layer.norm + ".groups", {0, groups, -1});
    graph
        .add("InstanceNormalization", {graph.constant(layer.norm + ".one", torch::ones({groups})),
                                       graph.constant(layer.norm + ".zero", torch::zeros({groups}))})
        .f_(attribute("epsilon"), kNormEpsilon);
    graph.add_reshape(layer.norm + ".channels", {0, layer.out, size, size});
    const auto per_channel = [&](const std::string& key) {
        return graph.constant(key, graph.tensor(key).view({layer.out, 1, 1}));
    };
    graph.add("Mul", {per_channel(layer.norm + ".weight")});
    graph.add("Add", {per_channel(layer.norm + ".bias")});
}

void add_batch_norm(OnnxGraph& graph, const NetworkLayer& layer) {
    graph
        .add("BatchNormalization",
             {graph.weight(layer.norm + ".weight"), graph.weight(layer.norm + ".bias"),
              graph.weight(layer.norm + ".running_mean"), graph.weight(layer.norm + ".running_var")})
        .f_(attribute("epsilon"), kNormEpsilon);
}

/// Does nothing where no norm follows the convolution.
void add_norm(OnnxGraph& graph, const NetworkLayer& layer, std::int64_t size) {
    if (layer.kind == Norm::Batch)
        add_batch_norm(graph, layer);
    else if (layer.kind != Norm::None)
        add_group_norm(graph, layer, size);
}

} // namespace

std::string write_onnx_generator(const ModelWeights& weights) {
    return translate_torch_errors([&] {
        const GeneratorSpec& spec = weights.info.generator.value();
        OnnxGraph graph("z", {spec.latent_size},
                        keyed_tensors(generator_keys(spec, KeyStyle::Article), weights.generator));
        graph.add_reshape("pixel", {-1, spec.latent_size, 1, 1});
        std::int64_t size = kKernel;
        const std::vector<NetworkLayer> layers = generator_layers(spec, KeyStyle::Article);
        for (const NetworkLayer& layer : layers) {
            size *= layer.stride;
            add_convolution(graph, layer, "ConvTranspose");
            add_norm(graph, layer, size);
            graph.add(&layer == &layers.back() ? "Tanh" : "Relu");
        }
        return graph.finish("images", {3, size, size});
    });
}

std::string write_onnx_critic(const ModelWeights& weights) {
    return translate_torch_errors([&] {
        const CriticSpec& spec = weights.info.critic.value();
        std::int64_t size = spec.image_size;
        OnnxGraph graph("images", {3, size, size},
                        keyed_tensors(critic_keys(spec, KeyStyle::Article), weights.critic));
        const std::vector<NetworkLayer> layers = critic_layers(spec, KeyStyle::Article);
        for (const NetworkLayer& layer : layers) {
            size /= layer.stride;
            add_convolution(graph, layer, "Conv");
            add_norm(graph, layer, size);
            if (&layer != &layers.back())
                graph.add("LeakyRelu").f_(attribute("alpha"), kNegativeSlope);
        }
        graph.add_reshape("scalar", {-1});
        return graph.finish("scores", {});
    });
}

} // namespace wasserfarbe
