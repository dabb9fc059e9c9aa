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

} // namespace wasserfarbe
