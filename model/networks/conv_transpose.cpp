#include "model/networks/conv_transpose.h"

#include <array>

#include <torch/version.h>

namespace wasserfarbe {
namespace {

constexpr bool kCpuTransposeBypassesOneDnn = TORCH_VERSION_MAJOR < 2;

const std::vector<std::int64_t> kStride = {2, 2};
const std::vector<std::int64_t> kPadding = {1, 1};
const std::vector<std::int64_t> kDilation = {1, 1};
const std::vector<std::int64_t> kOutputPadding = {0, 0};

/// The gradients of the convolution `image -> x` that this layer is the transpose of.
std::tuple<torch::Tensor, torch::Tensor, torch::Tensor> convolution_gradients(const torch::Tensor& x,
                                                                              const torch::Tensor& image,
                                                                              const torch::Tensor& weight,
                                                                              std::array<bool, 3> wanted) {
    return at::convolution_backward(x, image, weight, c10::nullopt, kStride, kPadding, kDilation,
                                    /*transposed=*/false, kOutputPadding, /*groups=*/1, wanted);
}

class DoublingConvTranspose : public torch::autograd::Function<DoublingConvTranspose> {
public:
    static torch::Tensor forward(torch::autograd::AutogradContext* context, const torch::Tensor& x,
                                 const torch::Tensor& weight) {
        context->save_for_backward({x, weight});
        const torch::Tensor shape_only =
            at::empty({x.size(0), weight.size(1), 2 * x.size(2), 2 * x.size(3)}, x.options());
        return std::get<0>(convolution_gradients(x, shape_only, weight, {true, false, false}));
    }

    static torch::autograd::variable_list backward(torch::autograd::AutogradContext* context,
                                                   torch::autograd::variable_list gradients) {
        const auto saved = context->get_saved_variables();
        const torch::Tensor& x = saved[0];
        const torch::Tensor& weight = saved[1];
        const torch::Tensor gradient = gradients[0].contiguous();
        torch::Tensor x_gradient;
        torch::Tensor weight_gradient;
        if (context->needs_input_grad(0))
            x_gradient =
                at::convolution(gradient, weight, {}, kStride, kPadding, kDilation, false, kOutputPadding, 1);
        if (context->needs_input_grad(1))
            weight_gradient = std::get<1>(convolution_gradients(x, gradient, weight, {false, true, false}));
        return {x_gradient, weight_gradient};
    }
};

} // namespace

torch::Tensor doubling_conv_transpose(const torch::Tensor& x, const torch::Tensor& weight) {
    if (kCpuTransposeBypassesOneDnn && x.is_cpu())
        return DoublingConvTranspose::apply(x, weight);
    return at::conv_transpose2d(x, weight, {}, kStride, kPadding, kOutputPadding, 1, kDilation);
}

} // namespace wasserfarbe
