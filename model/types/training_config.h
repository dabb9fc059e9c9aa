#pragma once

#include <string_view>

#include "model/types/color.h"

namespace wasserfarbe {

/// What follows each convolution but the last.
/// Layer is one mean and variance per image over channels and pixels with a weight and bias per channel
/// (GroupNorm with one group), as the WGAN-GP paper's own code has it; Instance is the same per channel.
enum class Norm { None, Layer, Instance, Batch };

/// Which convolutions of a network have a bias: none, as in DCGAN, the last one alone, or all.
enum class Bias { None, Last, All };

/// How the weights start: N(0, 0.02) as DCGAN has it, or PyTorch's default, U(-1/sqrt(fan_in),
/// 1/sqrt(fan_in)).
enum class Initialization { Dcgan, PyTorch };

/// What happens to a picture that is not square: cropped to its centre or, for portraits, to its top; the
/// whole of it padded with a colour or with its own edge pixels; or stretched.
enum class Fit { Crop, Top, Pad, Edge, Stretch };

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
    bool critic_first_norm = true;
    Bias generator_bias = Bias::None;
    Bias critic_bias = Bias::None;
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
    Color pad_color = kBlack;
    Color alpha_color = kWhite;
    bool horizontal_flip = false;
    bool augment_color = false;
    bool augment_translation = false;
    bool augment_cutout = false;
    double held_out = 0.05;
    bool drop_last_batch = true;

    int preview_images = 64;
    int preview_columns = 8;
    int preview_epochs = 1;
    int checkpoint_epochs = 10;
    int checkpoint_minutes = 15;
    int checkpoints_kept = 5;

    bool operator==(const TrainingConfig&) const = default;
};

/// With fewer pictures none is kept from training, whatever `held_out` says: each is needed.
inline constexpr int kFewestToHoldOut = 500;

/// With fewer pictures the critic soon knows each of them, so that augmentation is suggested.
inline constexpr int kFewestWithoutAugmentation = 1000;

} // namespace wasserfarbe
