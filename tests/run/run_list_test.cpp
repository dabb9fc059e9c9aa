// The folder of runs: what is in it, and the names and previews of runs.

#include "model/run/run_list.h"

#include <atomic>
#include <fstream>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "model/run/run_lock.h"
#include "model/run/sample_history.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::run_list_test {

namespace {

namespace fs = std::filesystem;
using Names = std::vector<std::string>;

Names names_of(const std::vector<RunSummary>& runs) {
    Names names;
    for (const RunSummary& run : runs)
        names.push_back(run.path.filename().string());
    return names;
}

} // namespace

class RunListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void the_newest_run_comes_first() {
        QVERIFY(list_runs(root()).empty());
        make_run("b", "2024-05-01T10:00:00Z");
        make_run("a", "2024-05-01T10:00:00Z");
        make_run("old", "2023-12-31T23:59:59Z");
        make_run("new", "2024-05-01T10:00:01Z");
        fs::create_directory(root() / "no run");
        std::ofstream(root() / "file.txt") << "no folder";
        const std::vector<RunSummary> runs = list_runs(root());
        QCOMPARE(names_of(runs), (Names{"new", "a", "b", "old"}));
        QCOMPARE(runs[0].path, root() / "new");
        QCOMPARE(runs[0].record->seed, std::uint64_t{7});
        QVERIFY(!runs[0].error);
        QVERIFY(runs[0].newest_preview.empty());
        QVERIFY(!runs[0].in_use);
    }

    void a_damaged_run_is_listed_with_its_error() {
        make_run("good", "2024-05-01T10:00:00Z");
        fs::create_directory(root() / "bad");
        std::ofstream(root() / "bad" / "run.json") << "{ half";
        const std::vector<RunSummary> runs = list_runs(root());
        QCOMPARE(names_of(runs), (Names{"good", "bad"}));
        QVERIFY(!runs[1].record);
        QVERIFY(says(*runs[1].error, ErrorKind::Model, "not valid JSON"));
    }

    void a_run_in_training_is_in_use() {
        make_run("idle", "2024-05-01T10:00:00Z");
        make_run("busy", "2024-05-01T10:00:01Z");
        {
            const RunLock lock(root() / "busy");
            const std::vector<RunSummary> runs = list_runs(root());
            QVERIFY(runs[0].in_use);
            QVERIFY(!runs[1].in_use);
        }
        QVERIFY(!list_runs(root())[0].in_use);
        QVERIFY(!RunLock::is_locked(root() / "nowhere"));
    }

    /// Who looks at the list must not keep a training from beginning.
    void asking_does_not_lock() {
        std::atomic<bool> done = false;
        std::vector<std::jthread> askers;
        for (int i = 0; i < 2; ++i)
            askers.emplace_back([&] {
                while (!done)
                    RunLock::is_locked(root());
            });
        int refused = 0;
        for (int i = 0; i < 2000; ++i)
            refused += error_of([&] { const RunLock lock(root()); }) ? 1 : 0;
        done = true;
        askers.clear();
        QCOMPARE(refused, 0);
        const RunLock lock(root());
        QVERIFY(says(error_of([&] { const RunLock second(root()); }), ErrorKind::Usage, "is being trained"));
    }

    void folders_that_can_not_be_read() {
        QVERIFY(list_runs(root() / "nowhere").empty()); // before the first run
        std::ofstream(root() / "file") << "no folder";
        const auto error = error_of([&] { list_runs(root() / "file"); });
        QVERIFY(says(error, ErrorKind::Disk, "can't be read"));
        QCOMPARE(error->path(), root() / "file");
    }

    void previews_by_their_names() {
        make_run("run", "2024-05-01T10:00:00Z");
        const RunDirectory run(root() / "run");
        QVERIFY(saved_previews(run).empty()); // no folder
        fs::create_directory(run.previews_path());
        for (const char* name :
             {"epoch-000002.png", "epoch-000000-step-000000003.png", "epoch-000000.png", "epoch-000010.png",
              "epoch-000002-step-000000250.png", "epoch-1000000.png", "epoch-2.png", "epoch-000002.jpg",
              "epoch-000002.png.tmp-1-1", "epoch--00001.png", "epoch-000002-step-.png", "other.png"})
            std::ofstream(run.previews_path() / name) << "not looked at";
        const std::vector<SavedPreview> expected = {
            {run.preview_path(0), 0, {}},   {run.preview_path(0, 3), 0, 3},
            {run.preview_path(2), 2, {}},   {run.preview_path(2, 250), 2, 250},
            {run.preview_path(10), 10, {}}, {run.preview_path(1'000'000), 1'000'000, {}}};
        QVERIFY(saved_previews(run) == expected);
        QCOMPARE(list_runs(root())[0].newest_preview, run.preview_path(1'000'000));
    }

    void names_of_runs() {
        for (const char* name : {"faces", "Faces 2 (quick)", ".hidden", "caf\xC3\xA9", "a..b", "-"})
            QVERIFY2(run_name_problem(name).empty(), name);
        QVERIFY(run_name_problem(std::string(100, 'x')).empty());
        for (const std::string& name : Names{"", ".", "..", "a/b", "a\\b", "a\nb", std::string("a\0b", 3),
                                             "\x7F", std::string(101, 'x')}) {
            QVERIFY2(!run_name_problem(name).empty(), name.c_str());
            QVERIFY(says(error_of([&] { free_run_path(root(), name); }), ErrorKind::Usage, "the run's name"));
        }
    }

    void a_name_that_is_free() {
        QCOMPARE(free_run_path(root(), "run"), root() / "run");
        make_run("run", "2024-05-01T10:00:00Z");
        QCOMPARE(free_run_path(root(), "run"), root() / "run-2");
        std::ofstream(root() / "run-2") << "a file counts";
        fs::create_symlink("nowhere", root() / "run-3"); // so does a dead link
        QCOMPARE(free_run_path(root(), "run"), root() / "run-4");
    }

    void renaming() {
        make_run("run", "2024-05-01T10:00:00Z");
        rename_run(root() / "run", root() / "better");
        QCOMPARE(names_of(list_runs(root())), Names{"better"});
        QVERIFY(!RunLock::is_locked(root() / "better"));

        fs::create_directory(root() / "empty");
        QVERIFY(refuses_to_rename("better", "empty", "exists already"));
        for (const char* name : {"empty", "nowhere"})
            QVERIFY(says(error_of([&] { rename_run(root() / name, root() / "other"); }), ErrorKind::Model,
                         "holds no run"));
        QVERIFY(refuses_to_rename("better", "..", "means a folder"));
        const RunLock lock(root() / "better");
        QVERIFY(refuses_to_rename("better", "other", "is being trained"));
        QCOMPARE(names_in(root()), (Names{"better", "empty"}));
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }

    void make_run(const char* name, const char* started) const {
        RunRecord record;
        record.state = RunState::Finished;
        record.preset = "quick";
        record.seed = 7;
        record.device = {Device::Kind::Cpu, 0};
        record.started = started;
        fs::create_directory(root() / name);
        RunDirectory(root() / name).write_record(record);
    }

    bool refuses_to_rename(const char* from, const char* to, std::string_view words) const {
        return says(error_of([&] { rename_run(root() / from, root() / to); }), ErrorKind::Usage, words);
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(RunListTest)

} // namespace wasserfarbe::test::run_list_test

#include "run_list_test.moc"
