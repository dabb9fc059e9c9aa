#include "model/run/branch_parent.h"

#include "model/files/config_json.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

nlohmann::ordered_json json_of(const ModelFile& checkpoint, const std::string& key) {
    const auto found = checkpoint.metadata().find(key);
    if (found == checkpoint.metadata().end())
        throw Error(ErrorKind::Model, "not a checkpoint of this program: '" + key + "' is missing");
    return parse_json(found->second, "'" + key + "'");
}

} // namespace

BranchFiles open_branch_files(const std::filesystem::path& path, const std::filesystem::path& critic_of) {
    BranchFiles files{ModelFile(resolve_model_path(path)), {}};
    const ModelInfo& model = files.model.info();
    if (model.checkpoint) {
        if (!critic_of.empty())
            throw Error(ErrorKind::Usage, model.path,
                        "is a checkpoint, which has a critic: leave out the other one");
        return files;
    }
    if (!model.generator)
        throw Error(ErrorCode::NoGenerator, model.path, {why_no_generator(model)});
    if (!critic_of.empty())
        files.critic.emplace(resolve_model_path(critic_of));
    const ModelInfo& critic = files.critic_file().info();
    if (!critic.critic)
        throw Error(ErrorKind::Model, critic.path, why_no_critic(critic));
    const int image_size = model.generator->image_size;
    if (critic.critic->image_size != image_size)
        throw Error(ErrorKind::Model, critic_of.empty() ? model.path : critic_of,
                    "its critic looks at images of " + std::to_string(critic.critic->image_size) +
                        " px, and the generator makes images of " + std::to_string(image_size) + " px");
    return files;
}

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

TrainingConfig with_networks(const TrainingConfig& config, const BranchFiles& files) {
    return with_networks(config, *files.model.info().generator, *files.critic_file().info().critic);
}

BranchParent read_branch_parent(const std::filesystem::path& path, const std::filesystem::path& critic_of) {
    BranchParent parent;
    parent.files = std::make_shared<const BranchFiles>(open_branch_files(path, critic_of));
    const ModelFile& model = parent.files->model;
    parent.checkpoint = model.info().path;
    if (!model.info().checkpoint) {
        parent.config = with_networks(preset_config(Preset::Quick), *parent.files);
        return parent;
    }
    naming(parent.checkpoint, [&] {
        parent.config = config_from_json(json_of(model, "config"));
        parent.seed = json_value<std::uint64_t>({{"seed", json_of(model, "seed")}}, "seed");
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
