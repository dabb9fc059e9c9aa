#include "model/run/initial_weights.h"

#include "model/networks/torch_device.h"
#include "model/run/branch_parent.h"
#include "model/run/checkpoint.h"
#include "model/run/resume_checks.h"
#include "model/run/run_directory.h"
#include "model/run/training_run.h"
#include "model/training/networks.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/weights/model_weights.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// The one of a file of its own where there is such a file.
CriticSpec critic_of_model(const ModelInfo& model, const fs::path& critic_of) {
    const ModelInfo info = critic_of.empty() ? model : read_model_info(resolve_model_path(critic_of));
    if (!info.critic)
        throw Error(ErrorKind::Model, info.path, why_no_critic(info));
    return *info.critic;
}

/// New optimizers and the weights of a model file; its average where it has one.
TrainingState state_of_model(const NewRun& run, const fs::path& path) {
    const ModelWeights model = read_model_weights(path, Weights::Raw, run.critic_of.empty());
    const NamedTensors critic =
        run.critic_of.empty() ? model.critic : read_critic_weights(resolve_model_path(run.critic_of)).tensors;
    const NamedTensors averaged = model.info.averaged && model.info.raw
                                      ? read_model_weights(path, Weights::Averaged, false).generator
                                      : model.generator;
    TrainingState state;
    state.config = run.config;
    state.seed = run.seed;
    Networks networks(run.config, run.seed, torch::kCPU);
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

TrainingConfig with_shapes_of(TrainingConfig config, const fs::path& model, const fs::path& critic_of) {
    const ModelInfo info = read_model_info(model);
    if (!info.generator)
        throw Error(ErrorCode::NoGenerator, model, {why_no_generator(info)});
    const CriticSpec critic = critic_of_model(info, critic_of);
    const int image_size = info.generator->image_size;
    if (critic.image_size != image_size)
        throw Error(ErrorKind::Model, critic_of.empty() ? model : critic_of,
                    "its critic looks at images of " + std::to_string(critic.image_size) +
                        " px, and the generator makes images of " + std::to_string(image_size) + " px");
    return with_networks(config, *info.generator, critic);
}

void require_no_second_critic(const fs::path& checkpoint, const fs::path& critic_of) {
    if (!critic_of.empty())
        throw Error(ErrorKind::Usage, checkpoint,
                    "is a checkpoint, which has a critic: leave out the other one");
}

std::optional<BranchState> read_branch_state(const NewRun& run) {
    if (run.branch_of.empty())
        return {};
    const fs::path path = resolve_model_path(run.branch_of);
    const fs::path source = fs::absolute(path).lexically_normal();
    if (read_model_info(path).checkpoint) {
        require_no_second_critic(path, run.critic_of);
        BranchState parent{source, read_checkpoint(path)};
        require_same_shapes(run.config, parent.state.config);
        return parent;
    }
    require_same_shapes(run.config, with_shapes_of(run.config, path, run.critic_of));
    return BranchState{source, translate_torch_errors([&] { return state_of_model(run, path); })};
}

} // namespace wasserfarbe
