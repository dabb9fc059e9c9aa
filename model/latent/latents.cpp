#include "model/latent/latents.h"

#include "model/networks/initialize.h"
#include "model/types/error.h"

namespace wasserfarbe {

void Latents::append(std::span<const float> row) {
    values.insert(values.end(), row.begin(), row.end());
    size = static_cast<int>(row.size());
    ++count;
}

Latents seeded_latents(std::uint64_t seed, int count, int size) {
    if (count < 1 || size < 1)
        throw Error(ErrorKind::Usage, "a set of latents needs at least one latent of at least one number");
    at::Generator random = cpu_random(seed);
    Latents latents;
    latents.values.reserve(static_cast<std::size_t>(count) * static_cast<std::size_t>(size));
    for (int i = 0; i < count; ++i) {
        const torch::Tensor row = torch::randn({size}, random);
        latents.append({row.data_ptr<float>(), static_cast<std::size_t>(size)});
    }
    return latents;
}

} // namespace wasserfarbe
