// The checkpoints that a run left on the disk: which is the best, which are kept, which may go.

#include "model/run/checkpoint_list.h"

#include <cerrno>
#include <cmath>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QTest>

#include "model/files/io_fault.h"
#include "model/weights/read/checksums.h"
#include "tests/support/error_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::checkpoint_list_test {

namespace fs = std::filesystem;

namespace {

constexpr double kNone = std::numeric_limits<double>::quiet_NaN();

/// A whole checkpoint as far as its header goes, with a tensor of 100 bytes.
void write_checkpoint(const fs::path& path, std::int64_t step, const std::string& quality = {}) {
    SafetensorsHeader header;
    header.metadata["counters"] = R"({"epoch":3,"step":)" + std::to_string(step) + "}";
    if (!quality.empty())
        header.metadata["quality"] = quality;
    header.entries = {{"generator.w", "U8", {100}, 0, 100}};
    const std::vector<std::uint8_t> data(100, 7);
    const std::span<const std::uint8_t> bytes = data;
    add_checksums(header, std::span(&bytes, 1));
    std::ofstream(path, std::ios::binary) << write_safetensors_header(header) << std::string(100, 7);
}

SavedCheckpoint entry(int epoch, double quality = kNone, bool pinned = false) {
    return {"c/" + std::to_string(epoch), epoch, epoch * 10, 1000, pinned, quality};
}

using Paths = std::vector<fs::path>;

} // namespace

class CheckpointListTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        run_ = std::make_unique<RunDirectory>(folder_->path().toStdString());
        run_->create();
    }
    void cleanup() { set_io_fault({}); }

    void a_run_without_checkpoints_has_none() {
        QVERIFY(saved_checkpoints(*run_).empty());
        QVERIFY(saved_checkpoints(RunDirectory("/nowhere/at/all")).empty());
    }

    void checkpoints_are_listed_oldest_first() {
        write_checkpoint(run_->checkpoint_path(10), 60, "2.5");
        write_checkpoint(run_->checkpoint_path(2), 12);
        write_checkpoint(run_->checkpoint_path(2, 15), 15, "0.125");
        set_pinned(run_->checkpoint_path(2), true);
        const std::vector<SavedCheckpoint> list = saved_checkpoints(*run_);
        QCOMPARE(list.size(), std::size_t{3});
        QCOMPARE(list[0].path, run_->checkpoint_path(2));
        QCOMPARE(list[0].epoch, 2);
        QCOMPARE(list[0].step, std::int64_t{12}); // the header says it, the name does not
        QVERIFY(list[0].pinned && std::isnan(list[0].quality));
        QVERIFY((list[1] == SavedCheckpoint{run_->checkpoint_path(2, 15), 2, 15,
                                            fs::file_size(run_->checkpoint_path(2, 15)), false, 0.125}));
        QVERIFY((list[2] == SavedCheckpoint{run_->checkpoint_path(10), 10, 60,
                                            fs::file_size(run_->checkpoint_path(10)), false, 2.5}));
        QCOMPARE(total_bytes(list), list[0].bytes + list[1].bytes + list[2].bytes);
        QVERIFY(list[0].bytes > 100);
        QCOMPARE(total_bytes({}), std::uint64_t{0});
    }

    void a_damaged_header_tells_nothing() {
        const fs::path path = run_->checkpoint_path(7, 99);
        write_checkpoint(path, 42, "0.5");
        const QByteArray whole = file_bytes(path);
        const auto write = [&](const QByteArray& bytes) {
            std::ofstream(path, std::ios::binary) << bytes.toStdString();
        };
        QByteArray changed = whole;
        changed.replace("\"0.5\"", "\"0.1\""); // it would be the best
        QByteArray endless = whole;
        endless[6] = 'x'; // the header's length
        for (const QByteArray& bytes : {QByteArray(), QByteArray("12345"), whole.left(100), whole.chopped(1),
                                        whole + "x", changed, endless, QByteArray(1000, '\0')}) {
            write(bytes);
            const std::vector<SavedCheckpoint> list = saved_checkpoints(*run_);
            QCOMPARE(list.size(), std::size_t{1});
            QVERIFY(std::isnan(list[0].quality));
            QCOMPARE(list[0].epoch, 7); // what its name says
            QCOMPARE(list[0].step, std::int64_t{99});
            QCOMPARE(list[0].bytes, static_cast<std::uint64_t>(bytes.size()));
        }
        write(whole);
        QCOMPARE(saved_checkpoints(*run_)[0].quality, 0.5);
        for (const char* quality : {"nan", "inf", "-inf", "null", "1e999", "0.5x", " 0.5", "-0.5", "text"}) {
            write_checkpoint(path, 42, quality);
            QVERIFY2(std::isnan(saved_checkpoints(*run_)[0].quality), quality);
            QCOMPARE(saved_checkpoints(*run_)[0].step, std::int64_t{42});
        }
        write_checkpoint(path, -42);
        QCOMPARE(saved_checkpoints(*run_)[0].step, std::int64_t{0});
    }

    /// A file in the middle of its writing, a damaged one that was set aside, and pins are no checkpoints.
    void other_files_are_not_listed() {
        write_checkpoint(run_->checkpoint_path(1), 1);
        for (const char* ending : {".tmp-12-1", ".damaged", ".pinned"})
            std::ofstream(run_->checkpoint_path(2).string() + ending) << "";
        QCOMPARE(saved_checkpoints(*run_).size(), std::size_t{1});
    }

    void the_best_has_the_lowest_score() {
        QVERIFY(!best_checkpoint({}));
        QVERIFY(!best_checkpoint(std::vector{entry(1), entry(2)}));
        QCOMPARE(best_checkpoint(std::vector{entry(1), entry(2, 9), entry(3), entry(4, 0.5), entry(5, 1)}),
                 std::optional<std::size_t>(3));
        QCOMPARE(best_checkpoint(std::vector{entry(1, 0), entry(2, 1)}), std::optional<std::size_t>(0));
    }

    void the_newest_stay() {
        const std::vector list = {entry(1), entry(2), entry(3), entry(4)};
        QCOMPARE(superfluous_checkpoints(list, 3, "c/4"), Paths{"c/1"});
        QCOMPARE(superfluous_checkpoints(list, 1, "c/4"), (Paths{"c/1", "c/2", "c/3"}));
        QCOMPARE(superfluous_checkpoints(list, 4, "c/4"), Paths{});
        QCOMPARE(superfluous_checkpoints(list, 5, "c/4"), Paths{});
        QCOMPARE(superfluous_checkpoints(list, 1000, "c/4"), Paths{});
        QCOMPARE(superfluous_checkpoints(list, 0, "c/4"), Paths{}); // all
        QCOMPARE(superfluous_checkpoints({}, 1, "c/4"), Paths{});
    }

    void what_was_just_saved_stays() {
        // Of an earlier epoch than those that a run left which rolled back.
        QCOMPARE(superfluous_checkpoints(std::vector{entry(1), entry(2), entry(3)}, 1, "c/2"), Paths{"c/1"});
    }

    void the_best_and_the_pinned_stay() {
        QCOMPARE(
            superfluous_checkpoints(std::vector{entry(1, 0.5), entry(2, 3), entry(3, 2), entry(4)}, 1, "c/4"),
            (Paths{"c/2", "c/3"}));
        QCOMPARE(superfluous_checkpoints(std::vector{entry(1, kNone, true), entry(2, 1), entry(3, 2),
                                                     entry(4, 9, true), entry(5)},
                                         1, "c/5"),
                 Paths{"c/3"});
        // The best is among the newest: no other is kept in its place.
        QCOMPARE(superfluous_checkpoints(std::vector{entry(1, 3), entry(2, 2), entry(3, 1)}, 1, "c/3"),
                 (Paths{"c/1", "c/2"}));
    }

    void a_pin_is_set_and_taken_away() {
        const fs::path path = run_->checkpoint_path(3);
        write_checkpoint(path, 30);
        QVERIFY(!is_pinned(path));
        set_pinned(path, false); // which it is already
        for (int i = 0; i < 2; ++i) {
            set_pinned(path, true);
            QVERIFY(is_pinned(path));
        }
        QCOMPARE(names_in(run_->checkpoints_path()),
                 (std::vector<std::string>{"epoch-000003.safetensors", "epoch-000003.safetensors.pinned"}));
        QCOMPARE(fs::file_size(path.string() + ".pinned"), std::uintmax_t{0});
        QCOMPARE(run_->checkpoints().size(), std::size_t{1});
        QCOMPARE(run_->newest_checkpoint(), path);
        set_pinned(path, false);
        QVERIFY(!is_pinned(path));
        QCOMPARE(names_in(run_->checkpoints_path()).size(), std::size_t{1});
    }

    void what_is_not_there_is_not_pinned() {
        fs::create_directory(run_->checkpoints_path() / "folder");
        for (const fs::path& path : {run_->checkpoint_path(3), run_->checkpoints_path() / "folder"})
            for (const bool pinned : {true, false}) {
                const std::optional<Error> error = error_of([&] { set_pinned(path, pinned); });
                QVERIFY(says(error, ErrorKind::Model, "there is no such checkpoint"));
                QCOMPARE(error->path(), path);
            }
        QCOMPARE(names_in(run_->checkpoints_path()), std::vector<std::string>{"folder"});
    }

    void a_pin_that_can_not_be_set_is_reported() {
        const fs::path path = run_->checkpoint_path(3);
        write_checkpoint(path, 30);
        set_io_fault([](IoCall call, const fs::path&) { return call == IoCall::Open ? EROFS : 0; });
        QVERIFY(says(error_of([&] { set_pinned(path, true); }), ErrorKind::Disk, "Read-only"));
        QVERIFY(!is_pinned(path));
    }

    void removing_takes_the_pin_along() {
        const fs::path path = run_->checkpoint_path(3);
        write_checkpoint(path, 30);
        write_checkpoint(run_->checkpoint_path(4), 40);
        set_pinned(path, true);
        remove_checkpoint(path);
        QCOMPARE(names_in(run_->checkpoints_path()), std::vector<std::string>{"epoch-000004.safetensors"});
        remove_checkpoint(path); // somebody else was faster
        write_checkpoint(path, 31);
        QVERIFY(!is_pinned(path)); // the next of its name is not
    }

    void what_can_not_be_removed_is_reported() {
        const fs::path path = run_->checkpoint_path(3);
        fs::create_directory(path);
        std::ofstream(path / "inside") << "1";
        const std::optional<Error> error = error_of([&] { remove_checkpoint(path); });
        QVERIFY(says(error, ErrorKind::Disk, "can't be removed"));
        QCOMPARE(error->path(), path);
    }

private:
    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<RunDirectory> run_;
};

WASSERFARBE_TEST(CheckpointListTest)

} // namespace wasserfarbe::test::checkpoint_list_test

#include "checkpoint_list_test.moc"
