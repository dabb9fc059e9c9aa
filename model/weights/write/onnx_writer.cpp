#include "model/weights/write/onnx_writer.h"

#include <map>
#include <memory>

#include <torch/csrc/jit/ir/ir.h>
#include <torch/csrc/jit/serialization/export.h>

#include "model/networks/network_blocks.h"
#include "model/networks/torch_device.h"
#include "model/types/norm_table.h"
#include "model/weights/write/keyed_tensors.h"

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
        add("Reshape", {input(name, OnnxShape{name, shape})});
    }

    Value* weight(const std::string& key) { return constant(key, weights_.at(key)); }

    // What an operator of a norm takes. @param key  of the whole graph
    Value* input(const std::string& key, const OnnxWeight& weight) {
        const torch::Tensor& tensor = weights_.at(key);
        return constant(key, weight.over_image ? tensor.view({-1, 1, 1}) : tensor);
    }
    Value* input(const std::string& key, const OnnxConstant& numbers) {
        return constant(key, torch::full({numbers.count}, numbers.value, torch::kFloat32));
    }
    Value* input(const std::string& key, const OnnxShape& shape) {
        return constant(key, torch::tensor(shape.sizes, torch::kInt64));
    }

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
    std::vector<Value*> weights = {graph.weight(layer.conv_key + ".weight")};
    if (layer.bias)
        weights.push_back(graph.weight(layer.conv_key + ".bias"));
    graph.add(kind, weights)
        .is_(attribute("kernel_shape"), {kKernel, kKernel})
        ->is_(attribute("strides"), Sizes(2, layer.stride))
        ->is_(attribute("pads"), Sizes(4, layer.padding));
}

void set_attribute(Node& node, const char* name, std::int64_t value) {
    node.i_(attribute(name), value);
}
void set_attribute(Node& node, const char* name, double value) {
    node.f_(attribute(name), value);
}

/// Does nothing where no norm follows the convolution. @param side  of the image there
void add_norm(OnnxGraph& graph, const NetworkLayer& layer, std::int64_t side) {
    if (layer.norm == Norm::None)
        return;
    for (const OnnxOperator& operation : norm_info(layer.norm).onnx(layer.out, side)) {
        std::vector<Value*> inputs;
        for (const auto& input : operation.inputs)
            inputs.push_back(std::visit(
                [&](const auto& one) {
                    return graph.input(layer.norm_key + "." + std::string(one.name), one);
                },
                input));
        Node& node = graph.add(operation.kind, inputs);
        for (const auto& [name, value] : operation.attributes)
            std::visit([&, key = name](auto number) { set_attribute(node, key, number); }, value);
    }
}

} // namespace

std::string write_onnx_generator(const ModelWeights& weights) {
    return translate_torch_errors([&] {
        const GeneratorSpec& spec = weights.info.generator.value();
        OnnxGraph graph("z", {spec.latent_size},
                        keyed_tensors(network_keys(spec, KeyStyle::Article), weights.generator));
        graph.add_reshape("pixel", {-1, spec.latent_size, 1, 1});
        std::int64_t size = kKernel;
        const std::vector<NetworkLayer> layers = network_layers(spec, KeyStyle::Article);
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
                        keyed_tensors(network_keys(spec, KeyStyle::Article), weights.critic));
        const std::vector<NetworkLayer> layers = network_layers(spec, KeyStyle::Article);
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
