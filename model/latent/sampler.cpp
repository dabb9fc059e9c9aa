#include "model/latent/sampler.h"

#include <dlfcn.h>

#include <string>

#include "model/latent/tensors.h"
#include "model/networks/generator.h"
#include "model/networks/named_tensors.h"
#include "model/networks/torch_device.h"
#include "model/types/error.h"

namespace wasserfarbe {

namespace {
constexpr int kBatch = 64;
}

struct Sampler::Impl {
    Generator generator;
    torch::Device device;
};

Sampler::Sampler(const Generator& generator, Device device)
    : impl_(std::make_unique<Impl>(Impl{Generator(generator->spec()), torch_device(device)})) {
    impl_->generator->to(impl_->device);
    copy_network(*generator, *impl_->generator);
    impl_->generator->eval();
}

Sampler::~Sampler() = default;
Sampler::Sampler(Sampler&&) noexcept = default;
Sampler& Sampler::operator=(Sampler&&) noexcept = default;

Sampler Sampler::clone() const {
    return translate_torch_errors([&] { return Sampler(impl_->generator, to_device(impl_->device)); });
}

void Sampler::prepare_thread() {
    at::globalContext().setFlushDenormal(true); // of the calling thread
    // At its first use in a thread LibTorch gives that thread the count of the process; it must not do that
    // later.
    at::get_num_threads();
    // at::set_num_threads would change the count that threads made later begin with; this one is the calling
    // thread's own. It is looked for and not linked, as LibTorch may bring an OpenMP of its own.
    using SetThreads = void (*)(int);
    if (const auto set = reinterpret_cast<SetThreads>(::dlsym(RTLD_DEFAULT, "omp_set_num_threads")))
        set(1);
}

int Sampler::latent_size() const {
    return impl_->generator->spec().latent_size;
}
int Sampler::image_size() const {
    return impl_->generator->spec().image_size;
}

std::vector<Image> Sampler::sample(const Latents& latents, const std::function<bool(int done)>& go_on) {
    if (latents.size != latent_size())
        throw Error(ErrorKind::Usage, "the latents have " + std::to_string(latents.size) +
                                          " numbers each, this model takes " + std::to_string(latent_size()));
    return translate_torch_errors([&] {
        const torch::InferenceMode inference;
        const torch::Tensor z = to_tensor(latents);
        std::vector<Image> images;
        for (const torch::Tensor& part : z.split(kBatch)) {
            std::vector<Image> some = to_images(impl_->generator(part.to(impl_->device)));
            std::move(some.begin(), some.end(), std::back_inserter(images));
            if (go_on && !go_on(static_cast<int>(images.size())))
                break;
        }
        return images;
    });
}

} // namespace wasserfarbe
