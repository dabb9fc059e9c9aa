#pragma once

#include <string_view>

namespace wasserfarbe {

/// What follows each convolution but the last.
/// Layer is one mean and variance per image over channels and pixels with a weight and bias per channel
/// (GroupNorm with one group), as the WGAN-GP paper's own code has it; Instance is the same per channel.
enum class Norm { None, Layer, Instance, Batch };

/// How the weights start: N(0, 0.02) as DCGAN has it, or PyTorch's default, U(-1/sqrt(fan_in),
/// 1/sqrt(fan_in)).
enum class Initialization { Dcgan, PyTorch };

/// What happens to a picture that is not square.
enum class Fit { Crop, Pad, Stretch };

enum class Preset { Quick, Paper, Article };

/// Every hyper-parameter of a run. The field table (field_table.h) declares each one's key, range, default
/// per preset and help; the values here are those of the preset `quick`.
struct TrainingConfig {
    int image_size = 32;
    int latent_size = 64;
    int generator_channels = 32;
    int critic_channels = 32;
    Norm generator_norm = Norm::Batch;
    Norm critic_norm = Norm::None;
    Initialization initialization = Initialization::Dcgan;

    int epochs = 100;
    int batch_size = 64;
    int critic_updates = 2;
    double lambda = 10.0;
    double generator_learning_rate = 2e-4;
    double critic_learning_rate = 2e-4;
    double beta1 = 0.0;
    double beta2 = 0.9;
    double schedule_gamma = 1.0;
    int schedule_epochs = 0;
    double ema_half_life = 5000.0;

    Fit fit = Fit::Crop;
    double fit_pad_value = 0.0;
    bool horizontal_flip = false;
    bool drop_last_batch = true;

    int preview_images = 64;
    int preview_columns = 8;
    int preview_epochs = 1;
    int checkpoint_epochs = 10;
    int checkpoints_kept = 5;

    bool operator==(const TrainingConfig&) const = default;
};

} // namespace wasserfarbe
