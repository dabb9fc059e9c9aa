#include "model/types/preset.h"

#include <array>
#include <string>

#include "model/types/error.h"
#include "model/types/text.h"

namespace wasserfarbe {
namespace {

constexpr std::array kPresets = {Preset::Quick, Preset::Paper, Preset::Article};

constexpr std::array<PresetInfo, kPresets.size()> kInfos = {{
    {Preset::Quick, "quick", WASSERFARBE_TEXT("Field", "Quick"),
     WASSERFARBE_TEXT("Field", "Small images, results in minutes on a laptop.")},
    {Preset::Paper, "paper", WASSERFARBE_TEXT("Field", "Paper"),
     WASSERFARBE_TEXT("Field", "As the WGAN-GP paper has it. Best with a GPU.")},
    {Preset::Article, "article", WASSERFARBE_TEXT("Field", "Article"),
     WASSERFARBE_TEXT("Field", "As a well-known tutorial has it, its slips mended.")},
}};

} // namespace

const PresetInfo& preset_info(Preset preset) {
    return kInfos.at(static_cast<std::size_t>(preset));
}

std::string_view preset_name(Preset preset) {
    return preset_info(preset).name;
}

TrainingConfig preset_config(Preset preset) {
    TrainingConfig config; // quick
    if (preset == Preset::Quick)
        return config;
    config.image_size = 64;
    config.generator_channels = 64;
    config.critic_channels = 64;
    config.ema_half_life = 10000.0; // as StyleGAN2 has it
    if (preset == Preset::Paper) {
        config.latent_size = 128;
        config.critic_norm = Norm::Layer;
        config.critic_updates = 5;
        config.generator_learning_rate = 1e-4;
        config.critic_learning_rate = 1e-4;
        config.epochs = 500;
        return config;
    }
    config.latent_size = 100;
    config.critic_norm = Norm::Batch;
    config.initialization = Initialization::PyTorch;
    config.beta1 = 0.5;
    config.schedule_gamma = 0.95;
    config.schedule_epochs = 100;
    config.batch_size = 128;
    config.drop_last_batch = false;
    config.epochs = 1000;
    return config;
}

std::span<const Preset> all_presets() {
    return kPresets;
}

std::optional<Preset> find_preset(std::string_view name) {
    for (const PresetInfo& info : kInfos)
        if (info.name == name)
            return info.preset;
    return std::nullopt;
}

Preset parse_preset(std::string_view name) {
    if (const std::optional<Preset> preset = find_preset(name))
        return *preset;
    throw Error(ErrorKind::Usage, "preset: '" + std::string(name) + "' is not quick, paper or article");
}

} // namespace wasserfarbe
