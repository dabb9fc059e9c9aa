#include "model/dataset/prepared_dataset.h"

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <filesystem>
#include <functional>
#include <memory>
#include <random>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "model/dataset/fit_image.h"
#include "model/dataset/picture_index.h"
#include "model/files/file_io.h"
#include "tests/support/dataset_support.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::prepared_dataset_test {

namespace fs = std::filesystem;

namespace {

constexpr int kSize = 16;

/// Runs `work` in a process of its own. @returns its exit status as waitpid has it
int in_a_process(const std::function<void()>& work, const std::function<void(pid_t)>& meanwhile = {}) {
    const pid_t child = ::fork();
    if (child == 0) {
        work();
        ::_exit(0);
    }
    if (meanwhile)
        meanwhile(child);
    int status = -1;
    ::waitpid(child, &status, 0);
    return status;
}

/// A smooth picture that looks like no other number's.
Image blobs(int size, unsigned number) {
    std::mt19937 random(number);
    Image image(size, size);
    for (int c = 0; c < 3; ++c) {
        const double across = 1 + random() % 4;
        const double down = 1 + random() % 4;
        const double phase = random() % 6;
        for (int y = 0; y < size; ++y)
            for (int x = 0; x < size; ++x)
                image.row(y)[3 * x + c] = static_cast<std::uint8_t>(
                    120 + 100 * std::sin(phase + (across * x + down * y) * 3 / size));
    }
    return image;
}

} // namespace

class PreparedDatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void pixels_are_those_of_the_pictures();
    void the_second_time_reads_no_file();
    void only_what_changed_is_read_again();
    void a_place_is_part_of_the_key();
    void settings_have_caches_of_their_own();
    void removed_files_are_forgotten();
    void duplicates_are_found_and_refer_to_the_first();
    void near_duplicates_and_small_pictures_are_found();
    void what_the_scan_skipped_is_in_its_place();
    void what_could_not_be_read_is_tried_again();
    void a_reason_without_a_code_is_found_anew();
    void a_damaged_cache_is_made_anew_data();
    void a_damaged_cache_is_made_anew();
    void waste_is_cleared_away();
    void a_stopped_preparation_goes_on_where_it_was();
    void killed_at_any_instant();
    void two_processes_at_once();
    void two_threads_at_once();
    void a_cache_that_cannot_be_written_is_done_without();
    void a_full_disk_is_done_without();
    void the_oldest_are_dropped();
    void clearing_leaves_readers_alone();
    void the_cache_is_private();
    void the_folder_follows_the_environment();

private:
    PrepareOptions options() const { return {{}, {cache_, std::uint64_t{1} << 30}, 2}; }
    PreparedDataset prepare(const PrepareOptions& options, const PixelSettings& settings = {kSize}) const {
        return PreparedDataset::prepare(folder_, settings, options).value();
    }
    PreparedDataset prepare() const { return prepare(options()); }
    void write(const std::string& name, int number) const {
        write_bytes(folder_ / name, ppm_bytes(numbered_picture(kSize, number)));
    }
    void write_many(int count) const {
        for (int i = 0; i < count; ++i)
            write(std::to_string(1000 + i) + ".ppm", i % 64);
    }
    /// The only dataset's folder in the cache.
    fs::path cached() const { return fs::directory_iterator(cache_)->path(); }
    fs::path pixel_file() const {
        for (const auto& entry : fs::directory_iterator(cached()))
            if (entry.path().filename().string().starts_with("pixels-"))
                return entry.path();
        return {};
    }
    bool holds(const PreparedDataset& dataset, std::size_t i, int number) const {
        return std::ranges::equal(dataset.pixels(i), numbered_picture(kSize, number).pixels);
    }

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;
    fs::path cache_;
};

void PreparedDatasetTest::init() {
    temporary_ = std::make_unique<QTemporaryDir>();
    QVERIFY(temporary_->isValid());
    const fs::path root = temporary_->path().toStdString();
    folder_ = root / "pictures";
    cache_ = root / "cache";
    fs::create_directories(folder_);
}

void PreparedDatasetTest::pixels_are_those_of_the_pictures() {
    const Image wide = flat_picture(40, 20, 200, 100, 0);
    write("a.ppm", 3);
    write_bytes(folder_ / "b.ppm", ppm_bytes(wide));
    write_bytes(folder_ / "c.png", ByteVector(50, 'x'));
    const PixelSettings settings{kSize, Fit::Pad, {1, 2, 3}, kWhite};
    const PreparedDataset dataset = prepare(options(), settings);
    QCOMPARE(dataset.pictures().size(), std::size_t{3});
    QVERIFY(holds(dataset, 0, 3));
    QVERIFY(std::ranges::equal(dataset.pixels(1), fit_image(wide, kSize, Fit::Pad, {1, 2, 3}).pixels));
    QVERIFY(dataset.pixels(2).empty());
    QVERIFY(dataset.pictures()[2].report.findings == Findings{Finding::NotImage});
    QVERIFY(dataset.pictures()[2].report.reason.has_value());
    QVERIFY((dataset.pictures()[1].report.size == ImageSize{40, 20}));
    QCOMPARE(dataset.files_read(), 3);
    QVERIFY(dataset.cache_trouble().empty());
    QVERIFY(dataset.folder() == folder_);
    QVERIFY(dataset.settings() == settings);
}

void PreparedDatasetTest::the_second_time_reads_no_file() {
    write_many(30);
    write_bytes(folder_ / "broken.png", {});
    const PreparedDataset first = prepare();
    QCOMPARE(first.files_read(), 31);
    std::vector<std::int64_t> seen;
    const auto progress = [&](std::int64_t done, std::int64_t total) {
        QCOMPARE(total, 31);
        seen.push_back(done);
    };
    const PreparedDataset second = PreparedDataset::prepare(folder_, {kSize}, options(), progress).value();
    QCOMPARE(second.files_read(), 0);
    QCOMPARE(seen, (std::vector<std::int64_t>{0, 31}));
    QCOMPARE(second.pictures().size(), first.pictures().size());
    for (std::size_t i = 0; i < first.pictures().size(); ++i) {
        QCOMPARE(second.pictures()[i].name, first.pictures()[i].name);
        QVERIFY(second.pictures()[i].report == first.pictures()[i].report);
        QVERIFY(std::ranges::equal(second.pixels(i), first.pixels(i)));
    }
    // The same folder by another path is the same.
    fs::create_directory_symlink(folder_, folder_.parent_path() / "link");
    QCOMPARE(PreparedDataset::prepare(folder_.parent_path() / "link", {kSize}, options())->files_read(), 0);
}

void PreparedDatasetTest::only_what_changed_is_read_again() {
    write_many(10);
    const PreparedDataset before = prepare();
    write_bytes(folder_ / "1004.ppm", ppm_bytes(numbered_picture(kSize + 1, 40))); // other bytes and size
    write("1010.ppm", 41);                                                         // new
    fs::last_write_time(folder_ / "1006.ppm", fs::file_time_type::clock::now() + std::chrono::hours(1));
    const PreparedDataset after = prepare();
    QCOMPARE(after.files_read(), 3);
    QVERIFY(holds(after, 10, 41));
    QVERIFY(holds(after, 6, 6));
    QVERIFY(std::ranges::equal(after.pixels(4),
                               fit_image(numbered_picture(kSize + 1, 40), kSize, Fit::Crop).pixels));
    QVERIFY(holds(before, 4, 4)); // whoever had it open keeps what there was
    QCOMPARE(prepare().files_read(), 0);
}

void PreparedDatasetTest::a_place_is_part_of_the_key() {
    write("a.ppm", 1);
    const Image wide = [] {
        Image image(2 * kSize, kSize);
        for (int x = 0; x < image.width; ++x)
            for (int y = 0; y < image.height; ++y)
                image.row(y)[3 * x] = static_cast<std::uint8_t>(x);
        return image;
    }();
    write_bytes(folder_ / "wide.ppm", ppm_bytes(wide));
    QCOMPARE(prepare().files_read(), 2);
    PrepareOptions moved = options();
    moved.crop_places["wide.ppm"] = {1, 0.5};
    const PreparedDataset right = prepare(moved);
    QCOMPARE(right.files_read(), 1);
    QVERIFY(std::ranges::equal(right.pixels(1),
                               fit_image(wide, kSize, Fit::Crop, kBlack, CropPlace{1, 0.5}).pixels));
    QCOMPARE(right.pixels(1)[0], std::uint8_t{kSize});
    QCOMPARE(prepare(moved).files_read(), 0);
    const PreparedDataset centre = prepare();
    QCOMPARE(centre.files_read(), 1);
    QCOMPARE(centre.pixels(1)[0], std::uint8_t{kSize / 2});
    const PixelSettings stretched{kSize, Fit::Stretch};
    QCOMPARE(prepare(options(), stretched).files_read(), 2);
    QCOMPARE(prepare(moved, stretched).files_read(), 0); // a place means nothing there
}

void PreparedDatasetTest::settings_have_caches_of_their_own() {
    write_many(3);
    const PixelSettings usual{kSize};
    for (const PixelSettings& other :
         {PixelSettings{kSize + 1}, PixelSettings{kSize, Fit::Top},
          PixelSettings{kSize, Fit::Crop, {1, 0, 0}}, PixelSettings{kSize, Fit::Crop, kBlack, {1, 0, 0}}}) {
        QCOMPARE(prepare(options(), other).files_read(), 3);
        QCOMPARE(prepare(options(), other).files_read(), 0);
    }
    QCOMPARE(prepare(options(), usual).files_read(), 3);
}

void PreparedDatasetTest::removed_files_are_forgotten() {
    write("a.ppm", 1);
    write("b.ppm", 2);
    write("c.ppm", 2);
    QCOMPARE(prepare().pictures()[2].same_as, 1);
    fs::remove(folder_ / "b.ppm");
    const PreparedDataset left = prepare();
    QCOMPARE(left.files_read(), 0);
    QCOMPARE(left.pictures().size(), std::size_t{2});
    QCOMPARE(left.pictures()[1].same_as, -1); // now it is the first
    QVERIFY(!left.pictures()[1].report.findings.has(Finding::Duplicate));
    QVERIFY(holds(left, 1, 2));
}

void PreparedDatasetTest::duplicates_are_found_and_refer_to_the_first() {
    write("a.ppm", 1);
    write("b.ppm", 2);
    write("c.ppm", 1);
    write("d.ppm", 1);
    write_bytes(folder_ / "e.png", {});
    write_bytes(folder_ / "f.png", {}); // what can't be used is no duplicate
    const PreparedDataset dataset = prepare();
    const auto same_as = [&](std::size_t i) { return dataset.pictures()[i].same_as; };
    QCOMPARE(same_as(0), -1);
    QCOMPARE(same_as(1), -1);
    QCOMPARE(same_as(2), 0);
    QCOMPARE(same_as(3), 0);
    QCOMPARE(same_as(5), -1);
    for (const std::size_t i : {2, 3})
        QVERIFY(dataset.pictures()[i].report.findings.has(Finding::Duplicate));
    QVERIFY(!dataset.pictures()[0].report.findings.has(Finding::Duplicate));
    QVERIFY(!dataset.pictures()[2].report.findings.has(Finding::NearDuplicate));
}

void PreparedDatasetTest::near_duplicates_and_small_pictures_are_found() {
    const Image original = blobs(kSize, 1);
    Image brighter = original;
    for (std::uint8_t& level : brighter.pixels)
        level = static_cast<std::uint8_t>(std::min(255, level + 6));
    write_bytes(folder_ / "a.ppm", ppm_bytes(original));
    write_bytes(folder_ / "b.ppm", ppm_bytes(blobs(kSize, 2)));
    write_bytes(folder_ / "c.ppm", ppm_bytes(brighter));
    write_bytes(folder_ / "d.ppm", ppm_bytes(blobs(kSize - 1, 3)));
    for (int time = 0; time < 2; ++time) { // the second time from the cache
        const PreparedDataset dataset = prepare();
        const auto found = [&](std::size_t i) { return dataset.pictures()[i].report.findings; };
        QVERIFY(found(0).empty() && found(1).empty());
        QVERIFY(found(2) == Findings{Finding::NearDuplicate});
        QCOMPARE(dataset.pictures()[2].like, std::int64_t{0});
        QVERIFY(found(3) == Findings{Finding::Small});
    }
}

void PreparedDatasetTest::what_the_scan_skipped_is_in_its_place() {
    write("b.ppm", 1);
    write("d.ppm", 1);
    fs::create_symlink("nowhere", folder_ / "a.ppm");
    fs::create_symlink("nowhere", folder_ / "c.ppm");
    fs::create_symlink("nowhere", folder_ / "e.ppm");
    for (int time = 0; time < 2; ++time) {
        const PreparedDataset dataset = prepare();
        std::string names;
        for (const PreparedPicture& picture : dataset.pictures())
            names += picture.name[0];
        QCOMPARE(names, std::string("abcde"));
        QVERIFY(dataset.pictures()[2].report.findings == Findings{Finding::Unreadable});
        QVERIFY(dataset.pixels(2).empty());
        QVERIFY(holds(dataset, 3, 1));
        QCOMPARE(dataset.pictures()[3].same_as, 1);
    }
}

void PreparedDatasetTest::what_could_not_be_read_is_tried_again() {
    if (geteuid() == 0) {
        // Root reads everything; what vanishes between listing and reading is as unreadable.
        write("a.ppm", 1);
        write("b.ppm", 2);
        const auto remove = [&](std::int64_t done, std::int64_t) {
            if (done == 0)
                fs::remove(folder_ / "b.ppm");
        };
        const PreparedDataset dataset = PreparedDataset::prepare(folder_, {kSize}, options(), remove).value();
        QVERIFY(dataset.pictures()[1].report.findings == Findings{Finding::Unreadable});
        QVERIFY(dataset.pictures()[1].report.reason->text().starts_with("can't be read"));
        write("b.ppm", 2);
        QVERIFY(holds(prepare(), 1, 2));
        return;
    }
    write("a.ppm", 1);
    fs::permissions(folder_ / "a.ppm", fs::perms::none);
    QVERIFY(prepare().pictures()[0].report.findings == Findings{Finding::Unreadable});
    fs::permissions(folder_ / "a.ppm", fs::perms::owner_all);
    QVERIFY(holds(prepare(), 0, 1));
}

/// An earlier version's cache goes on; only the files that it could not use are looked at again.
void PreparedDatasetTest::a_reason_without_a_code_is_found_anew() {
    write("a.ppm", 1);
    write_bytes(folder_ / "b.png", ByteVector(50, 'x'));
    prepare();
    PictureIndex index = parse_picture_index(read_file(cached() / "index"));
    index.entries.at(1).picture.report.reason =
        Reason{ErrorCode::Data, {"is not an image of a known format"}};
    write_bytes(cached() / "index", format_picture_index(index));
    const PreparedDataset again = prepare();
    QCOMPARE(again.files_read(), 1);
    QVERIFY(again.pictures()[1].report.reason.value().code == ErrorCode::NotAPicture);
    QVERIFY(holds(again, 0, 1));
    QCOMPARE(prepare().files_read(), 0);
}

void PreparedDatasetTest::a_damaged_cache_is_made_anew_data() {
    QTest::addColumn<QString>("what");
    for (const char* what : {"index gone", "index damaged", "pixels gone", "pixels shorter"})
        QTest::newRow(what) << QString(what);
}

void PreparedDatasetTest::a_damaged_cache_is_made_anew() {
    QFETCH(QString, what);
    write_many(5);
    prepare();
    if (what == "index gone")
        fs::remove(cached() / "index");
    else if (what == "index damaged")
        fs::resize_file(cached() / "index", fs::file_size(cached() / "index") / 2);
    else if (what == "pixels gone")
        fs::remove(pixel_file());
    else
        fs::resize_file(pixel_file(), fs::file_size(pixel_file()) - 1);
    const PreparedDataset again = prepare();
    QCOMPARE(again.files_read(), 5);
    for (int i = 0; i < 5; ++i)
        QVERIFY(holds(again, static_cast<std::size_t>(i), i));
    QCOMPARE(prepare().files_read(), 0);
    QCOMPARE(names_in(cached()).size(), std::size_t{2}); // nothing of before is left
}

void PreparedDatasetTest::waste_is_cleared_away() {
    write_many(4);
    prepare();
    const std::uint64_t slot = 3 * kSize * kSize;
    for (int round = 0; round < 80; ++round) {
        for (int i = 0; i < 4; ++i)
            fs::last_write_time(folder_ / (std::to_string(1000 + i) + ".ppm"),
                                fs::file_time_type(std::chrono::seconds(1000 + round)));
        const PreparedDataset dataset = prepare();
        QCOMPARE(dataset.files_read(), 4);
        QVERIFY(holds(dataset, 3, 3));
    }
    QVERIFY(fs::file_size(pixel_file()) <= (2 * 4 + 256 + 4) * slot);
    QCOMPARE(names_in(cached()).size(), std::size_t{2});
}

void PreparedDatasetTest::a_stopped_preparation_goes_on_where_it_was() {
    constexpr int kCount = 400;
    write_many(kCount);
    // The request may come when the last file is done already: then it is too late, and asked for once more.
    std::int64_t done = 0;
    bool stopped = false;
    for (int attempt = 0; attempt < 100 && !stopped; ++attempt) {
        clear_picture_cache({cache_});
        std::stop_source stop;
        const auto at_the_first = [&](std::int64_t now, std::int64_t) {
            done = now;
            if (now > 0)
                stop.request_stop();
        };
        PrepareOptions single = options();
        single.threads = 1;
        stopped = !PreparedDataset::prepare(folder_, {kSize}, single, at_the_first, stop.get_token());
    }
    QVERIFY(stopped);
    const PreparedDataset rest = prepare();
    QVERIFY(rest.files_read() > 0);
    QVERIFY(rest.files_read() <= kCount - done);
    for (int i = 0; i < kCount; ++i)
        QVERIFY(holds(rest, static_cast<std::size_t>(i), i % 64));
}

void PreparedDatasetTest::killed_at_any_instant() {
    write_many(40);
    // The child is killed by itself at the n-th file, then within what follows the last one.
    for (int at = 0; at <= 40; at += 4) {
        const int status = in_a_process([&] {
            const auto die = [&](std::int64_t done, std::int64_t) {
                if (done >= at)
                    ::kill(::getpid(), SIGKILL);
            };
            PreparedDataset::prepare(folder_, {kSize}, options(), die);
        });
        QVERIFY(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL);
    }
    for (int i = 0; i < 25; ++i) {
        const int micros = 300 * i;
        const int status = in_a_process([&] { prepare(); },
                                        [&](pid_t child) {
                                            ::usleep(static_cast<useconds_t>(micros));
                                            ::kill(child, SIGKILL);
                                        });
        QVERIFY(WIFSIGNALED(status) || WIFEXITED(status));
        if (i % 5 == 0)
            clear_picture_cache({cache_});
    }
    const PreparedDataset dataset = prepare();
    QCOMPARE(dataset.pictures().size(), std::size_t{40});
    for (int i = 0; i < 40; ++i)
        QVERIFY(holds(dataset, static_cast<std::size_t>(i), i));
    QCOMPARE(prepare().files_read(), 0);
    QCOMPARE(names_in(cached()).size(), std::size_t{2});
}

void PreparedDatasetTest::two_processes_at_once() {
    write_many(64);
    auto* const total = static_cast<std::int64_t*>(
        ::mmap(nullptr, sizeof(std::int64_t), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0));
    *total = -1;
    std::int64_t read_here = -1;
    const int status = in_a_process(
        [&] {
            const PreparedDataset dataset = prepare();
            *total = dataset.files_read();
            for (int i = 0; i < 64; ++i)
                if (!holds(dataset, static_cast<std::size_t>(i), i))
                    ::_exit(1);
        },
        [&](pid_t) { read_here = prepare().files_read(); });
    QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 0);
    const std::int64_t read_by_child = *total;
    ::munmap(total, sizeof(std::int64_t));
    QCOMPARE(read_by_child + read_here, 64); // each file was read by one of them
    const PreparedDataset dataset = prepare();
    for (int i = 0; i < 64; ++i)
        QVERIFY(holds(dataset, static_cast<std::size_t>(i), i));
}

void PreparedDatasetTest::two_threads_at_once() {
    write_many(64);
    std::int64_t read_there = -1;
    std::thread other([&] { read_there = prepare().files_read(); });
    const std::int64_t read_here = prepare().files_read();
    other.join();
    QCOMPARE(read_here + read_there, 64);
}

void PreparedDatasetTest::a_cache_that_cannot_be_written_is_done_without() {
    write_many(3);
    write_bytes(cache_, ByteVector{1}); // a file where the folder should be: not for root either
    const PreparedDataset dataset = prepare();
    QVERIFY(!dataset.cache_trouble().empty());
    QCOMPARE(dataset.files_read(), 3);
    for (int i = 0; i < 3; ++i)
        QVERIFY(holds(dataset, static_cast<std::size_t>(i), i));
    QCOMPARE(picture_cache_size({cache_}), std::uint64_t{0});
}

void PreparedDatasetTest::a_full_disk_is_done_without() {
    write_many(20);
    const std::uint64_t slot = 3 * kSize * kSize;
    {
        const FileSizeLimit full(5 * slot);
        const PreparedDataset dataset = prepare();
        QVERIFY(!dataset.cache_trouble().empty());
        for (int i = 0; i < 20; ++i)
            QVERIFY(holds(dataset, static_cast<std::size_t>(i), i));
    }
    const PreparedDataset dataset = prepare(); // there is room again
    QVERIFY(dataset.cache_trouble().empty());
    QCOMPARE(dataset.pictures().size(), std::size_t{20});
    QVERIFY(holds(dataset, 19, 19));
    QCOMPARE(prepare().files_read(), 0);
}

void PreparedDatasetTest::the_oldest_are_dropped() {
    write_many(8);
    PrepareOptions tight = options();
    prepare(tight, {16});
    fs::last_write_time(cached() / "index", fs::file_time_type::clock::now() - std::chrono::hours(2));
    prepare(tight, {17});
    const std::uint64_t both = picture_cache_size(tight.cache);
    tight.cache.limit = both + 100; // a third does not fit
    prepare(tight, {16});           // used just now, so the other one is the oldest
    prepare(tight, {18});
    QVERIFY(picture_cache_size(tight.cache) <= tight.cache.limit);
    QCOMPARE(prepare(tight, {18}).files_read(), 0);
    tight.cache.limit = 1;
    prepare(tight, {19});
    QCOMPARE(names_in(cache_).size(), std::size_t{1}); // the newest stays, however large
    QCOMPARE(prepare(tight, {19}).files_read(), 0);
}

void PreparedDatasetTest::clearing_leaves_readers_alone() {
    write_many(4);
    const PreparedDataset dataset = prepare();
    QVERIFY(picture_cache_size({cache_}) > 0);
    clear_picture_cache({cache_});
    QCOMPARE(picture_cache_size({cache_}), std::uint64_t{0});
    for (int i = 0; i < 4; ++i)
        QVERIFY(holds(dataset, static_cast<std::size_t>(i), i));
    QCOMPARE(prepare().files_read(), 4);
    clear_picture_cache({cache_ / "nowhere"}); // nothing there is nothing to do
}

void PreparedDatasetTest::the_cache_is_private() {
    write_many(1);
    prepare();
    QVERIFY((fs::status(cached()).permissions() & (fs::perms::group_all | fs::perms::others_all)) ==
            fs::perms::none);
}

void PreparedDatasetTest::the_folder_follows_the_environment() {
    const QByteArray own = qgetenv("WASSERFARBE_CACHE");
    const QByteArray caches = qgetenv("XDG_CACHE_HOME");
    qputenv("WASSERFARBE_CACHE", "/somewhere");
    QVERIFY(picture_cache_folder() == fs::path("/somewhere"));
    QVERIFY(picture_cache_folder({"/given"}) == fs::path("/given"));
    qunsetenv("WASSERFARBE_CACHE");
    qputenv("XDG_CACHE_HOME", "/caches");
    QVERIFY(picture_cache_folder() == fs::path("/caches/wasserfarbe/pictures"));
    qputenv("XDG_CACHE_HOME", "relative");
    QVERIFY(picture_cache_folder() ==
            fs::path(qgetenv("HOME").toStdString()) / ".cache/wasserfarbe/pictures");
    own.isNull() ? qunsetenv("WASSERFARBE_CACHE") : qputenv("WASSERFARBE_CACHE", own);
    caches.isNull() ? qunsetenv("XDG_CACHE_HOME") : qputenv("XDG_CACHE_HOME", caches);
}

WASSERFARBE_TEST(PreparedDatasetTest)

} // namespace wasserfarbe::test::prepared_dataset_test

#include "prepared_dataset_test.moc"
