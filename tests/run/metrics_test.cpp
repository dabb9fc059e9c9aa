#include "model/run/metrics_log.h"

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <limits>
#include <memory>
#include <sstream>
#include <string>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/error_support.h"
#include "tests/support/metrics_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::metrics_test {

namespace fs = std::filesystem;

namespace {

/// The same as a file of the former kind has it.
StepStats former_stats_of(std::int64_t step) {
    StepStats stats = stats_of(step);
    for (const Metric& metric : metric_table().last(kLaterColumns))
        stats.*metric.member = StepStats::kNone;
    return stats;
}

/// So many cells, each behind its comma.
std::string cells(std::size_t count, const char* cell = ",1") {
    std::string row;
    for (; count > 0; --count)
        row += cell;
    return row;
}

} // namespace

class MetricsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void rows_are_read_back_to_the_bit() {
        write_steps(metrics(), 0, 1, 300);
        const std::vector<StepStats> rows = read_metrics(metrics());
        QCOMPARE(rows.size(), std::size_t{300});
        for (std::size_t i = 0; i < rows.size(); ++i)
            QVERIFY(same(rows[i], stats_of(static_cast<std::int64_t>(i) + 1)));
    }

    void extreme_values_are_read_back_to_the_bit() {
        using Limits = std::numeric_limits<double>;
        MetricsLog log(metrics(), 0);
        StepStats stats = stats_of(1);
        stats.step = std::numeric_limits<std::int64_t>::max();
        stats.epoch = std::numeric_limits<int>::max();
        stats.critic_loss = -Limits::infinity();
        stats.penalty = Limits::infinity();
        stats.critic_real = Limits::denorm_min();
        stats.critic_fake = -0.0;
        stats.gradient_norm = -Limits::max();
        stats.generator_learning_rate = Limits::min();
        log.append(stats);
        log.flush();
        const std::vector<StepStats> rows = read_metrics(metrics());
        QCOMPARE(rows.size(), std::size_t{1});
        QVERIFY(same(rows.front(), stats));
    }

    /// The only test that spells the columns out: a new metric adds its own.
    void the_file_is_plain_csv() {
        MetricsLog log(metrics(), 0);
        StepStats stats;
        stats.step = 12;
        stats.epoch = 3;
        stats.seconds = 1.5;
        stats.critic_loss = -2.25;
        stats.critic_real = 4;
        stats.critic_fake = 1;
        stats.critic_learning_rate = 0.25;
        stats.critic_held_out = 3.5;
        log.append(stats);
        log.flush();
        QCOMPARE(text_of(metrics()),
                 std::string("step,epoch,seconds,critic_loss,generator_loss,penalty,critic_real,critic_fake,"
                             "wasserstein,gradient_norm,generator_learning_rate,critic_learning_rate,"
                             "critic_held_out\n"
                             "12,3,1.5,-2.25,,,4,1,3,,,0.25,3.5\n"));
    }

    void a_value_that_is_not_there_is_an_empty_cell() {
        const std::vector<StepStats> rows =
            parse_metrics(kHeader + "1,1" + cells(metric_table().size(), ",") + "\n");
        QCOMPARE(rows.size(), std::size_t{1});
        for (const Metric& metric : metric_table())
            QVERIFY2(std::isnan(metric.of(rows[0])), metric.key.data());
    }

    void a_new_log_has_a_header_at_once() {
        const MetricsLog log(metrics(), 0);
        QCOMPARE(text_of(metrics()), kHeader);
        QVERIFY(read_metrics(metrics()).empty());
    }

    void a_log_is_whole_once_it_is_flushed() {
        MetricsLog log(metrics(), 0);
        QCOMPARE(log.pending_bytes(), std::size_t{0});
        log.append(stats_of(1));
        QVERIFY(log.pending_bytes() > 20);
        QCOMPARE(text_of(metrics()), kHeader);
        log.flush();
        QCOMPARE(log.pending_bytes(), std::size_t{0});
        QCOMPARE(steps_of(read_metrics(metrics())), Steps{1});
        const std::string text = text_of(metrics());
        log.flush();
        QCOMPARE(text_of(metrics()), text);
    }

    void a_log_goes_on() {
        write_steps(metrics(), 0, 1, 3);
        write_steps(metrics(), 3, 4, 5);
        QCOMPARE(steps_of(read_metrics(metrics())), (Steps{1, 2, 3, 4, 5}));
        QVERIFY(!fs::exists(superseded()));
    }

    /// Whatever instant the power goes: every prefix of the file is read, up to its last whole row.
    void every_torn_file_is_read() {
        write_steps(metrics(), 0, 1, 3);
        const std::string whole = text_of(metrics());
        const std::size_t header = kHeader.size();
        for (std::size_t length = 0; length <= whole.size(); ++length) {
            const std::string torn = whole.substr(0, length);
            const auto lines = static_cast<std::size_t>(std::ranges::count(torn, '\n'));
            QCOMPARE(parse_metrics(torn).size(), length < header ? 0 : lines - 1);
        }
    }

    void a_torn_file_is_mended_by_whoever_goes_on() {
        write_steps(metrics(), 0, 1, 3);
        const std::string whole = text_of(metrics());
        for (const std::size_t length :
             {std::size_t{0}, std::size_t{7}, whole.size() - 5, whole.size() - 1}) {
            write_text(metrics(), whole.substr(0, length));
            const std::size_t kept = parse_metrics(whole.substr(0, length)).size();
            write_steps(metrics(), 2, 3, 3);
            const Steps expected = kept == 0 ? Steps{3} : Steps{1, 2, 3};
            QCOMPARE(steps_of(read_metrics(metrics())), expected);
        }
    }

    void rows_beyond_the_step_are_set_aside() {
        write_steps(metrics(), 0, 1, 6);
        write_steps(metrics(), 4, 5, 7);
        QCOMPARE(steps_of(read_metrics(metrics())), (Steps{1, 2, 3, 4, 5, 6, 7}));
        QCOMPARE(steps_of(read_metrics(superseded())), (Steps{5, 6}));
        for (const StepStats& row : read_metrics(superseded()))
            QVERIFY(same(row, stats_of(row.step)));
        write_steps(metrics(), 6, 7, 8);
        QCOMPARE(steps_of(read_metrics(metrics())), (Steps{1, 2, 3, 4, 5, 6, 7, 8}));
        QCOMPARE(steps_of(read_metrics(superseded())), (Steps{5, 6, 7}));
        write_steps(metrics(), 0, 1, 1);
        QCOMPARE(steps_of(read_metrics(metrics())), Steps{1});
        QVERIFY(text_of(metrics()).starts_with(kHeader));
    }

    void a_file_without_held_out_scores_is_read() {
        write_steps(metrics(), 0, 1, 20);
        take_later_columns(metrics());
        QVERIFY(text_of(metrics()).starts_with(kFormerHeader));
        const std::vector<StepStats> rows = read_metrics(metrics());
        QCOMPARE(rows.size(), std::size_t{20});
        for (const StepStats& row : rows)
            QVERIFY(same(row, former_stats_of(row.step)));
        const std::string whole = text_of(metrics());
        const std::size_t header = std::string_view(kFormerHeader).size();
        for (std::size_t length = 0; length <= whole.size(); ++length) {
            const std::string torn = whole.substr(0, length);
            const auto lines = static_cast<std::size_t>(std::ranges::count(torn, '\n'));
            QCOMPARE(parse_metrics(torn).size(), length < header ? 0 : lines - 1);
        }
    }

    void a_file_without_held_out_scores_goes_on_with_them() {
        write_steps(metrics(), 0, 1, 9);
        write_steps(metrics(), 7, 8, 12); // sets steps 8 and 9 aside
        take_later_columns(metrics());
        take_later_columns(superseded());
        write_text(superseded(), text_of(superseded()) + "10,2,0.2"); // torn
        write_steps(metrics(), 10, 11, 19);
        QVERIFY(text_of(metrics()).starts_with(kHeader));
        QVERIFY(text_of(superseded()).starts_with(kHeader));
        for (const StepStats& row : read_metrics(metrics()))
            QVERIFY(same(row, row.step <= 10 ? former_stats_of(row.step) : stats_of(row.step)));
        QCOMPARE(read_metrics(metrics()).size(), std::size_t{19});
        QCOMPARE(steps_of(read_metrics(superseded())), (Steps{8, 9, 11, 12}));
        for (const StepStats& row : read_metrics(superseded()))
            QVERIFY(same(row, former_stats_of(row.step)));
    }

    void rubbish_is_named_by_its_line_data() {
        QTest::addColumn<QString>("row");
        const auto add = [](const std::string& row) {
            QTest::newRow(row.c_str()) << QString::fromStdString(row);
        };
        add("");
        add("rubbish");
        const std::string most = cells(metric_table().size() - 1);
        const std::string all = cells(metric_table().size());
        add("3,1" + most);
        add("3,1" + all + ",1");
        add("3,1" + all + ",");
        add(",1" + all);
        add("3," + all);
        add("3.0,1" + all);
        add("3,1.0" + all);
        add("3,9999999999" + all);
        add("99999999999999999999,1" + all);
        add("3,1,x" + most);
        add("3,1" + most + ",x");
        add("3,1" + all + "x");
        add("3,1, 1" + most);
        add("3;1" + cells(metric_table().size(), ";1"));
        add("3,1" + all + "\r");
    }
    void rubbish_is_named_by_its_line() {
        QFETCH(QString, row);
        const std::string rest = ",1" + cells(metric_table().size()) + "\n";
        const std::string text = kHeader + "1" + rest + "2" + rest + row.toStdString() + "\n4" + rest;
        QVERIFY(says(error_of([&] { parse_metrics(text); }), ErrorKind::Model, "line 4: not a row"));
        write_text(metrics(), text);
        const std::optional<Error> error = error_of([&] { MetricsLog(metrics(), 2); });
        QVERIFY(says(error, ErrorKind::Model, "line 4"));
        QCOMPARE(error->path(), metrics());
        QCOMPARE(text_of(metrics()), text); // nothing is lost
    }

    void a_row_has_as_many_columns_as_the_header() {
        const std::string former = "1,1" + cells(metric_table().size() - kLaterColumns) + "\n";
        const std::string present = "1,1" + cells(metric_table().size()) + "\n";
        QCOMPARE(parse_metrics(kFormerHeader + former).size(), std::size_t{1});
        QVERIFY(says(error_of([&] { parse_metrics(kFormerHeader + present); }), ErrorKind::Model, "line 2"));
        QVERIFY(says(error_of([&] { parse_metrics(kHeader + former); }), ErrorKind::Model, "line 2"));
    }

    void another_file_is_not_touched() {
        for (const char* text : {"hello\n", "step,epoch\n", "\n", "Step,epoch,seconds"}) {
            write_text(metrics(), text);
            QVERIFY(says(error_of([&] { MetricsLog(metrics(), 0); }), ErrorKind::Model, "line 1"));
            QCOMPARE(text_of(metrics()), std::string(text));
        }
    }

    void failures_name_the_file() {
        const auto names = [](const std::optional<Error>& error, const fs::path& path) {
            return error && error->kind() == ErrorKind::Disk && error->path() == path;
        };
        const fs::path missing = root() / "missing" / "metrics.csv";
        QVERIFY(names(error_of([&] { read_metrics(missing); }), missing));
        QVERIFY(names(error_of([&] { MetricsLog(missing, 0); }), missing));
        QVERIFY(names(error_of([&] { read_metrics(root()); }), root()));
        QVERIFY(names(error_of([&] { MetricsLog(root(), 0); }), root()));
    }

    void a_full_disk_is_reported() {
        const fs::path full = "/dev/full";
        if (!fs::is_character_file(full))
            QSKIP("this system has no /dev/full");
        QVERIFY(says(error_of([&] { MetricsLog(full, 0); }), ErrorKind::Disk, "can't be written: No space"));
    }

    void a_full_disk_is_reported_for_what_is_set_aside() {
        if (!fs::is_character_file("/dev/full"))
            QSKIP("this system has no /dev/full");
        write_steps(metrics(), 0, 1, 3);
        const std::string before = text_of(metrics());
        fs::create_symlink("/dev/full", superseded());
        const std::optional<Error> error = error_of([&] { MetricsLog(metrics(), 1); });
        QVERIFY(says(error, ErrorKind::Disk, "can't be written"));
        QCOMPARE(error->path(), superseded());
        QCOMPARE(text_of(metrics()), before);
    }

private:
    fs::path root() const { return folder_->path().toStdString(); }
    fs::path metrics() const { return root() / "metrics.csv"; }
    fs::path superseded() const { return root() / "metrics-superseded.csv"; }

    std::unique_ptr<QTemporaryDir> folder_;
};

WASSERFARBE_TEST(MetricsTest)

} // namespace wasserfarbe::test::metrics_test

#include "metrics_test.moc"
