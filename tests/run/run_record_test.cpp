#include "model/run/run_directory.h"

#include <cerrno>
#include <cmath>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include <nlohmann/json.hpp>

#include <QTemporaryDir>
#include <QTest>

#include "model/files/config_json.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::run_record_test {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

namespace {

void write_text(const fs::path& path, std::string_view text) {
    std::ofstream(path, std::ios::binary) << text;
}

/// Every member differs from its default.
RunRecord example() {
    RunRecord record;
    record.state = RunState::Failed;
    record.failure =
        Error(ErrorKind::Disk, "/runs/K\xC3\xA4tzchen", "the disk \"D\" is full;\nnothing is lost", ENOSPC);
    record.preset = "paper";
    record.config = preset_config(Preset::Paper);
    record.config.lambda = 0.1;
    record.config.fit = Fit::Stretch;
    record.config.horizontal_flip = true;
    record.seed = UINT64_MAX;
    record.device = {Device::Kind::Cuda, 2};
    record.data = "/pictures/K\xC3\xA4tzchen \\ 1";
    record.selection.left_out_classes = {"", "K\xC3\xA4tzchen", "\xFF\n\\"};
    record.selection.left_out = {Finding::Grey, Finding::NearDuplicate};
    record.selection.crop_places = {{"a/\xE9.png", {0.1, 1}}, {"b.png", {0, 0.5}}};
    record.images = 3'000'000'000;
    record.held_out = 158'000'000;
    record.fingerprint = "00ff";
    record.branch_of = "/runs/cats/checkpoints/epoch-000012.safetensors";
    record.branch_step = 7'000'000'000;
    record.software = "Wasserfarbe 9.8.7";
    record.libtorch = "1.13.1";
    record.started = "2030-01-02T03:04:05Z";
    record.finished = "2030-01-02T04:04:05Z";
    record.epoch = 17;
    record.step = 5'000'000'000;
    record.seconds = 3600.1;
    return record;
}

bool same(const std::optional<Error>& a, const std::optional<Error>& b) {
    return a.has_value() == b.has_value() && (!a || (a->reason() == b->reason() && a->path() == b->path()));
}

bool same(const RunRecord& a, const RunRecord& b) {
    return a.state == b.state && same(a.failure, b.failure) && a.preset == b.preset && a.config == b.config &&
           a.seed == b.seed && a.device == b.device && a.data == b.data && a.images == b.images &&
           a.held_out == b.held_out && a.selection == b.selection && a.fingerprint == b.fingerprint &&
           a.branch_of == b.branch_of && a.branch_step == b.branch_step && a.software == b.software &&
           a.libtorch == b.libtorch && a.started == b.started && a.finished == b.finished &&
           a.epoch == b.epoch && a.step == b.step && a.seconds == b.seconds;
}

/// The example's JSON with one value changed, as text.
std::string with(const std::string& pointer, const Json& value) {
    Json json = Json::parse(format_run_record(example()));
    json[Json::json_pointer(pointer)] = value;
    return json.dump();
}

std::optional<Error> error_of_record(const std::string& text) {
    return error_of([&] { parse_run_record(text); });
}

std::vector<std::string> names_of(const std::vector<RunDirectory::Checkpoint>& list) {
    std::vector<std::string> names;
    for (const RunDirectory::Checkpoint& checkpoint : list)
        names.push_back(checkpoint.path.filename().string());
    return names;
}

} // namespace

class RunRecordTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void a_record_is_read_back() {
        QVERIFY(same(parse_run_record(format_run_record(example())), example()));
        QVERIFY(same(parse_run_record(format_run_record({})), RunRecord{}));
        for (const RunState state :
             {RunState::Running, RunState::Stopped, RunState::Finished, RunState::Failed}) {
            RunRecord record = example();
            record.state = state;
            QVERIFY(parse_run_record(format_run_record(record)).state == state);
        }
    }

    void a_failure_without_its_parts_is_its_sentence() {
        const std::string sentence = example().failure->what();
        Json json = Json::parse(format_run_record(example()));
        QCOMPARE(json["failure"].get<std::string>(), sentence);
        QCOMPARE(json["failure_reason"]["code"].get<std::string>(), std::string("DiskFull"));
        const auto read = [](const Json& record) { return parse_run_record(record.dump()).failure; };
        json["failure_reason"]["code"] = "OfALaterVersion";
        QCOMPARE(std::string(read(json)->what()), sentence);
        json.erase("failure_reason"); // of an earlier version
        QCOMPARE(std::string(read(json)->what()), sentence);
        QVERIFY(is_general(read(json)->code()));
        json["failure"] = "";
        QVERIFY(!read(json));
        for (const Json& wrong : {Json(1), Json::array({Json::array()}), Json::array({0.5}), Json()})
            QVERIFY(says(error_of_record(with("/failure_reason/arguments", wrong)), ErrorKind::Model,
                         "'arguments'"));
        QVERIFY(says(error_of_record(with("/failure_reason/errno", "full")), ErrorKind::Model, "'errno'"));
        QVERIFY(says(error_of_record(with("/failure_reason", Json::array())), ErrorKind::Model, "'code'"));
    }

    void states_have_names() {
        QCOMPARE(run_state_name(RunState::Running), std::string_view("running"));
        QCOMPARE(run_state_name(RunState::Stopped), std::string_view("stopped"));
        QCOMPARE(run_state_name(RunState::Finished), std::string_view("finished"));
        QCOMPARE(run_state_name(RunState::Failed), std::string_view("failed"));
    }

    void a_folder_name_that_is_not_utf8_does_no_harm() {
        RunRecord record = example();
        record.data = "/pictures/caf\xE9";
        QCOMPARE(parse_run_record(format_run_record(record)).data, fs::path("/pictures/caf\xEF\xBF\xBD"));
    }

    void every_missing_key_is_named() {
        const Json whole = Json::parse(format_run_record(example()));
        for (const auto& [key, value] : whole.items()) {
            if (key == "branch" || key == "threads" || key == "failure_reason")
                continue; // most runs are no branch; an earlier version did not tell the others
            Json json = whole;
            json.erase(key);
            QVERIFY2(says(error_of_record(json.dump()), ErrorKind::Model, "'" + key + "' is missing"),
                     key.c_str());
        }
        for (const char* object : {"dataset", "versions", "branch"})
            for (const auto& [key, value] : whole[object].items()) {
                if (key == "held_out")
                    continue; // see records_of_before_are_read
                Json json = whole;
                json[object].erase(key);
                QVERIFY2(says(error_of_record(json.dump()), ErrorKind::Model, "'" + key + "' is missing"),
                         key.c_str());
            }
    }

    void every_wrong_type_is_named_data() {
        QTest::addColumn<QString>("pointer");
        QTest::addColumn<QString>("value");
        const auto add = [](const std::string& pointer, std::initializer_list<const char*> values) {
            for (const char* value : values)
                QTest::addRow("%s %s", pointer.c_str(), value)
                    << QString::fromStdString(pointer) << QString(value);
        };
        for (const char* text :
             {"/state", "/failure", "/preset", "/device", "/started", "/finished", "/dataset/folder",
              "/dataset/fingerprint", "/versions/software", "/versions/libtorch", "/branch/branch_of"})
            add(text, {"1", "null", "true", "[]", "{}"});
        for (const char* number :
             {"/epoch", "/step", "/seed", "/dataset/images", "/dataset/held_out", "/branch/branch_step"})
            add(number, {"\"1\"", "null", "true", "1.0", "1e300", "[]", "{}", "36893488147419103232"});
        add("/epoch", {"2147483648", "-2147483649", "18446744073709551615"});
        add("/step", {"9223372036854775808", "18446744073709551615"});
        add("/seed", {"-1"});
        add("/seconds", {"\"1\"", "null", "true", "[]"});
    }
    void every_wrong_type_is_named() {
        QFETCH(QString, pointer);
        QFETCH(QString, value);
        const std::string key = pointer.section('/', -1).toStdString();
        const std::optional<Error> error =
            error_of_record(with(pointer.toStdString(), Json::parse(value.toStdString())));
        QVERIFY2(says(error, ErrorKind::Model, "'" + key + "' is missing or has the wrong type"),
                 error ? error->what() : "it was taken");
    }

    void numbers_out_of_range_are_named() {
        for (const char* pointer :
             {"/epoch", "/step", "/seconds", "/dataset/images", "/dataset/held_out", "/branch/branch_step"}) {
            const std::string key = std::string(pointer).substr(std::string(pointer).rfind('/') + 1);
            QVERIFY2(
                says(error_of_record(with(pointer, -1)), ErrorKind::Model, "'" + key + "' is out of range"),
                pointer);
            QVERIFY2(!error_of_record(with(pointer, 0)), pointer);
        }
        QVERIFY(
            says(error_of_record(with("/seconds", -1e-9)), ErrorKind::Model, "'seconds' is out of range"));
        std::string endless = with("/seconds", 12);
        endless.replace(endless.find("12", endless.find("seconds")), 2, "1e999");
        QVERIFY(says(error_of_record(endless), ErrorKind::Model, "not valid JSON"));
    }

    void a_run_that_is_no_branch_says_nothing_of_one() {
        RunRecord record = example();
        record.branch_of.clear();
        record.branch_step = 0;
        const std::string text = format_run_record(record);
        QVERIFY(!Json::parse(text).contains("branch"));
        QVERIFY(same(parse_run_record(text), record));
        for (const Json& value : {Json(1), Json(nullptr), Json("x"), Json::array()})
            QVERIFY(
                says(error_of_record(with("/branch", value)), ErrorKind::Model, "'branch_of' is missing"));
    }

    /// A disk that changes a bit: what is still a record has every number in its range.
    void every_flipped_bit_is_refused_or_in_range() {
        const std::string whole = format_run_record(example());
        int refused = 0;
        for (std::size_t bit = 0; bit < 8 * whole.size(); ++bit) {
            std::string damaged = whole;
            damaged[bit / 8] = static_cast<char>(damaged[bit / 8] ^ (1 << bit % 8));
            RunRecord record;
            if (const std::optional<Error> error = error_of([&] { record = parse_run_record(damaged); })) {
                QCOMPARE(error->kind(), ErrorKind::Model);
                QVERIFY(!error->detail().empty());
                ++refused;
                continue;
            }
            QVERIFY(record.images >= 0 && record.held_out >= 0 && record.epoch >= 0 && record.step >= 0 &&
                    record.branch_step >= 0 && std::isfinite(record.seconds) && record.seconds >= 0);
            QVERIFY(!error_of([&] { check_config(record.config); }));
            for (const Field& field : field_table()) {
                TrainingConfig config;
                QVERIFY(!error_of([&] { field.set(config, field.get(record.config)); }));
            }
            QVERIFY(same(parse_run_record(format_run_record(record)), record));
        }
        QVERIFY(refused > static_cast<int>(whole.size()));
    }

    void records_of_before_are_read() {
        Json json = Json::parse(format_run_record(example()));
        json["dataset"].erase("held_out");
        json["dataset"].erase("selection");
        json["config"].erase("held_out");
        json["config"].erase("pad_color");
        json["config"]["fit_pad_value"] = 0.5;
        const RunRecord record = parse_run_record(json.dump());
        QVERIFY(!record.compares_pixels);
        QCOMPARE(record.held_out, std::int64_t{0});
        QVERIFY(record.selection == DatasetSelection{});
        QCOMPARE(record.config.held_out, 0.0);
        QVERIFY((record.config.pad_color == Color{128, 128, 128}));
        for (const Json& value : {Json(-0.1), Json(1.1), Json("0.5"), Json(nullptr)}) {
            json["config"]["fit_pad_value"] = value;
            QVERIFY(says(error_of_record(json.dump()), ErrorKind::Model, "fit_pad_value"));
        }
    }

    void selections_are_checked() {
        const auto refuses = [](const char* pointer, const Json& value, const char* words) {
            return says(error_of_record(with(std::string("/dataset/selection") + pointer, value)),
                        ErrorKind::Model, words);
        };
        QVERIFY(refuses("", 1, "'left_out_classes' is missing"));
        QVERIFY(refuses("/left_out", "grey", "'left_out' is no list"));
        QVERIFY(refuses("/left_out", Json::array({"greyish"}), "'greyish' is not one of"));
        QVERIFY(refuses("/left_out", Json::array({1}), "no text"));
        QVERIFY(refuses("/left_out_classes", Json::array({Json::array()}), "no text"));
        QVERIFY(refuses("/crop_places", Json::array({1}), "not a name and two numbers"));
        QVERIFY(
            refuses("/crop_places", Json::array({Json::array({"a", 0.5})}), "not a name and two numbers"));
        QVERIFY(refuses("/crop_places", Json::array({Json::array({"a", 0.5, 1.5})}), "from 0 to 1"));
        QVERIFY(refuses("/crop_places", Json::array({Json::array({"a", nullptr, 1})}), "from 0 to 1"));
        Json repeated = Json::array({"b", "a", "b"});
        QVERIFY((parse_run_record(with("/dataset/selection/left_out_classes", repeated))
                     .selection.left_out_classes == std::vector<std::string>{"a", "b"}));
    }

    void many_keys_are_refused_before_they_cost_time() {
        Json json = Json::parse(format_run_record(example()));
        std::string text = "{";
        for (int i = 0; i < 2000; ++i)
            text += "\"" + std::to_string(i) + "\":1,";
        QVERIFY(says(error_of_record(text + json.dump().substr(1)), ErrorKind::Model, "too many keys"));
    }

    void whole_numbers_are_seconds_too() { QCOMPARE(parse_run_record(with("/seconds", 12)).seconds, 12.0); }

    void objects_of_the_wrong_type_are_refused() {
        for (const Json& value : {Json(1), Json(nullptr), Json("x"), Json::array()}) {
            QVERIFY(says(error_of_record(with("/dataset", value)), ErrorKind::Model, "'folder' is missing"));
            QVERIFY(
                says(error_of_record(with("/versions", value)), ErrorKind::Model, "'software' is missing"));
            QVERIFY(says(error_of_record(with("/config", value)), ErrorKind::Model,
                         "settings are not an object"));
        }
    }

    void unknown_states_and_devices_are_refused() {
        QVERIFY(says(error_of_record(with("/state", "paused")), ErrorKind::Model, "'state' is 'paused'"));
        QVERIFY(says(error_of_record(with("/device", "tpu")), ErrorKind::Model, "'tpu' is not auto"));
    }

    void settings_are_checked() {
        QVERIFY(says(error_of_record(with("/config/lambda", -1)), ErrorKind::Model,
                     "lambda: -1 is out of range"));
        QVERIFY(says(error_of_record(with("/config/batch_size", 1.5)), ErrorKind::Model, "batch_size: "));
        QVERIFY(
            says(error_of_record(with("/config/batch_size", UINT64_MAX)), ErrorKind::Model, "batch_size: "));
        QVERIFY(says(error_of_record(with("/config/fit", "squeeze")), ErrorKind::Model, "fit: "));
        QVERIFY(
            says(error_of_record(with("/config/fit", nullptr)), ErrorKind::Model, "fit: neither a number"));
        QVERIFY(says(error_of_record(with("/config/fit", Json::array())), ErrorKind::Model,
                     "fit: neither a number"));
        QVERIFY(says(error_of_record(with("/config/lamda", 1)), ErrorKind::Model, "did you mean 'lambda'?"));
        QVERIFY(
            says(error_of_record(with("/config/schedule_gamma", 0.5)), ErrorKind::Model, "schedule_gamma"));
    }

    void every_setting_is_read_back() {
        for (const Preset preset : all_presets())
            QVERIFY(config_from_json(config_to_json(preset_config(preset))) == preset_config(preset));
        QCOMPARE(config_to_json({}).size(), field_table().size());
    }

    void a_missing_setting_has_its_default() {
        Json json = Json::parse(format_run_record(example()));
        json["config"] = {{"batch_size", 7}};
        TrainingConfig expected;
        expected.batch_size = 7;
        expected.held_out = 0; // the exception: see records_of_before_are_read
        QVERIFY(parse_run_record(json.dump()).config == expected);
    }

    void what_is_not_json_is_refused() {
        const std::string whole = format_run_record(example());
        for (std::size_t length = 0; length + 2 < whole.size(); ++length)
            QVERIFY(says(error_of_record(whole.substr(0, length)), ErrorKind::Model,
                         "run.json is not valid JSON"));
        QVERIFY(says(error_of_record(whole + "x"), ErrorKind::Model, "not valid JSON"));
        QVERIFY(says(error_of_record(whole + std::string("\0x", 2)), ErrorKind::Model, "not valid JSON"));
        QVERIFY(says(error_of_record("{\"state\":\"\xFF\"}"), ErrorKind::Model, "not valid JSON"));
        for (const char* text : {"[]", "1", "null", "\"text\"", "{}"})
            QVERIFY(says(error_of_record(text), ErrorKind::Model, "'state' is missing"));
    }

    void what_would_cost_time_or_stack_is_refused() {
        const std::string deep = "{\"config\":" + std::string(50'000, '[') + std::string(50'000, ']') + "}";
        QVERIFY(says(error_of_record(deep), ErrorKind::Model, "nested too deeply"));
        QVERIFY(says(error_of_record(std::string(1'100'000, ' ') + "{}"), ErrorKind::Model, "too long"));
        RunRecord wordy = example();
        wordy.failure = Error(ErrorKind::Internal, std::string(20'000, 'x'));
        QVERIFY(same(parse_run_record(format_run_record(wordy)), wordy));
    }

    void a_record_is_kept_in_its_folder() {
        const RunDirectory run(root());
        QVERIFY(!run.holds_run());
        QVERIFY(says(error_of([&] { run.read_record(); }), ErrorKind::Model, "holds no run"));
        run.write_record(example());
        QVERIFY(run.holds_run());
        QVERIFY(same(run.read_record(), example()));
        run.write_record({});
        QVERIFY(same(run.read_record(), RunRecord{}));
        QVERIFY(fs::exists(root() / "run.json"));
    }

    void a_damaged_record_is_named() {
        const RunDirectory run(root());
        write_text(run.record_path(), "{");
        const std::optional<Error> error = error_of([&] { run.read_record(); });
        QVERIFY(says(error, ErrorKind::Model, "not valid JSON"));
        QCOMPARE(error->path(), run.record_path());
        write_text(run.record_path(), std::string(2'000'000, ' '));
        QVERIFY(says(error_of([&] { run.read_record(); }), ErrorKind::Disk, "larger than"));
    }

    void a_run_is_created_once() {
        const RunDirectory run(root() / "a" / "b");
        run.create();
        QVERIFY(fs::is_directory(run.previews_path()) && fs::is_directory(run.checkpoints_path()));
        run.create(); // nothing is lost by it
        run.write_record(example());
        QVERIFY(says(error_of([&] { run.create(); }), ErrorKind::Usage, "holds a run already"));
        write_text(root() / "file", "");
        const std::optional<Error> error = error_of([&] { RunDirectory(root() / "file").create(); });
        QVERIFY(error && error->kind() == ErrorKind::Disk);
    }

    void files_have_their_names() {
        const RunDirectory run("/runs/faces");
        QCOMPARE(run.record_path(), fs::path("/runs/faces/run.json"));
        QCOMPARE(run.metrics_path(), fs::path("/runs/faces/metrics.csv"));
        QCOMPARE(run.log_path(), fs::path("/runs/faces/log.txt"));
        QCOMPARE(run.preview_path(0), fs::path("/runs/faces/previews/epoch-000000.png"));
        QCOMPARE(run.preview_path(12), fs::path("/runs/faces/previews/epoch-000012.png"));
        QCOMPARE(run.preview_path(12, 345), fs::path("/runs/faces/previews/epoch-000012-step-000000345.png"));
        QCOMPARE(run.checkpoint_path(10), fs::path("/runs/faces/checkpoints/epoch-000010.safetensors"));
        QCOMPARE(run.checkpoint_path(10, 345),
                 fs::path("/runs/faces/checkpoints/epoch-000010-step-000000345.safetensors"));
        QCOMPARE(run.checkpoint_path(1'000'000, 12'345'678'901).filename(),
                 fs::path("epoch-1000000-step-12345678901.safetensors"));
    }

    void checkpoints_are_listed_oldest_first() {
        const RunDirectory run(root());
        run.create();
        QVERIFY(run.checkpoints().empty());
        QVERIFY(says(error_of([&] { run.newest_checkpoint(); }), ErrorKind::Model, "has no checkpoint yet"));
        for (const fs::path& path :
             {run.checkpoint_path(1'000'000), run.checkpoint_path(2), run.checkpoint_path(999'999, 7),
              run.checkpoint_path(2, 900), run.checkpoint_path(2, 1'000'000'000), run.checkpoint_path(10)})
            write_text(path, "");
        const std::vector<RunDirectory::Checkpoint> list = run.checkpoints();
        QCOMPARE(names_of(list),
                 (std::vector<std::string>{
                     "epoch-000002.safetensors", "epoch-000002-step-000000900.safetensors",
                     "epoch-000002-step-1000000000.safetensors", "epoch-000010.safetensors",
                     "epoch-999999-step-000000007.safetensors", "epoch-1000000.safetensors"}));
        QCOMPARE(list[1].epoch, 2);
        QCOMPARE(list[1].step.value_or(0), std::int64_t{900});
        QVERIFY(!list[3].step);
        QCOMPARE(list[0].path, run.checkpoint_path(2));
        QCOMPARE(run.newest_checkpoint(), run.checkpoint_path(1'000'000));
    }

    void other_files_are_no_checkpoints() {
        const RunDirectory run(root());
        run.create();
        for (const char* name :
             {"epoch-000010.safetensors.tmp-123", "epoch-000010.safetensors~",
              "epoch-000010 (copy).safetensors", "epoch-.safetensors", "epoch--00005.safetensors",
              "epoch-+00005.safetensors", "epoch-10.safetensors", "epoch-000010-step-5.safetensors",
              "epoch-000010-step-.safetensors", "epoch-000010-step.safetensors",
              "epoch-99999999999999999999.safetensors", "epoch-000010.png", "epoch-000010",
              "best.safetensors", ".safetensors", "Epoch-000010.safetensors", "epoch-000010.SAFETENSORS"})
            write_text(run.checkpoints_path() / name, "");
        QCOMPARE(names_of(run.checkpoints()), std::vector<std::string>{});
        write_text(run.checkpoint_path(3), "");
        QCOMPARE(run.newest_checkpoint(), run.checkpoint_path(3));
    }

    void a_model_is_a_file_or_a_run() {
        const RunDirectory run(root() / "run");
        const auto refused = [](const fs::path& path, const char* words) {
            const std::optional<Error> error = error_of([&] { resolve_model_path(path); });
            return says(error, ErrorKind::Model, words) && error->path() == path;
        };
        QVERIFY(refused(run.path(), "there is no such run or file"));
        run.create();
        QVERIFY(refused(run.path(), "holds no run"));
        run.write_record({});
        QVERIFY(refused(run.path(), "has no checkpoint yet"));
        write_text(run.checkpoint_path(1), "");
        write_text(run.checkpoint_path(2), "");
        QCOMPARE(resolve_model_path(run.path()), run.checkpoint_path(2));
        QCOMPARE(resolve_model_path(run.checkpoint_path(1)), run.checkpoint_path(1));
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(RunRecordTest)

} // namespace wasserfarbe::test::run_record_test

#include "run_record_test.moc"
