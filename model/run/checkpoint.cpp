#include "model/run/checkpoint.h"

#include <cmath>

#include "model/files/config_json.h"
#include "model/training/finite.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/types/metric_table.h"
#include "model/types/version.h"
#include "model/weights/model_file.h"
#include "model/weights/read/tensor_file.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kFormat = "wasserfarbe-checkpoint-1";

/// No run comes near, and going on from there would not overflow.
constexpr std::int64_t kMostCounted = 1'000'000'000'000'000;
constexpr int kMostEpochs = 1'000'000'000;

/// JSON has no NaN; nlohmann writes null for it.
double real_or_nan(const Json& object, const std::string& key) {
    return object.contains(key) && object[key].is_null() ? StepStats::kNone : json_value<double>(object, key);
}

Json stats_to_json(const StepStats& stats) {
    Json json = {{"step", stats.step}, {"epoch", stats.epoch}};
    for (const Metric& metric : metric_table())
        if (metric.is_kept())
            json[std::string(metric.key)] = metric.of(stats);
    return json;
}

StepStats stats_from_json(const Json& json) {
    StepStats stats;
    stats.step = json_value<std::int64_t>(json, "step");
    stats.epoch = json_value<int>(json, "epoch");
    for (const Metric& metric : metric_table()) {
        const std::string key(metric.key);
        if (metric.is_kept() && !(metric.later && !json.contains(key)))
            stats.*metric.member = real_or_nan(json, key);
    }
    return stats;
}

Json counters_to_json(const TrainingCounters& counters) {
    Json json = {{"epoch", counters.position.epoch},
                 {"batch", counters.position.batch},
                 {"order", counters.position.order},
                 {"step", counters.step},
                 {"generator_updates", counters.generator_updates},
                 {"images", counters.images},
                 {"images_since_generator_update", counters.images_since_generator_update},
                 {"seconds", counters.seconds}};
    if (counters.unfinished)
        json["unfinished"] = stats_to_json(*counters.unfinished);
    return json;
}

bool plausible(const TrainingCounters& counters) {
    const auto counts = [](std::int64_t number) { return number >= 0 && number <= kMostCounted; };
    const BatchPosition& position = counters.position;
    return position.epoch >= 1 && position.epoch <= kMostEpochs && counts(position.batch) &&
           position.order >= 0 && position.order <= kMostEpochs && counts(counters.step) &&
           counts(counters.generator_updates) && counters.generator_updates <= counters.step &&
           counts(counters.images) && counts(counters.images_since_generator_update) &&
           std::isfinite(counters.seconds) && counters.seconds >= 0 && epochs_completed(counters) >= 0;
}

TrainingCounters counters_from_json(const Json& json) {
    TrainingCounters counters;
    counters.position = {json_value<int>(json, "epoch"), json_value<std::int64_t>(json, "batch")};
    if (json.contains("order")) // an earlier version had one order
        counters.position.order = json_value<int>(json, "order");
    counters.step = json_value<std::int64_t>(json, "step");
    counters.generator_updates = json_value<std::int64_t>(json, "generator_updates");
    counters.images = json_value<std::int64_t>(json, "images");
    counters.images_since_generator_update = json_value<std::int64_t>(json, "images_since_generator_update");
    counters.seconds = json_value<double>(json, "seconds");
    if (json.contains("unfinished"))
        counters.unfinished = stats_from_json(json["unfinished"]);
    if (!plausible(counters))
        throw Error(ErrorKind::Model, "its counters contradict each other");
    return counters;
}

template <typename T>
T metadata_number(const TensorFile& file, const std::string& key) {
    return json_value<T>(Json{{key, parse_json(metadata_value(file.metadata, key), "'" + key + "'")}}, key);
}

TrainingState state_from_file(TensorFile file) {
    if (metadata_value(file.metadata, "format") != kFormat)
        throw Error(ErrorKind::Model, "its format '" + metadata_value(file.metadata, "format") +
                                          "' is not known to this version");
    TrainingState state;
    state.config = config_from_json(parse_json(metadata_value(file.metadata, "config"), "'config'"));
    state.seed = metadata_number<std::uint64_t>(file, "seed");
    state.device = device_from_text(metadata_value(file.metadata, "device"));
    state.threads = metadata_number<int>(file, "threads");
    if (state.threads < 1 || state.threads > 4096)
        throw Error(ErrorKind::Model, "'threads' is out of range");
    state.counters = counters_from_json(parse_json(metadata_value(file.metadata, "counters"), "'counters'"));
    // Trained on, the due update needs the step that it belongs to.
    const std::int64_t due =
        state.counters.step / state.config.critic_updates - state.counters.generator_updates;
    if (due != (state.counters.unfinished ? 1 : 0))
        throw Error(ErrorKind::Model, "its counters contradict each other");
    if (file.metadata.contains("quality")) {
        state.quality = metadata_number<double>(file, "quality");
        if (!std::isfinite(state.quality) || state.quality < 0)
            throw Error(ErrorKind::Model, "'quality' is out of range");
    }
    state.tensors = std::move(file.tensors);
    return state;
}

/// Renames a damaged checkpoint, so that it is not taken for the newest again.
void mark_damaged(const std::filesystem::path& checkpoint) {
    std::filesystem::path name = checkpoint;
    name += ".damaged";
    std::error_code ignored; // then it is found damaged again the next time
    std::filesystem::rename(checkpoint, name, ignored);
}

} // namespace

int epochs_completed(const TrainingCounters& counters) {
    const bool last_step_unfinished = counters.position.batch == 0 && counters.unfinished;
    return counters.position.epoch - (last_step_unfinished ? 2 : 1);
}

std::filesystem::path checkpoint_path(const RunDirectory& directory, const TrainingCounters& counters) {
    const int epoch = epochs_completed(counters);
    const bool epoch_just_ended = counters.position.batch == 0 && !counters.unfinished;
    return epoch_just_ended ? directory.checkpoint_path(epoch)
                            : directory.checkpoint_path(epoch, counters.step);
}

const std::string& metadata_value(const std::map<std::string, std::string>& metadata,
                                  const std::string& key) {
    const auto found = metadata.find(key);
    if (found == metadata.end())
        throw Error(ErrorKind::Model, "not a checkpoint of this program: '" + key + "' is missing");
    return found->second;
}

void write_checkpoint(const std::filesystem::path& path, const TrainingState& state) {
    std::map<std::string, std::string> metadata = {{"format", kFormat},
                                                   {"software", std::string(software_name())},
                                                   {"config", config_to_json(state.config).dump()},
                                                   {"seed", std::to_string(state.seed)},
                                                   {"device", state.device.name()},
                                                   {"threads", std::to_string(state.threads)},
                                                   {"counters", counters_to_json(state.counters).dump()}};
    if (std::isfinite(state.quality))
        metadata["quality"] = Json(state.quality).dump();
    write_tensor_file(path, {state.tensors, std::move(metadata)});
}

TrainingState read_checkpoint(const std::filesystem::path& path) {
    return naming(path, [&] { return state_from_file(read_tensor_file(path)); });
}

TrainingState read_checkpoint(const ModelFile& checkpoint) {
    return naming(checkpoint.info().path, [&] { return state_from_file(checkpoint.contents()); });
}

std::unique_ptr<TrainingState> read_newest_checkpoint(const RunDirectory& directory,
                                                      const std::function<void(const Error&)>& damaged) {
    const std::vector<RunDirectory::Checkpoint> list = directory.checkpoints();
    if (list.empty())
        return nullptr;
    for (auto checkpoint = list.rbegin(); checkpoint != list.rend(); ++checkpoint) {
        try {
            auto state = std::make_unique<TrainingState>(read_checkpoint(checkpoint->path));
            if (const std::string name = first_not_finite(state->tensors); !name.empty())
                throw Error(ErrorCode::TensorNotFinite, checkpoint->path, {name});
            for (auto later = list.rbegin(); later != checkpoint; ++later)
                mark_damaged(later->path);
            return state;
        } catch (const Error& error) {
            damaged(error);
        }
    }
    throw Error(ErrorCode::NoSoundCheckpoint, directory.checkpoints_path());
}

} // namespace wasserfarbe
