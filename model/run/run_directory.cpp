#include "model/run/run_directory.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "model/files/config_json.h"
#include "model/files/file_io.h"
#include "model/files/reason_json.h"
#include "model/files/selection_json.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

constexpr int kMostThreads = 4096;
constexpr std::string_view kCheckpointEnding = ".safetensors";
constexpr std::array kStates = {RunState::Running, RunState::Stopped, RunState::Finished, RunState::Failed};

RunState parse_state(const std::string& name) {
    for (const RunState state : kStates)
        if (run_state_name(state) == name)
            return state;
    throw Error(ErrorKind::Model, "'state' is '" + name + "', which this version does not know");
}

/// @throws Error (Model) where it is missing, negative or not finite
template <typename T>
T amount(const Json& object, const std::string& key) {
    const T value = json_value<T>(object, key);
    if (!(value >= 0 && std::isfinite(static_cast<double>(value))))
        throw Error(ErrorKind::Model, "'" + key + "' is out of range");
    return value;
}

/// The sentence alone where its parts are missing: an earlier version left them out, or a later one knows
/// more.
std::optional<Error> failure_from_json(const Json& json) {
    auto sentence = json_value<std::string>(json, "failure");
    if (sentence.empty())
        return {};
    if (json.contains("failure_reason")) {
        const Json parts = json_value<Json>(json, "failure_reason");
        if (std::optional<Reason> reason = reason_from_json(parts))
            return Error(std::move(*reason), json_value<std::string>(parts, "path"));
    }
    return Error(ErrorKind::Internal, std::move(sentence));
}

void create_folder(const fs::path& path) {
    std::error_code error;
    fs::create_directories(path, error);
    if (error)
        throw Error(ErrorKind::Disk, path, "can't be created", error.value());
}

} // namespace

std::string_view run_state_name(RunState state) {
    switch (state) {
    case RunState::Running:
        return "running";
    case RunState::Stopped:
        return "stopped";
    case RunState::Finished:
        return "finished";
    case RunState::Failed:
        return "failed";
    }
    unhandled_value();
}

RunRecord parse_run_record(std::string_view text) {
    const Json json = parse_json(text, "run.json");
    RunRecord record;
    record.state = parse_state(json_value<std::string>(json, "state"));
    record.failure = failure_from_json(json);
    record.preset = json_value<std::string>(json, "preset");
    record.config = config_from_json(json_value<Json>(json, "config"));
    record.seed = json_value<std::uint64_t>(json, "seed");
    record.device = device_from_text(json_value<std::string>(json, "device"));
    if (json.contains("threads"))
        record.threads = amount<int>(json, "threads");
    if (record.threads > kMostThreads)
        throw Error(ErrorKind::Model, "'threads' is out of range");
    const Json dataset = json_value<Json>(json, "dataset");
    record.data = fs::path(json_value<std::string>(dataset, "folder"));
    record.images = amount<std::int64_t>(dataset, "images");
    record.fingerprint = json_value<std::string>(dataset, "fingerprint");
    record.compares_pixels = dataset.is_object() && dataset.contains("held_out");
    if (record.compares_pixels) {
        record.held_out = amount<std::int64_t>(dataset, "held_out");
        record.selection = selection_from_json(json_value<Json>(dataset, "selection"));
    }
    if (json.contains("branch")) {
        const Json branch = json_value<Json>(json, "branch");
        record.branch_of = fs::path(json_value<std::string>(branch, "branch_of"));
        record.branch_step = amount<std::int64_t>(branch, "branch_step");
    }
    const Json versions = json_value<Json>(json, "versions");
    record.software = json_value<std::string>(versions, "software");
    record.libtorch = json_value<std::string>(versions, "libtorch");
    record.started = json_value<std::string>(json, "started");
    record.finished = json_value<std::string>(json, "finished");
    record.epoch = amount<int>(json, "epoch");
    record.step = amount<std::int64_t>(json, "step");
    record.seconds = amount<double>(json, "seconds");
    return record;
}

std::string format_run_record(const RunRecord& record) {
    Json json = {{"state", run_state_name(record.state)},
                 {"failure", record.failure ? record.failure->what() : ""},
                 {"started", record.started},
                 {"finished", record.finished},
                 {"epoch", record.epoch},
                 {"step", record.step},
                 {"seconds", record.seconds},
                 {"dataset",
                  {{"folder", record.data.string()},
                   {"images", record.images},
                   {"held_out", record.held_out},
                   {"fingerprint", record.fingerprint},
                   {"selection", selection_to_json(record.selection)}}},
                 {"seed", record.seed},
                 {"device", record.device.name()},
                 {"threads", record.threads},
                 {"preset", record.preset},
                 {"config", config_to_json(record.config)},
                 {"versions", {{"software", record.software}, {"libtorch", record.libtorch}}}};
    if (record.failure) {
        json["failure_reason"] = reason_to_json(record.failure->reason());
        json["failure_reason"]["path"] = record.failure->path().string();
    }
    if (!record.branch_of.empty())
        json["branch"] = {{"branch_of", record.branch_of.string()}, {"branch_step", record.branch_step}};
    // A folder's name need not be UTF-8; JSON must be.
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

fs::path RunDirectory::preview_path(int epoch, std::optional<std::int64_t> step) const {
    return previews_path() / saved_file_name(epoch, step, ".png");
}

fs::path RunDirectory::checkpoint_path(int epoch, std::optional<std::int64_t> step) const {
    return checkpoints_path() / saved_file_name(epoch, step, kCheckpointEnding);
}

bool RunDirectory::holds_run() const {
    std::error_code error;
    return fs::exists(record_path(), error);
}

void RunDirectory::require_free() const {
    if (holds_run())
        throw Error(ErrorCode::NameTaken, path_, {"holds a run already; resume it or choose another folder"});
    const std::vector<Checkpoint> list = checkpoints();
    if (std::any_of(list.begin(), list.end(),
                    [](const Checkpoint& each) { return each.epoch > 0 || each.step.value_or(0) > 0; }))
        throw Error(ErrorCode::NameTaken, path_, {"holds checkpoints of another run; choose another folder"});
}

void RunDirectory::create() const {
    require_free();
    create_folder(previews_path());
    create_folder(checkpoints_path());
}

std::vector<RunDirectory::Checkpoint> RunDirectory::checkpoints() const {
    return saved_files(checkpoints_path(), kCheckpointEnding);
}

fs::path RunDirectory::newest_checkpoint() const {
    const std::vector<Checkpoint> list = checkpoints();
    if (list.empty())
        throw Error(ErrorCode::NoCheckpointYet, path_);
    return list.back().path;
}

RunRecord RunDirectory::read_record() const {
    if (!holds_run())
        throw Error(ErrorCode::NoRun, path_);
    return naming(record_path(), [&] {
        const std::vector<std::uint8_t> bytes = read_file(record_path(), kMaxRunRecordSize);
        return parse_run_record({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
    });
}

void RunDirectory::write_record(const RunRecord& record) const {
    AtomicFile file(record_path());
    file.write(format_run_record(record));
    file.commit();
}

fs::path resolve_model_path(const fs::path& path) {
    std::error_code error;
    if (fs::is_directory(path, error)) {
        const RunDirectory run(path);
        if (!run.holds_run())
            throw Error(ErrorCode::NoRun, path);
        return run.newest_checkpoint();
    }
    if (!fs::exists(path, error))
        throw Error(ErrorCode::NoSuchModel, path);
    return path;
}

} // namespace wasserfarbe
