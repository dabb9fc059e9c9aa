#pragma once

#include <algorithm>
#include <chrono>
#include <cmath>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "app/sessions/latent_renderer.h"
#include "model/types/error.h"
#include "tests/support/patience.h"

namespace wasserfarbe {

/// Stands in for a generator: an image whose colours follow from the latent and from a tint that stands for
/// the weights. A gate can hold it, so that a test knows at which image it is.
class FakeRenderer final : public LatentRenderer {
public:
    /// What the renderer's thread waits at. Shared by clones.
    class Gate {
    public:
        void hold() {
            change([this] { allowed_ = 0; });
        }
        void allow(int images) {
            change([=, this] { allowed_ += images; });
        }
        void open() {
            change([this] { allowed_ = kFree; });
        }
        /// Waits (as long as kPatience) until so many images were begun.
        bool awaitBegun(std::int64_t images) {
            std::unique_lock lock(mutex_);
            return changed_.wait_for(lock, std::chrono::milliseconds(test::kPatience),
                                     [&] { return begun_ >= images; });
        }
        std::int64_t begun() const {
            const std::scoped_lock lock(mutex_);
            return begun_;
        }
        /// The renderer's side: before each image.
        void pass() {
            std::unique_lock lock(mutex_);
            ++begun_;
            changed_.notify_all();
            changed_.wait(lock, [this] { return allowed_ > 0; });
            --allowed_;
        }

    private:
        static constexpr std::int64_t kFree = std::int64_t{1} << 60;
        template <typename Change>
        void change(Change&& apply) {
            const std::scoped_lock lock(mutex_);
            apply();
            changed_.notify_all();
        }
        mutable std::mutex mutex_;
        std::condition_variable changed_;
        std::int64_t allowed_ = kFree;
        std::int64_t begun_ = 0;
    };

    explicit FakeRenderer(int latentSize = 8, int imageSize = 16, std::uint8_t tint = 0,
                          std::shared_ptr<Gate> gate = {})
        : latentSize_(latentSize), imageSize_(imageSize), tint_(tint), gate_(std::move(gate)) {}

    int latentSize() const override { return latentSize_; }
    int imageSize() const override { return imageSize_; }

    std::vector<Image> render(const Latents& latents, const std::function<bool(int)>& goOn) override {
        if (latents.size != latentSize_)
            throw Error(ErrorKind::Usage, "the latents have another size than the model's");
        if (failing)
            throw Error(*failing);
        std::vector<Image> images;
        for (int i = 0; i < latents.count; ++i) {
            if (gate_)
                gate_->pass();
            images.push_back(paint(latents.row(i)));
            if (goOn && !goOn(i + 1))
                break;
        }
        return images;
    }

    std::unique_ptr<LatentRenderer> clone() const override {
        auto copy = std::make_unique<FakeRenderer>(latentSize_, imageSize_, tint_, gate_);
        copy->failing = failing;
        return copy;
    }

    /// A gradient between two colours of the latent; the first pixel is (first number, second number, tint).
    Image paint(std::span<const float> z) const {
        Image image(imageSize_, imageSize_);
        for (int y = 0; y < imageSize_; ++y)
            for (int x = 0; x < imageSize_; ++x) {
                std::uint8_t* pixel = image.row(y) + 3 * x;
                const float across = static_cast<float>(x) / static_cast<float>(imageSize_);
                const float down = static_cast<float>(y) / static_cast<float>(imageSize_);
                pixel[0] = byteOf(z[0] + across * z[z.size() / 2]);
                pixel[1] = byteOf(z[z.size() > 1 ? 1 : 0] + down * z[z.size() - 1]);
                pixel[2] = tint_;
            }
        return image;
    }

    /// What a number of a latent looks like.
    static std::uint8_t byteOf(float value) {
        return static_cast<std::uint8_t>(std::clamp(128.0F + 40.0F * value, 0.0F, 255.0F));
    }

    std::optional<Error> failing; ///< thrown instead of rendering

private:
    int latentSize_;
    int imageSize_;
    std::uint8_t tint_;
    std::shared_ptr<Gate> gate_;
};

/// Opens every path as a FakeRenderer; one whose name contains "broken" throws Error (Model), one that
/// contains "wide" has latents twice as long.
inline ModelOpener fakeModels(int latentSize = 8, int imageSize = 16,
                              std::shared_ptr<FakeRenderer::Gate> gate = {}) {
    return [=](const std::filesystem::path& path, Weights weights,
               const std::shared_ptr<const ModelFile>&) -> OpenedModel {
        const std::string name = path.string();
        if (name.find("broken") != std::string::npos)
            throw Error(ErrorKind::Model, path, "is damaged");
        const int size = name.find("wide") != std::string::npos ? 2 * latentSize : latentSize;
        return {std::make_shared<FakeRenderer>(size, imageSize, std::uint8_t{200}, gate),
                {path, weights, false, 3, 30}};
    };
}

} // namespace wasserfarbe
