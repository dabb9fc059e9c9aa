#include <algorithm>
#include <filesystem>
#include <iostream>
#include <memory>
#include <optional>
#include <string>

#include <nlohmann/json.hpp>

#include "app/cli/arguments.h"
#include "app/cli/checkpoint_report.h"
#include "app/cli/commands.h"
#include "model/files/config_json.h"
#include "model/files/selection_json.h"
#include "model/run/metrics_log.h"
#include "model/run/run_directory.h"
#include "model/types/field_table.h"
#include "model/types/metric_table.h"
#include "model/types/unhandled_value.h"
#include "model/weights/model_file.h"

namespace wasserfarbe::cli {
namespace {

using Json = nlohmann::ordered_json;

struct InspectArguments {
    std::filesystem::path path;
    bool json = false;
};

const char* format_text(WeightsFormat format) {
    switch (format) {
    case WeightsFormat::Safetensors:
        return "safetensors";
    case WeightsFormat::PyTorchZip:
        return "PyTorch";
    case WeightsFormat::PyTorchLegacy:
        return "PyTorch, from before 1.6";
    }
    unhandled_value();
}

template <typename Spec>
void describe_network(Json& model, const Spec& spec) {
    for (const auto& [key, value] : settings_of(spec))
        model[std::string(key)] = to_json(value);
}

Json describe_tensors(const ModelInfo& info) {
    Json tensors = Json::array();
    for (const ModelInfo::Tensor& tensor : info.tensors) {
        tensors.push_back({{"name", tensor.name}, {"type", tensor.type}, {"shape", tensor.shape}});
        if (!info.checkpoint)
            tensors.back()["used_as"] = tensor.place.empty() ? Json(nullptr) : Json(tensor.place);
    }
    return tensors;
}

Json describe_model(const ModelInfo& info) {
    Json json = {{"file", info.path.string()}, {"format", format_text(info.format)}};
    if (info.checkpoint || info.step > 0)
        json.update({{"epoch", info.epoch}, {"step", info.step}});
    if (info.checkpoint)
        json["software"] = info.software;
    if (info.generator) {
        describe_network(json, *info.generator);
        json["generator_parameters"] = info.generator_parameters;
    }
    if (info.critic)
        describe_network(json, *info.critic);
    json["bytes"] = info.bytes;
    json["tensors"] = describe_tensors(info);
    if (!info.misfits.empty())
        json["misfits"] = Json::array();
    for (const Misfit& misfit : info.misfits)
        json["misfits"].push_back(
            {{"tensor", misfit.tensor}, {"expected", misfit.expected}, {"found", misfit.found}});
    return json;
}

Json changed_settings(const RunRecord& record) {
    Json changed = Json::object();
    const std::optional<Preset> named = find_preset(record.preset);
    if (!named) // of another version
        return changed;
    const TrainingConfig preset = preset_config(*named);
    for (const Field& field : field_table())
        if (field.get(record.config) != field.get(preset))
            changed[std::string(field.key)] = to_json(field.get(record.config));
    return changed;
}

/// The step that a resumed run goes on from: the step of the newest checkpoint that can be read.
/// @param run  with its checkpoints
std::int64_t newest_step(const Json& run) {
    std::int64_t step = 0;
    for (const Json& checkpoint : run["checkpoints"])
        step = std::max(step, checkpoint["step"].get<std::int64_t>());
    return step;
}

Json describe_run(const RunDirectory& run) {
    const RunRecord record = run.read_record();
    Json json = {{"run", std::filesystem::absolute(run.path()).lexically_normal().string()},
                 {"state", run_state_name(record.state)},
                 {"failure", record.failure ? record.failure->what() : ""},
                 {"started", record.started},
                 {"finished", record.finished},
                 {"epoch", record.epoch},
                 {"epochs", record.config.epochs},
                 {"step", record.step},
                 {"seconds", record.seconds},
                 {"data", record.data.string()},
                 {"selection", selection_to_json(record.selection)},
                 {"images", record.images},
                 {"held_out", record.held_out},
                 {"fingerprint", record.fingerprint},
                 {"branch_of", record.branch_of.empty() ? Json(nullptr) : Json(record.branch_of.string())},
                 {"branch_step", record.branch_step},
                 {"seed", record.seed},
                 {"device", record.device.name()},
                 {"preset", record.preset},
                 {"changed_from_preset", changed_settings(record)},
                 {"config", config_to_json(record.config)},
                 {"versions", {{"software", record.software}, {"libtorch", record.libtorch}}}};
    json["checkpoints"] = describe_checkpoints(run);
    std::error_code error;
    const std::vector<StepStats> metrics = std::filesystem::exists(run.metrics_path(), error)
                                               ? read_metrics(run.metrics_path())
                                               : std::vector<StepStats>{};
    json["steps_without_checkpoint"] = 0;
    if (!metrics.empty()) {
        const StepStats& last = metrics.back();
        json["steps_without_checkpoint"] = std::max<std::int64_t>(0, last.step - newest_step(json));
        json["last_step"] = {{"step", last.step}, {"epoch", last.epoch}};
        for (const Metric& metric : metric_table())
            if (metric.inspected)
                json["last_step"][std::string(metric.key)] = metric.of(last); // null where it is no number
    }
    return json;
}

std::string shape_text(const Json& shape) {
    std::string text;
    for (const Json& length : shape)
        text += (text.empty() ? "" : " x ") + std::to_string(length.get<std::int64_t>());
    return text.empty() ? "one number" : text;
}

void print_line(const std::string& name, const Json& value) {
    std::cout << padded(name + " ", 22) << (value.is_string() ? value.get<std::string>() : value.dump())
              << "\n";
}

std::size_t longest(const Json& objects, const char* key) {
    std::size_t longest = 0;
    for (const Json& object : objects)
        longest = std::max(longest, object[key].get<std::string>().size());
    return longest;
}

/// Each tensor and, of a file from elsewhere, what it is here.
void print_tensors(const Json& tensors) {
    const std::size_t width = longest(tensors, "name");
    const std::size_t types = longest(tensors, "type");
    for (const Json& tensor : tensors) {
        const std::string shape = shape_text(tensor["shape"]);
        std::cout << "  " << padded(tensor["name"].get<std::string>(), width) << "  "
                  << padded(tensor["type"].get<std::string>(), types) << "  ";
        if (!tensor.contains("used_as"))
            std::cout << shape << "\n";
        else
            std::cout << padded(shape, 18) << "  "
                      << (tensor["used_as"].is_null() ? "not used" : tensor["used_as"].get<std::string>())
                      << "\n";
    }
}

void print_model(const Json& model) {
    for (const auto& [key, value] : model.items())
        if (!value.is_array())
            print_line(key, value);
    std::cout << "\n";
    print_tensors(model["tensors"]);
    if (!model.contains("misfits"))
        return;
    std::cout << "\nNeither a generator nor a critic of the DCGAN family:\n";
    for (const Json& misfit : model["misfits"])
        std::cout << "  " << misfit["tensor"].get<std::string>() << ": expected "
                  << misfit["expected"].get<std::string>() << ", found " << misfit["found"].get<std::string>()
                  << "\n";
}

void print_run(const Json& run) {
    for (const char* key : {"run", "state", "failure", "started", "finished"})
        if (!run[key].get<std::string>().empty())
            print_line(key, run[key]);
    print_line("epochs",
               std::to_string(run["epoch"].get<int>()) + " of " + std::to_string(run["epochs"].get<int>()));
    print_line("step", run["step"]);
    print_line("training time", duration_text(run["seconds"].get<double>()));
    print_line("data", run["data"]);
    if (run["branch_of"].is_string())
        print_line("branch of", run["branch_of"].get<std::string>() + ", step " +
                                    std::to_string(run["branch_step"].get<std::int64_t>()));
    for (const auto& [key, value] : run["selection"].items())
        if (!value.empty())
            print_line("  " + key, value);
    for (const char* key : {"images", "held_out", "fingerprint", "seed", "device", "preset"})
        print_line(key, run[key]);
    for (const auto& [key, value] : run["changed_from_preset"].items())
        print_line("  " + key, value);
    if (run.contains("last_step"))
        for (const auto& [key, value] : run["last_step"].items())
            print_line(key == "step" || key == "epoch" ? "last " + key : key, value);
    std::cout << "\n" << checkpoint_table(run["checkpoints"]);
    const auto behind = run["steps_without_checkpoint"].get<std::int64_t>();
    if (behind > 0)
        std::cout << (behind == 1 ? "the last step is" : "the last " + std::to_string(behind) + " steps are")
                  << " not in a checkpoint; resume goes on from "
                  << (newest_step(run) == 0 ? "the beginning" : "step " + std::to_string(newest_step(run)))
                  << "\n";
}

int inspect(const InspectArguments& arguments) {
    std::error_code error;
    const RunDirectory run(arguments.path);
    const bool is_run = std::filesystem::is_directory(arguments.path, error) && run.holds_run();
    const Json json =
        is_run ? describe_run(run) : describe_model(ModelFile(resolve_model_path(arguments.path)).info());
    if (arguments.json)
        std::cout << json_text(json);
    else
        is_run ? print_run(json) : print_model(json);
    return 0;
}

} // namespace

Work add_inspect(CLI::App& command) {
    const auto arguments = std::make_shared<InspectArguments>();
    add_path(command, "path", arguments->path, "RUN|MODEL",
             "A run, a checkpoint or another model file:\n" + model_endings_text() +
                 ";\nsays which tensor is used as what");
    command.add_flag("--json", arguments->json, "Print JSON");
    return [arguments](const Signals&) { return inspect(*arguments); };
}

} // namespace wasserfarbe::cli
