#include "model/weights/latents_file.h"

#include <algorithm>

#include "model/latent/tensors.h"
#include "model/types/error.h"
#include "model/weights/read/tensor_file.h"

namespace wasserfarbe {
namespace {

constexpr int kMaxLatents = 1 << 20;

} // namespace

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
