#include "model/weights/model_file.h"

#include <algorithm>

#include "model/latent/tensors.h"
#include "model/networks/generator.h"
#include "model/networks/named_tensors.h"
#include "model/types/error.h"
#include "model/weights/model_contents.h"
#include "model/weights/model_weights.h"
#include "model/weights/read/tensor_file.h"

namespace wasserfarbe {
namespace {

constexpr int kMaxLatents = 1 << 20;

std::string misfit_text(const Misfit& misfit) {
    const std::string tensor = "tensor '" + misfit.tensor + "'";
    if (misfit.found == kNothing)
        return tensor + " is missing, expected " + misfit.expected;
    if (misfit.expected == kNothing)
        return tensor + " is " + misfit.found + " and has no place in it";
    return tensor + " is " + misfit.found + ", expected " + misfit.expected;
}

/// The first misfits of a file in one sentence.
std::string misfit_text(const ModelInfo& info) {
    constexpr std::size_t kShown = 3;
    std::string text;
    for (std::size_t i = 0; i < std::min(kShown, info.misfits.size()); ++i)
        text += (i == 0 ? "" : "; ") + misfit_text(info.misfits[i]);
    if (info.misfits.size() > kShown)
        text += "; and " + std::to_string(info.misfits.size() - kShown) + " more";
    return text;
}

/// @param instead  of the network that is missing, what there is
std::string why_not(const ModelInfo& info, const std::string& missing, const std::string& instead) {
    if (!instead.empty())
        return "it holds " + instead + " but no " + missing;
    return "it holds no " + missing + " of the DCGAN family" +
           (info.misfits.empty() ? "" : ": " + misfit_text(info));
}

} // namespace

ModelInfo read_model_info(const std::filesystem::path& path) {
    return read_model_contents(path).info;
}

std::string why_no_generator(const ModelInfo& info) {
    return why_not(info, "generator", info.critic ? "a critic" : "");
}

std::string why_no_critic(const ModelInfo& info) {
    return why_not(info, "critic", info.generator ? "a generator" : "");
}

Model open_model(const std::filesystem::path& path, Weights weights, Device device) {
    ModelWeights model = read_model_weights(path, weights, false);
    return naming(path, [&] {
        Generator generator(*model.info.generator);
        StateReader(with_prefix("generator", model.generator)).load(network_tensors("generator", *generator));
        return Model{std::move(model.info), model.weights, Sampler(generator, device)};
    });
}

Latents read_latents(const std::filesystem::path& path, int latent_size) {
    const TensorFile file = read_tensor_file(path);
    const auto found =
        std::find_if(file.tensors.begin(), file.tensors.end(), [](const auto& t) { return t.first == "z"; });
    if (found == file.tensors.end())
        throw Error(ErrorKind::Model, path, "a latents file holds one tensor 'z', this one has none");
    const torch::Tensor& z = found->second;
    if (z.dim() != 2 || z.size(0) < 1 || z.size(0) > kMaxLatents || z.size(1) != latent_size ||
        !z.is_floating_point())
        throw Error(
            ErrorKind::Model, path,
            c10::str("'z' is ", z.scalar_type(), z.sizes(), ", expected Float[n, ", latent_size, "]"));
    const torch::Tensor values = z.to(torch::kFloat32);
    if (!values.isfinite().all().item<bool>())
        throw Error(ErrorKind::Model, path, "'z' has values that are not finite numbers");
    return to_latents(values);
}

void write_latents(const std::filesystem::path& path, const Latents& latents) {
    write_tensor_file(path, {{{"z", to_tensor(latents)}}, {}});
}

} // namespace wasserfarbe
