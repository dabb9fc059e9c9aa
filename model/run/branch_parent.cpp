#include "model/run/branch_parent.h"

#include "model/files/config_json.h"
#include "model/networks/torch_device.h"
#include "model/run/checkpoint.h"
#include "model/run/resume_checks.h"
#include "model/training/networks.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/weights/model_weights.h"

namespace wasserfarbe {
namespace {

nlohmann::ordered_json json_of(const ModelFile& checkpoint, const std::string& key) {
    return parse_json(metadata_value(checkpoint.metadata(), key), "'" + key + "'");
}

/// New optimizers and the weights of a model file; its average where it has one.
TrainingState state_of_model(const BranchFiles& files, const TrainingConfig& config, std::uint64_t seed) {
    const ModelFile& file = files.model;
    const ModelWeights model = file.weights(Weights::Raw, !files.critic);
    const NamedTensors critic = files.critic ? files.critic->critic().tensors : model.critic;
    const NamedTensors averaged = file.info().averaged && file.info().raw
                                      ? file.weights(Weights::Averaged, false).generator
                                      : model.generator;
    TrainingState state;
    state.config = config;
    state.seed = seed;
    Networks networks(config, seed, torch::kCPU);
    const auto load = [](const char* name, const NamedTensors& tensors, const torch::nn::Module& network) {
        StateReader(with_prefix(name, tensors)).load(network_tensors(name, network));
    };
    load("generator", model.generator, *networks.generator);
    load("ema", averaged, *networks.ema);
    load("critic", critic, *networks.critic);
    for (const auto& [name, tensor] : networks.state())
        state.tensors.emplace_back(name, tensor.detach().clone());
    return state;
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

TrainingConfig with_networks(const TrainingConfig& config, const GeneratorSpec& generator,
                             const CriticSpec& critic) {
    return with_network(with_network(config, critic), generator);
}

TrainingConfig with_networks(const TrainingConfig& config, const BranchFiles& files) {
    return with_networks(config, *files.model.info().generator, *files.critic_file().info().critic);
}

std::unique_ptr<TrainingState> read_branch_state(const BranchFiles& files, const TrainingConfig& config,
                                                 std::uint64_t seed) {
    if (files.model.info().checkpoint) {
        auto parent = std::make_unique<TrainingState>(read_checkpoint(files.model));
        require_same_shapes(config, parent->config);
        return parent;
    }
    require_same_shapes(config, with_networks(config, files));
    return translate_torch_errors(
        [&] { return std::make_unique<TrainingState>(state_of_model(files, config, seed)); });
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
