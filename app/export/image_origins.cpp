#include "app/export/image_origins.h"

#include <system_error>
#include <utility>

namespace wasserfarbe {

ImageOrigin originOf(const ModelSource& source, int imageSize, Latents latents, std::string description) {
    ImageOrigin origin;
    std::error_code error;
    if (!source.path.empty())
        origin.model = std::filesystem::absolute(source.path, error).lexically_normal();
    origin.weights = source.weights;
    origin.epoch = source.epoch;
    origin.step = source.step;
    origin.description = std::move(description);
    origin.latents = std::move(latents);
    origin.image_size = imageSize;
    return origin;
}

ImageOrigin originOfRow(const ModelSource& source, int imageSize, const Latents& latents, int row,
                        std::optional<std::uint64_t> seed, const std::string& description) {
    Latents own;
    own.append(latents.row(row));
    std::string words = description;
    if (latents.count > 1)
        words += ", image " + std::to_string(row + 1) + " of " + std::to_string(latents.count);
    ImageOrigin origin = originOf(source, imageSize, std::move(own), std::move(words));
    if (row == 0)
        origin.seed = seed;
    return origin;
}

} // namespace wasserfarbe
