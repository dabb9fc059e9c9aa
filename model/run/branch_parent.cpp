#include "model/run/branch_parent.h"

#include "model/files/config_json.h"
#include "model/run/initial_weights.h"
#include "model/types/error.h"
#include "model/weights/model_file.h"
#include "model/weights/read/tensor_file.h"

namespace wasserfarbe {
namespace {

nlohmann::ordered_json json_of(const SafetensorsHeader& header, const std::string& key) {
    const auto found = header.metadata.find(key);
    if (found == header.metadata.end())
        throw Error(ErrorKind::Model, "not a checkpoint of this program: '" + key + "' is missing");
    return parse_json(found->second, "'" + key + "'");
}

} // namespace

TrainingConfig with_networks(TrainingConfig config, const GeneratorSpec& generator,
                             const CriticSpec& critic) {
    config.image_size = generator.image_size;
    config.latent_size = generator.latent_size;
    config.generator_channels = generator.channels;
    config.generator_norm = generator.norm;
    config.generator_bias = generator.bias;
    config.critic_channels = critic.channels;
    config.critic_norm = critic.norm;
    config.critic_first_norm = critic.first_norm;
    config.critic_bias = critic.bias;
    return config;
}

BranchParent read_branch_parent(const std::filesystem::path& path, const std::filesystem::path& critic_of) {
    BranchParent parent;
    parent.checkpoint = resolve_model_path(path);
    if (!read_model_info(parent.checkpoint).checkpoint) {
        parent.config = with_shapes_of(preset_config(Preset::Quick), parent.checkpoint, critic_of);
        return parent;
    }
    require_no_second_critic(parent.checkpoint, critic_of);
    naming(parent.checkpoint, [&] {
        const SafetensorsHeader header = read_tensor_file_header(parent.checkpoint);
        parent.config = config_from_json(json_of(header, "config"));
        parent.seed = json_value<std::uint64_t>({{"seed", json_of(header, "seed")}}, "seed");
    });
    const RunDirectory run(std::filesystem::absolute(parent.checkpoint).parent_path().parent_path());
    if (!run.holds_run())
        return parent;
    parent.record = run.read_record();
    parent.config = parent.record->config;
    parent.seed = parent.record->seed;
    return parent;
}

} // namespace wasserfarbe
