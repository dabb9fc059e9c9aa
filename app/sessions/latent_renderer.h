#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "model/latent/latents.h"
#include "model/types/image.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

class ModelFile;

/// Makes images from latents: the engine's Sampler, or a fake in tests. One thread at a time renders with it;
/// `clone` may be called meanwhile.
class LatentRenderer {
public:
    virtual ~LatentRenderer() = default;
    virtual int latentSize() const = 0;
    virtual int imageSize() const = 0;
    /// One image per latent. @param goOn  asked between batches with the number done; false ends it early
    /// @throws Error
    virtual std::vector<Image> render(const Latents& latents, const std::function<bool(int done)>& goOn) = 0;
    /// Another one with the same weights, for another thread.
    virtual std::unique_ptr<LatentRenderer> clone() const = 0;
};

/// Where a renderer's weights come from.
struct ModelSource {
    std::filesystem::path path; ///< run folder or model file, as a person chose it
    Weights weights = Weights::Averaged;
    bool live = false; ///< handed over by the training in `path`, not read from a file
    int epoch = 0;     ///< epochs completed
    std::int64_t step = 0;

    bool operator==(const ModelSource&) const = default;
};

struct OpenedModel {
    std::shared_ptr<LatentRenderer> renderer;
    ModelSource source;
};

/// Opens a model on the caller's thread; blocks on the disk. @throws Error
/// @param file  of `path`, where it is open already
using ModelOpener = std::function<OpenedModel(const std::filesystem::path& path, Weights weights,
                                              const std::shared_ptr<const ModelFile>& file)>;

} // namespace wasserfarbe
