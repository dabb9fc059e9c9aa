#pragma once

#include <cstdint>

#include "model/networks/critic.h"
#include "model/networks/generator.h"
#include "model/training/adam.h"
#include "model/training/batch_source.h"
#include "model/training/diff_augment.h"
#include "model/types/step_stats.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// A batch as the critic takes it: [count, 3, size, size] float32 in [-1, 1] on `device`.
/// `to_images` turns it back into the same bytes.
torch::Tensor batch_tensor(const ImageBatch& batch, const torch::Device& device);

/// The weight that the old average keeps when `images` more were shown: 0.5^(images / half_life). While few
/// images were seen the half-life is a twentieth of them, so that the first weights do not linger (Karras et
/// al. 2020, StyleGAN2-ADA's `ema_rampup`). 0 where the half-life is 0: no averaging.
/// @param images  shown since the last time
/// @param seen    shown since the run began
double ema_decay(double half_life, std::int64_t images, std::int64_t seen);

/// ema = decay * ema + (1 - decay) * value for all parameters and for the running statistics of batch norm;
/// counters are copied.
void update_ema(const GeneratorImpl& value, GeneratorImpl& ema, double decay);

/// What the critic is shown instead of the images of one of its updates; by default the images themselves.
struct CriticAugmentation {
    Augmentation real;
    Augmentation fake;
};

/// The two networks, the generator's average (EMA) and both optimizers: all that an update changes. One
/// thread at a time.
class Networks {
public:
    /// Networks with new weights drawn from `seed`, on `device`, in train mode.
    Networks(const TrainingConfig& config, std::uint64_t seed, const torch::Device& device);

    /// One critic update. The generator makes its images without a graph: it gets no gradient. The penalty is
    /// taken between the real and generated images as the critic is shown them.
    /// @param real  [n, 3, size, size] in [-1, 1];  @param z [n, latent_size];  @param alpha [n] in [0, 1]
    /// @return what was measured, means over the batch; the other numbers are those of a new StepStats
    /// @throws NotFinite before any weight moved, where the loss, a gradient or a weight is not finite.
    StepStats update_critic(const torch::Tensor& real, const torch::Tensor& z, const torch::Tensor& alpha,
                            const CriticAugmentation& augmentation = {});

    /// One generator update; the critic's weights get no gradient, and the generator's comes through the
    /// augmentation. Returns the loss, -E[critic(augment(generator(z)))].
    /// @param z [n, latent_size]. @throws NotFinite as update_critic.
    double update_generator(const torch::Tensor& z, const Augmentation& augmentation = {});

    /// The losses' gradients without an optimizer step, for the two methods above and for tests. They are
    /// left in the parameters.
    StepStats critic_gradients(const torch::Tensor& real, const torch::Tensor& z, const torch::Tensor& alpha,
                               const CriticAugmentation& augmentation = {});
    double generator_gradients(const torch::Tensor& z, const Augmentation& augmentation = {});

    /// The critic's scores in eval mode and without a graph: neither weights nor batch norm's running
    /// statistics move. @param images [n, 3, size, size] in [-1, 1]. @return [n]
    torch::Tensor evaluate_critic(const torch::Tensor& images);

    /// Every tensor that `restore` needs; the tensors themselves, not copies. See TrainingState.
    NamedTensors state();
    /// @throws Error (Model)
    void restore(const StateReader& state);

    TrainingConfig config;
    torch::Device device;
    Generator generator;
    Generator ema;
    Critic critic;
    Adam generator_adam;
    Adam critic_adam;

private:
    std::pair<torch::Tensor, torch::Tensor> score(const torch::Tensor& real, const torch::Tensor& fake);
};

} // namespace wasserfarbe
