#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "model/latent/latents.h"
#include "model/types/device.h"
#include "model/types/image.h"

namespace wasserfarbe {

class Generator;

/// Makes images from latents with a generator of its own, in eval mode and without gradients: up to rounding,
/// a latent gives the same image whatever else is in its batch. Movable; one thread at a time may use it, any
/// thread.
class Sampler {
public:
    /// Takes a copy of the generator's weights and buffers. The generator may live on any device, the copy is
    /// on `device`. @throws Error (Device) where that does not exist.
    explicit Sampler(const Generator& generator, Device device = {Device::Kind::Cpu, 0});
    ~Sampler();
    Sampler(Sampler&&) noexcept;
    Sampler& operator=(Sampler&&) noexcept;

    /// Another one with a copy of the weights, on the same device. Any thread, also while another samples
    /// with this one: it only reads.
    Sampler clone() const;

    /// Makes LibTorch compute on the calling thread alone when that thread samples, and take denormal numbers
    /// for zero, as training does. Call it once on a thread that samples while another one trains, before its
    /// first `sample`. The other threads' counts, OpenBLAS's and oneDNN's cache stay as they are, so that the
    /// training neither slows down nor changes a bit.
    static void prepare_thread();

    int latent_size() const;
    int image_size() const;

    /// One image per latent, `image_size` square, rendered a batch at a time.
    /// @param go_on  asked after each batch with the number of images done; false ends it early
    /// @throws Error (Usage) where the latents' size is not `latent_size`, Error (Memory) where memory runs
    /// out.
    std::vector<Image> sample(const Latents& latents, const std::function<bool(int done)>& go_on = {});

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

} // namespace wasserfarbe
