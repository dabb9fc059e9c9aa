#include "model/training/diff_augment_preview.h"

#include <string>

#include "model/latent/tensors.h"
#include "model/networks/initialize.h"
#include "model/networks/torch_device.h"
#include "model/training/networks.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

ImageBatch to_batch(std::span<const Image> images) {
    ImageBatch batch{static_cast<int>(images.size()), images.front().width, {}};
    for (const Image& image : images) {
        if (image.width != batch.size || image.height != batch.size)
            throw Error(ErrorKind::Usage, "the images to augment are not all squares of one size: " +
                                              std::to_string(image.width) + " x " +
                                              std::to_string(image.height));
        batch.pixels.insert(batch.pixels.end(), image.pixels.begin(), image.pixels.end());
    }
    return batch;
}

/// Every image by a chance of one half.
torch::Tensor mirror_some(const torch::Tensor& images, const at::Generator& random) {
    const torch::Tensor mirrored = torch::rand({images.size(0), 1, 1, 1}, random).lt(0.5);
    return torch::where(mirrored, images.flip(3), images);
}

} // namespace

std::vector<Image> augmented_images(std::span<const Image> images, const TrainingConfig& config,
                                    std::uint64_t seed) {
    if (images.empty())
        return {};
    const ImageBatch batch = to_batch(images);
    return translate_torch_errors([&] {
        const torch::InferenceMode inference; // no graph, on this thread alone
        const at::Generator random = cpu_random(seed);
        torch::Tensor shown = batch_tensor(batch, torch::kCPU);
        if (config.horizontal_flip)
            shown = mirror_some(shown, random);
        TrainingConfig sized = config;
        sized.image_size = batch.size;
        return to_images(augment(shown, draw_augmentation(sized, batch.count, random, torch::kCPU)));
    });
}

} // namespace wasserfarbe
