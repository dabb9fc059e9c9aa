#include "model/run/initial_weights.h"

#include "model/networks/torch_device.h"
#include "model/run/branch_parent.h"
#include "model/run/checkpoint.h"
#include "model/run/resume_checks.h"
#include "model/run/training_run.h"
#include "model/training/networks.h"
#include "model/weights/model_weights.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// New optimizers and the weights of a model file; its average where it has one.
TrainingState state_of_model(const NewRun& run, const BranchFiles& files) {
    const ModelFile& file = files.model;
    const ModelWeights model = file.weights(Weights::Raw, !files.critic);
    const NamedTensors critic = files.critic ? files.critic->critic().tensors : model.critic;
    const NamedTensors averaged = file.info().averaged && file.info().raw
                                      ? file.weights(Weights::Averaged, false).generator
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

std::optional<BranchState> read_branch_state(const NewRun& run) {
    if (run.branch_of.empty())
        return {};
    const std::shared_ptr<const BranchFiles> files =
        run.branch_files
            ? run.branch_files
            : std::make_shared<const BranchFiles>(open_branch_files(run.branch_of, run.critic_of));
    const ModelFile& model = files->model;
    const fs::path source = fs::absolute(model.info().path).lexically_normal();
    if (model.info().checkpoint) {
        BranchState parent{source, read_checkpoint(model)};
        require_same_shapes(run.config, parent.state.config);
        return parent;
    }
    require_same_shapes(run.config, with_networks(run.config, *files));
    return BranchState{source, translate_torch_errors([&] { return state_of_model(run, *files); })};
}

} // namespace wasserfarbe
