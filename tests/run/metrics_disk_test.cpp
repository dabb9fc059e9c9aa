// metrics.csv on a disk that is full, gone or changed, and in a program that is killed: no row is lost, and
// none doubles.

#include <cerrno>
#include <filesystem>
#include <memory>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "model/files/io_fault.h"
#include "model/run/metrics_log.h"
#include "tests/support/error_support.h"
#include "tests/support/metrics_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::metrics_disk_test {

namespace fs = std::filesystem;

namespace {

/// A step as it is taken for the `take`-th time: the clock went on meanwhile.
StepStats taken(std::int64_t step, int take = 1) {
    StepStats stats = stats_of(step);
    stats.seconds += 1000.0 * take;
    return stats;
}

/// The rows of some steps as MetricsLog writes them.
std::string rows_of(const Steps& steps, int take = 1) {
    const QTemporaryDir folder;
    const fs::path path = fs::path(folder.path().toStdString()) / "rows.csv";
    MetricsLog log(path, 0);
    for (const std::int64_t step : steps)
        log.append(taken(step, take));
    log.flush();
    return text_of(path).substr(kHeader.size());
}

void append(MetricsLog& log, std::int64_t first, std::int64_t last, int take = 1) {
    for (std::int64_t step = first; step <= last; ++step)
        log.append(taken(step, take));
}

/// Lets the first `calls` calls through and fails those after, `failures` of them.
IoFault failing_after(int calls, int failures, std::shared_ptr<int> made = std::make_shared<int>(0)) {
    return [=](IoCall, const fs::path&) {
        const int call = (*made)++;
        return call >= calls && call - calls < failures ? ENOSPC : 0;
    };
}

} // namespace

class MetricsDiskTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        fs::create_directory(run());
    }
    void cleanup() { set_io_fault({}); }

    void every_failing_call_keeps_the_rows() {
        for (const IoCall failing : {IoCall::Open, IoCall::Write}) {
            fs::remove(metrics());
            MetricsLog log(metrics(), 0);
            append(log, 1, 3);
            log.flush();
            set_io_fault([&](IoCall call, const fs::path& path) {
                return call == failing && path == metrics() ? EIO : 0;
            });
            for (std::int64_t step = 4; step <= 6; ++step) {
                append(log, step, step);
                const std::size_t pending = log.pending_bytes();
                QVERIFY(disk_error([&] { log.flush(); }));
                QCOMPARE(log.pending_bytes(), pending);
                QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3}));
            }
            set_io_fault({});
            log.flush();
            QCOMPARE(log.pending_bytes(), std::size_t{0});
            QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3, 4, 5, 6}));
        }
    }

    void creating_reports_every_failing_call() {
        for (const IoCall failing : {IoCall::Open, IoCall::Write}) {
            set_io_fault([&](IoCall call, const fs::path&) { return call == failing ? EROFS : 0; });
            const std::optional<Error> error = error_of([&] { MetricsLog(metrics(), 0); });
            QVERIFY(says(error, ErrorKind::Disk, "can't be written: Read-only"));
            QCOMPARE(error->path(), metrics());
        }
    }

    /// The disk fills up anywhere within a row: what was written in part is written over, never twice.
    void a_full_disk_tears_no_row() {
        const std::string first = kHeader + rows_of({1, 2});
        const std::string whole = kHeader + rows_of({1, 2, 3, 4, 5});
        for (std::size_t room = first.size(); room < whole.size(); room += 7) {
            fs::remove(metrics());
            MetricsLog log(metrics(), 0);
            append(log, 1, 2);
            log.flush();
            append(log, 3, 4);
            bool failed = false;
            {
                const FileSizeLimit limit(room);
                failed = error_of([&] { log.flush(); }).has_value();
                append(log, 5, 5);
                QVERIFY(disk_error([&] { log.flush(); }));
            }
            QCOMPARE(failed, room < (first + rows_of({3, 4})).size());
            QCOMPARE(text_of(metrics()), whole.substr(0, room));
            QVERIFY(!error_of([&] { read_metrics(metrics()); })); // whoever looks meanwhile can read it
            log.flush();
            QCOMPARE(text_of(metrics()), whole);
        }
    }

    void a_folder_that_comes_back_has_all_rows() {
        MetricsLog log(metrics(), 0);
        append(log, 1, 2);
        log.flush();
        fs::rename(run(), root() / "away");
        append(log, 3, 3);
        QVERIFY(disk_error([&] { log.flush(); }, "No such file"));
        append(log, 4, 4);
        log.rewind(3);
        append(log, 4, 4, 2);
        QVERIFY(disk_error([&] { log.flush(); }));
        fs::rename(root() / "away", run());
        log.flush();
        QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3}) + rows_of({4}, 2));
        QCOMPARE(text_of(superseded()), kHeader + rows_of({4}));
    }

    void a_file_that_is_gone_begins_anew() {
        MetricsLog log(metrics(), 0);
        append(log, 1, 2);
        log.flush();
        fs::remove_all(run());
        append(log, 3, 3);
        QVERIFY(disk_error([&] { log.flush(); }));
        fs::create_directory(run());
        append(log, 4, 4);
        log.flush();
        QCOMPARE(text_of(metrics()), kHeader + rows_of({3, 4}));
        fs::remove(metrics());
        log.rewind(3);
        append(log, 4, 4, 2);
        log.flush();
        QCOMPARE(text_of(metrics()), kHeader + rows_of({4}, 2));
        QVERIFY(!fs::exists(superseded()));
    }

    /// As a disk's repair leaves it.
    void a_file_that_shrank_goes_on_after_its_last_whole_row() {
        const std::string whole = kHeader + rows_of({1, 2, 3});
        const std::size_t header = kHeader.size();
        const std::string fourth = rows_of({4});
        const std::string fifth = rows_of({5});
        for (std::size_t size = 0; size < whole.size(); size += size < header ? header / 3 : 5) {
            fs::remove(metrics());
            MetricsLog log(metrics(), 0);
            append(log, 1, 3);
            log.flush();
            fs::resize_file(metrics(), size);
            append(log, 4, 4);
            log.flush();
            const std::string left =
                size < header ? kHeader : whole.substr(0, whole.rfind('\n', size - 1) + 1);
            QCOMPARE(text_of(metrics()), left + fourth);
            append(log, 5, 5);
            log.flush();
            QCOMPARE(text_of(metrics()), left + fourth + fifth);
        }
    }

    void another_metrics_file_in_its_place_goes_on() {
        MetricsLog log(metrics(), 0);
        append(log, 1, 2);
        log.flush();
        write_text(metrics(), kHeader + rows_of({1, 2, 3, 4}, 3) + "5,1,0.");
        append(log, 5, 5);
        log.flush();
        QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3, 4}, 3) + rows_of({5}));
        const std::string former = "1,1,0.5,,,,,,,,,";
        write_text(metrics(), kFormerHeader + former + "\n");
        append(log, 6, 6);
        log.flush();
        QCOMPARE(text_of(metrics()),
                 kHeader + former + std::string(kLaterColumns, ',') + "\n" + rows_of({6}));
    }

    void a_foreign_file_in_its_place_is_left_alone() {
        MetricsLog log(metrics(), 0);
        append(log, 1, 2);
        log.flush();
        fs::rename(metrics(), root() / "kept");
        write_text(metrics(), "hello\n");
        append(log, 3, 3);
        const std::optional<Error> error = error_of([&] { log.flush(); });
        QVERIFY(says(error, ErrorKind::Model, "line 1"));
        QCOMPARE(error->path(), metrics());
        QCOMPARE(text_of(metrics()), std::string("hello\n"));
        fs::rename(root() / "kept", metrics());
        log.flush();
        QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3}));
    }

    void a_rewind_is_done_in_its_turn() {
        MetricsLog log(metrics(), 0);
        append(log, 1, 4);
        log.flush();
        append(log, 5, 6);
        log.rewind(3);
        append(log, 4, 5, 2);
        log.rewind(4);
        QVERIFY(log.pending_bytes() > 0);
        QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3, 4}));
        append(log, 5, 5, 3);
        log.flush();
        QCOMPARE(log.pending_bytes(), std::size_t{0});
        QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3}) + rows_of({4}, 2) + rows_of({5}, 3));
        QCOMPARE(text_of(superseded()), kHeader + rows_of({4, 5, 6}) + rows_of({5}, 2));
        log.rewind(5); // nothing is beyond
        QVERIFY(log.pending_bytes() > 0);
        log.flush();
        QCOMPARE(steps_of(read_metrics(metrics())), (Steps{1, 2, 3, 4, 5}));
        QCOMPARE(read_metrics(superseded()).size(), std::size_t{4});
    }

    void a_rewind_waits_for_a_full_disk() {
        const std::string before = kHeader + rows_of({1, 2, 3, 4});
        const std::string aside = kHeader + rows_of({3, 4, 5});
        for (std::size_t room = 0; room < before.size() + 40; room += 37) {
            fs::remove(superseded());
            fs::remove(metrics());
            MetricsLog log(metrics(), 0);
            append(log, 1, 4);
            log.flush();
            append(log, 5, 5);
            log.rewind(2);
            append(log, 3, 3, 2);
            for (int i = 0; i < 2; ++i) {
                const FileSizeLimit limit(room);
                QVERIFY(disk_error([&] { log.flush(); }));
            }
            QVERIFY(text_of(metrics()).starts_with(before));
            log.flush();
            QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2}) + rows_of({3}, 2));
            QCOMPARE(text_of(superseded()), aside);
        }
    }

    /// One call after the other fails, and all go through the next time.
    void whatever_fails_is_done_the_next_time() {
        for (int failing = 0;; ++failing) {
            fs::remove(superseded());
            fs::remove(metrics());
            MetricsLog log(metrics(), 0);
            begin(log);
            set_io_fault(failing_after(failing, 1));
            const bool failed = error_of([&] { log.flush(); }).has_value();
            set_io_fault({});
            append(log, 7, 7);
            log.flush();
            QCOMPARE(log.pending_bytes(), std::size_t{0});
            QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2, 3}) + rows_of({4, 5, 6}, 2) + rows_of({7}));
            QCOMPARE(text_of(superseded()), kHeader + rows_of({4, 5}));
            QCOMPARE(names_in(run()).size(), std::size_t{2}); // no temporary file is left
            if (!failed) {
                QVERIFY(failing >= 10);
                return;
            }
        }
    }

    /// From some call on nothing reaches the disk any more, as when the program is killed; another goes on
    /// after step 2, as from a checkpoint before that of the rewind.
    void whoever_is_killed_leaves_each_row_once() {
        for (int calls = 0;; ++calls) {
            fs::remove(superseded());
            fs::remove(metrics());
            {
                MetricsLog log(metrics(), 0);
                begin(log);
                set_io_fault(failing_after(calls, 1000));
                const bool finished = !error_of([&] { log.flush(); });
                set_io_fault({});
                if (finished)
                    return;
            }
            const std::string reached = text_of(metrics()) + text_of(superseded());
            write_again(2);
            QCOMPARE(text_of(metrics()), kHeader + rows_of({1, 2}) + rows_of({3}, 9));
            const std::string aside = text_of(superseded());
            for (const std::int64_t step : {3, 4, 5, 6})
                for (const int take : {1, 2}) {
                    const std::string row = rows_of({step}, take);
                    QCOMPARE(times(row, aside), reached.find(row) == std::string::npos ? 0 : 1);
                }
        }
    }

    void a_trim_that_was_killed_is_completed() {
        {
            MetricsLog log(metrics(), 0);
            append(log, 1, 6);
            log.flush();
        }
        const std::string before = text_of(metrics());
        const std::string older = kHeader + rows_of({5, 6}, 7); // of another time
        const std::string aside = rows_of({5, 6});
        const std::string whole = older + aside;
        const std::string kept = kHeader + rows_of({1, 2, 3, 4}) + rows_of({5}, 9);
        const std::size_t header = kHeader.size();
        for (std::size_t size = 0; size <= whole.size(); size += size < header ? header / 3 : 5) {
            write_text(metrics(), before);
            write_text(superseded(), whole.substr(0, size));
            write_again(4);
            QCOMPARE(text_of(metrics()), kept);
            const std::string left =
                size < header ? kHeader
                              : whole.substr(0, std::min(whole.rfind('\n', size - 1) + 1, older.size()));
            QCOMPARE(text_of(superseded()), left + aside);
        }
    }

    void a_full_disk_does_not_keep_a_whole_file_from_going_on() {
        {
            MetricsLog log(metrics(), 0);
            append(log, 1, 3);
            log.flush();
        }
        const FileSizeLimit limit(0);
        QVERIFY(!error_of([&] { MetricsLog(metrics(), 3); }));
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }
    fs::path run() const { return root() / "run"; }
    fs::path metrics() const { return run() / "metrics.csv"; }
    fs::path superseded() const { return run() / "metrics-superseded.csv"; }

    /// Three rows in the file; the next flush adds some, sets two aside and adds more.
    static void begin(MetricsLog& log) {
        append(log, 1, 3);
        log.flush();
        append(log, 4, 5);
        log.rewind(3);
        append(log, 4, 6, 2);
    }

    /// Goes on after `step` with one more row.
    void write_again(std::int64_t step) const {
        MetricsLog log(metrics(), step);
        log.append(taken(step + 1, 9));
        log.flush();
    }

    static int times(const std::string& row, const std::string& text) {
        int count = 0;
        for (std::size_t at = text.find("\n" + row); at != std::string::npos;
             at = text.find("\n" + row, at + 1))
            ++count;
        return count;
    }

    /// Whether an action fails by the disk, naming the file or the one beside it.
    template <typename Action>
    bool disk_error(Action action, std::string_view words = {}) const {
        const std::optional<Error> error = error_of(action);
        return says(error, ErrorKind::Disk, words) &&
               (error->path() == metrics() || error->path() == superseded());
    }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(MetricsDiskTest)

} // namespace wasserfarbe::test::metrics_disk_test

#include "metrics_disk_test.moc"
