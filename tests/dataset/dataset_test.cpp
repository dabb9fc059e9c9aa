#include "model/dataset/image_dataset.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <random>
#include <set>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "model/dataset/fit_image.h"
#include "model/dataset/folder_scan.h"
#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::dataset_test {

namespace fs = std::filesystem;

namespace {

constexpr int kSize = 16;

TrainingConfig small_config(int batch_size = 1) {
    TrainingConfig config;
    config.image_size = kSize;
    config.batch_size = batch_size;
    return config;
}

void write_picture(const fs::path& path, const Image& image) {
    write_bytes(path, ppm_bytes(image));
}
void write_picture(const fs::path& path, int number) {
    write_picture(path, numbered_picture(kSize, number));
}

/// The same picture in another format: a BMP with its rows from the bottom, as the format has it.
void write_bmp(const fs::path& path, const Image& image) {
    const auto little32 = [](ByteVector& bytes, std::size_t value) {
        for (int shift = 0; shift < 32; shift += 8)
            bytes.push_back(static_cast<std::uint8_t>(value >> shift));
    };
    ByteVector bytes = {'B', 'M'};
    for (const std::size_t value :
         {54 + image.pixels.size(), std::size_t{0}, std::size_t{54}, std::size_t{40},
          static_cast<std::size_t>(image.width), static_cast<std::size_t>(image.height),
          (std::size_t{24} << 16) + 1, std::size_t{0}, image.pixels.size(), std::size_t{0}, std::size_t{0},
          std::size_t{0}, std::size_t{0}})
        little32(bytes, value);
    for (int y = image.height - 1; y >= 0; --y)
        for (int x = 0; x < image.width; ++x)
            for (int c = 2; c >= 0; --c)
                bytes.push_back(image.row(y)[3 * x + c]);
    write_bytes(path, bytes);
}

/// For the time of its life this process may not do what only root may.
class WithoutPrivileges {
public:
    WithoutPrivileges() : was_root_(geteuid() == 0) { dropped_ = was_root_ && seteuid(65534) == 0; }
    ~WithoutPrivileges() {
        if (dropped_ && seteuid(0) != 0)
            qFatal("the privileges did not come back");
    }
    bool effective() const { return !was_root_ || dropped_; }

private:
    bool was_root_;
    bool dropped_ = false;
};

/// Looks like no other number's.
Image noise_picture(int size, int number) {
    Image image(size, size);
    std::mt19937 random(static_cast<unsigned>(number));
    for (std::uint8_t& byte : image.pixels)
        byte = static_cast<std::uint8_t>(random());
    return image;
}

std::vector<std::string> names_in(const FolderScan& scan) {
    std::vector<std::string> names;
    for (const fs::path& file : scan.files)
        names.push_back(file.lexically_relative(scan.folder).string());
    return names;
}

using Names = std::vector<std::string>;

} // namespace

class DatasetTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();
    void scan_finds_pictures_below_the_folder();
    void scan_leaves_out_hidden_names();
    void scan_does_not_follow_links_to_folders();
    void scan_names_dead_links_and_devices();
    void scan_names_unreadable_folders();
    void scan_refuses_what_is_no_folder_of_pictures();
    void loads_fitted_pictures_in_file_order();
    void loads_names_of_every_kind();
    void skips_and_names_what_is_no_picture();
    void timing_does_not_matter();
    void fewer_than_a_batch_is_an_error();
    void fingerprint_is_of_the_pictures();
    void progress_comes_on_the_calling_thread();
    void stop_before_the_start();
    void stop_on_the_way();
    void exception_from_progress_ends_the_load();
    void what_vanishes_or_changes_after_the_listing_is_named();
    void a_fixed_share_is_held_out();
    void few_pictures_are_all_trained_on();
    void a_selection_leaves_out();
    void nonsense_is_refused();

private:
    ImageDataset load(const TrainingConfig& config = small_config()) const {
        return ImageDataset::load(folder_, config).value();
    }
    std::string fingerprint() const { return load().fingerprint(); }

    std::unique_ptr<QTemporaryDir> temporary_;
    fs::path folder_;
};

void DatasetTest::init() {
    temporary_ = std::make_unique<QTemporaryDir>();
    QVERIFY(temporary_->isValid());
    const fs::path root = temporary_->path().toStdString();
    folder_ = root / "pictures";
    fs::create_directories(folder_);
    qputenv("WASSERFARBE_CACHE", QByteArray((root / "cache").c_str()));
}

void DatasetTest::cleanup() {
    temporary_.reset();
}

void DatasetTest::scan_finds_pictures_below_the_folder() {
    fs::create_directories(folder_ / "b" / "deep");
    fs::create_directories(folder_ / "empty.png"); // a folder, whatever its name
    for (const char* name :
         {"b.png", "B.PNG", "a.JPeG", "z.jpg", "b/1.bmp", "b/deep/2.webp", "b/3.tif", "b/4.TIFF", "b/5.gif",
          "b/6.ppm", "b-.png", "notes.txt", "png", "archive.png.zip"})
        write_picture(folder_ / name, 1);
    const FolderScan scan = scan_folder(folder_);
    // By bytes: upper case first, '-' before '.' before '/'.
    QCOMPARE(names_in(scan), (Names{"B.PNG", "a.JPeG", "b-.png", "b.png", "b/1.bmp", "b/3.tif", "b/4.TIFF",
                                    "b/5.gif", "b/6.ppm", "b/deep/2.webp", "z.jpg"}));
    QVERIFY(scan.skipped.empty());
    QVERIFY(scan.folder == folder_);
    QVERIFY(scan.files.front() == folder_ / "B.PNG");
}

void DatasetTest::scan_leaves_out_hidden_names() {
    fs::create_directories(folder_ / ".thumbnails");
    for (const char* name : {"a.png", "._a.png", ".png", ".thumbnails/a.png"})
        write_picture(folder_ / name, 1);
    QCOMPARE(names_in(scan_folder(folder_)), (Names{"a.png"}));
}

void DatasetTest::scan_does_not_follow_links_to_folders() {
    fs::create_directories(folder_ / "sub");
    write_picture(folder_ / "sub" / "a.png", 1);
    fs::create_directory_symlink(folder_, folder_ / "sub" / "loop");
    fs::create_directory_symlink(folder_, folder_ / "loop.png");
    fs::create_symlink("sub/a.png", folder_ / "link.png");
    const FolderScan scan = scan_folder(folder_);
    QCOMPARE(names_in(scan), (Names{"link.png", "sub/a.png"}));
    const Reason reason{ErrorCode::LinkToFolder, {}};
    QCOMPARE(scan.skipped.size(), std::size_t{2});
    QVERIFY(scan.skipped[0] == (SkippedFile{folder_ / "loop.png", reason}));
    QVERIFY(scan.skipped[1] == (SkippedFile{folder_ / "sub" / "loop", reason}));
    // A link as the folder itself is what the person chose.
    fs::create_directory_symlink(folder_ / "sub", folder_ / "chosen");
    QCOMPARE(names_in(scan_folder(folder_ / "chosen")), (Names{"a.png"}));
}

void DatasetTest::scan_names_dead_links_and_devices() {
    write_picture(folder_ / "m.png", 1);
    fs::create_symlink("nowhere.png", folder_ / "dead.png");
    fs::create_symlink("turn.png", folder_ / "turn.png");
    QCOMPARE(mkfifo((folder_ / "pipe.png").c_str(), 0600), 0);
    const FolderScan scan = scan_folder(folder_);
    QCOMPARE(names_in(scan), (Names{"m.png"}));
    QCOMPARE(scan.skipped.size(), std::size_t{3});
    QVERIFY(scan.skipped[0] == (SkippedFile{folder_ / "dead.png", {ErrorCode::DeadLink, {}}}));
    QVERIFY(scan.skipped[1] == (SkippedFile{folder_ / "pipe.png", {ErrorCode::NotAFile, {}}}));
    QVERIFY(scan.skipped[2] == (SkippedFile{folder_ / "turn.png", {ErrorCode::DeadLink, {}}}));
}

void DatasetTest::scan_names_unreadable_folders() {
    fs::create_directories(folder_ / "secret");
    write_picture(folder_ / "a.png", 1);
    write_picture(folder_ / "secret" / "b.png", 1);
    fs::permissions(folder_, fs::perms::all);
    fs::permissions(folder_.parent_path(), fs::perms::all);
    fs::permissions(folder_ / "secret", fs::perms::none);
    FolderScan scan;
    std::optional<Error> closed;
    {
        const WithoutPrivileges unprivileged;
        if (!unprivileged.effective() || faccessat(AT_FDCWD, folder_.c_str(), R_OK, AT_EACCESS) != 0)
            QSKIP("root's privileges can't be laid down here");
        scan = scan_folder(folder_);
        closed = error_of([&] { scan_folder(folder_ / "secret"); });
    }
    fs::permissions(folder_ / "secret", fs::perms::owner_all);
    QCOMPARE(names_in(scan), (Names{"a.png"}));
    QCOMPARE(scan.skipped.size(), std::size_t{1});
    QVERIFY(scan.skipped[0].path == folder_ / "secret");
    QVERIFY(scan.skipped[0].reason.text().starts_with("this folder can't be read"));
    QVERIFY(says(closed, ErrorKind::Data, "can't be read"));
}

void DatasetTest::scan_refuses_what_is_no_folder_of_pictures() {
    const auto error_for = [](const fs::path& path) { return error_of([&] { scan_folder(path); }); };
    const std::optional<Error> missing = error_for(folder_ / "missing");
    QVERIFY(says(missing, ErrorKind::Data, "does not exist"));
    QVERIFY(missing->path() == folder_ / "missing");
    write_picture(folder_ / "a.txt", 1);
    QVERIFY(says(error_for(folder_ / "a.txt"), ErrorKind::Data, "not a folder"));
    const std::optional<Error> none = error_for(folder_);
    QVERIFY(says(none, ErrorKind::Data, "png, jpg, jpeg, bmp, webp, tif, tiff, gif and ppm"));
    QVERIFY(none->path() == folder_);
}

void DatasetTest::loads_fitted_pictures_in_file_order() {
    const Image wide = flat_picture(40, 20, 200, 100, 0);
    write_picture(folder_ / "b.ppm", 7);
    write_picture(folder_ / "a.ppm", 3);
    write_picture(folder_ / "c.ppm", wide);
    TrainingConfig config = small_config(3);
    config.fit = Fit::Pad;
    config.pad_color = {9, 8, 7};
    const ImageDataset dataset = load(config);
    QCOMPARE(dataset.count(), 3);
    QCOMPARE(dataset.image_size(), kSize);
    QVERIFY(dataset.folder() == folder_);
    QVERIFY(dataset.skipped().empty());
    QVERIFY(image_of(dataset, 0) == numbered_picture(kSize, 3));
    QVERIFY(image_of(dataset, 1) == numbered_picture(kSize, 7));
    QVERIFY(image_of(dataset, 2) == fit_image(wide, kSize, Fit::Pad, {9, 8, 7}));
    QVERIFY(std::ranges::equal(dataset.pixels(1), numbered_picture(kSize, 7).pixels));
}

void DatasetTest::loads_names_of_every_kind() {
    const Names names = {"Gr\xC3\xBC\xC3\x9F\x65.ppm", "a\nb.ppm", "\xE7\xB5\xB5.PPM", "sp ace.ppm",
                         "\xFF.ppm"};
    for (const std::string& name : names)
        write_picture(folder_ / name, 5);
    QCOMPARE(load().count(), static_cast<std::int64_t>(names.size()));
    fs::remove(folder_ / "\xFF.ppm"); // Qt does not remove what has no name in Unicode
}

void DatasetTest::skips_and_names_what_is_no_picture() {
    write_picture(folder_ / "1.ppm", 1);
    write_bytes(folder_ / "2.ppm", {});
    write_bytes(folder_ / "3.png", ByteVector(100, 'x'));
    write_picture(folder_ / "4.png", 4); // a PPM under a wrong name is a picture all the same
    ByteVector cut = ppm_bytes(numbered_picture(kSize, 5));
    cut.resize(cut.size() / 2);
    write_bytes(folder_ / "5.ppm", cut);
    const std::string bomb = "P6\n60000 60000\n255\n";
    write_bytes(folder_ / "6.ppm", ByteVector(bomb.begin(), bomb.end()));
    write_picture(folder_ / "7.ppm", 7);
    fs::create_symlink("nowhere", folder_ / "9.ppm");
    const ImageDataset dataset = load();
    QCOMPARE(dataset.count(), 3);
    QVERIFY(image_of(dataset, 0) == numbered_picture(kSize, 1));
    QVERIFY(image_of(dataset, 1) == numbered_picture(kSize, 4));
    QVERIFY(image_of(dataset, 2) == numbered_picture(kSize, 7));
    const std::vector<SkippedFile>& skipped = dataset.skipped();
    QCOMPARE(skipped.size(), std::size_t{5});
    const auto is = [&](std::size_t i, const char* name, const char* words) {
        return skipped[i].path == folder_ / name && skipped[i].reason.text().find(words) != std::string::npos;
    };
    QVERIFY(is(0, "2.ppm", "empty"));
    QVERIFY(is(1, "3.png", "not an image"));
    QVERIFY(is(2, "5.ppm", "truncated"));
    QVERIFY(is(3, "6.ppm", "too large"));
    QVERIFY(is(4, "9.ppm", "link"));
}

void DatasetTest::timing_does_not_matter() {
    // Large and small pictures and broken ones, so that the threads finish out of order.
    for (int i = 0; i < 40; ++i) {
        const fs::path path = folder_ / (std::to_string(100 + i) + ".ppm");
        if (i % 7 == 3)
            write_bytes(path, ByteVector(static_cast<std::size_t>(i), 'x'));
        else
            write_picture(path, numbered_picture(i % 5 == 0 ? 200 : kSize, i));
    }
    const ImageDataset first = load();
    QCOMPARE(first.count(), 34);
    for (int repeat = 0; repeat < 5; ++repeat) {
        clear_picture_cache(); // else nothing would be read
        const ImageDataset again = load();
        QCOMPARE(again.fingerprint(), first.fingerprint());
        QVERIFY(again.skipped() == first.skipped());
    }
    QVERIFY(image_of(first, 1) == numbered_picture(kSize, 1));
    QVERIFY(image_of(first, 33) == numbered_picture(kSize, 39));
    QVERIFY(std::ranges::is_sorted(first.skipped(), {}, &SkippedFile::path));
}

void DatasetTest::fewer_than_a_batch_is_an_error() {
    for (int i = 0; i < 3; ++i)
        write_picture(folder_ / (std::to_string(i) + ".ppm"), i);
    for (const char* name : {"4.png", "5\n.png", "6.png", "7.png", "8.png"})
        write_bytes(folder_ / name, {});
    QCOMPARE(load(small_config(3)).count(), 3);
    const std::optional<Error> error = error_of([&] { load(small_config(4)); });
    QVERIFY(error && error->kind() == ErrorKind::Data);
    QVERIFY(error->path() == folder_);
    QCOMPARE(
        QString::fromStdString(error->detail()),
        QString("3 of 8 pictures can be used, and one batch takes 4; add pictures or lower batch_size. "
                "Left out: 4.png (the file is empty), 5?.png (the file is empty), 6.png (the file is empty) "
                "and 2 more"));
}

void DatasetTest::fingerprint_is_of_the_pictures() {
    write_picture(folder_ / "a.ppm", 1);
    write_picture(folder_ / "b.ppm", 2);
    const std::string original = fingerprint();
    QCOMPARE(original.size(), std::size_t{16});
    QVERIFY(std::ranges::all_of(original,
                                [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); }));

    fs::rename(folder_ / "a.ppm", folder_ / "A renamed.ppm"); // still the first
    QCOMPARE(fingerprint(), original);
    fs::remove(folder_ / "b.ppm");
    write_bmp(folder_ / "b.bmp", numbered_picture(kSize, 2));
    write_bytes(folder_ / "broken.png", ByteVector(9, 'x'));
    QCOMPARE(fingerprint(), original);

    fs::rename(folder_ / "A renamed.ppm", folder_ / "z.ppm"); // now the last
    QVERIFY(fingerprint() != original);
    fs::rename(folder_ / "z.ppm", folder_ / "a.ppm");
    TrainingConfig larger = small_config();
    larger.image_size = 2 * kSize;
    QVERIFY(load(larger).fingerprint() != original);
    write_picture(folder_ / "c.ppm", 3);
    QVERIFY(fingerprint() != original);
    fs::remove(folder_ / "c.ppm");
    QCOMPARE(fingerprint(), original);
    Image changed = numbered_picture(kSize, 1);
    changed.pixels.back() ^= 1; // the last bit of the last channel of the last pixel
    write_picture(folder_ / "a.ppm", changed);
    QVERIFY(fingerprint() != original);
}

void DatasetTest::progress_comes_on_the_calling_thread() {
    for (int i = 0; i < 20; ++i)
        write_picture(folder_ / (std::to_string(i) + ".ppm"), i);
    write_bytes(folder_ / "broken.png", {});
    std::vector<std::int64_t> seen;
    bool here = true;
    const std::thread::id caller = std::this_thread::get_id();
    const auto progress = [&](std::int64_t done, std::int64_t total) {
        here = here && total == 21 && std::this_thread::get_id() == caller;
        seen.push_back(done);
    };
    QVERIFY(ImageDataset::load(folder_, small_config(), progress).has_value());
    QVERIFY(here);
    QVERIFY(seen.size() >= 2);
    QCOMPARE(seen.front(), 0);
    QCOMPARE(seen.back(), 21);
    QVERIFY(std::ranges::adjacent_find(seen, std::greater_equal<>()) == seen.end());
}

void DatasetTest::stop_before_the_start() {
    write_picture(folder_ / "a.ppm", 1);
    std::stop_source stop;
    stop.request_stop();
    QVERIFY(!ImageDataset::load(folder_, small_config(), {}, stop.get_token()));
}

void DatasetTest::stop_on_the_way() {
    for (int i = 0; i < 50; ++i)
        write_picture(folder_ / (std::to_string(i) + ".ppm"), i);
    std::stop_source stop;
    std::vector<std::int64_t> seen;
    const auto progress = [&](std::int64_t done, std::int64_t) {
        seen.push_back(done);
        stop.request_stop();
    };
    QVERIFY(!ImageDataset::load(folder_, small_config(), progress, stop.get_token()));
    QCOMPARE(seen, (std::vector<std::int64_t>{0})); // no file was begun after the request
}

void DatasetTest::exception_from_progress_ends_the_load() {
    for (int i = 0; i < 30; ++i)
        write_picture(folder_ / (std::to_string(i) + ".ppm"), i);
    const auto fail = [](std::int64_t, std::int64_t) { throw Error(ErrorKind::Usage, "enough"); };
    QVERIFY(says(error_of([&] { ImageDataset::load(folder_, small_config(), fail); }), ErrorKind::Usage,
                 "enough"));
}

void DatasetTest::what_vanishes_or_changes_after_the_listing_is_named() {
    for (const char* name : {"a.ppm", "b.ppm", "c.ppm", "d.ppm"})
        write_picture(folder_ / name, 1);
    const auto meddle = [&](std::int64_t done, std::int64_t) {
        if (done > 0)
            return;
        fs::remove(folder_ / "a.ppm");
        write_picture(folder_ / "b.ppm", numbered_picture(2 * kSize, 2)); // has grown
        write_bytes(folder_ / "c.ppm", ByteVector{'P', '6'});
    };
    const ImageDataset dataset = ImageDataset::load(folder_, small_config(), meddle).value();
    QCOMPARE(dataset.count(), 2);
    QVERIFY(image_of(dataset, 0) == fit_image(numbered_picture(2 * kSize, 2), kSize, Fit::Crop));
    QCOMPARE(dataset.skipped().size(), std::size_t{2});
    QVERIFY(dataset.skipped()[0].path == folder_ / "a.ppm");
    QVERIFY(dataset.skipped()[0].reason.text().starts_with("can't be read"));
    QVERIFY(dataset.skipped()[1].path == folder_ / "c.ppm");
    QCOMPARE(load().count(), 2); // the next time it is as it is now
    QCOMPARE(load().skipped().size(), std::size_t{1});
}

/// Pictures that differ enough not to look alike.
void DatasetTest::a_fixed_share_is_held_out() {
    constexpr int kCount = 600;
    for (int i = 0; i < kCount; ++i)
        write_picture(folder_ / (std::to_string(1000 + i) + ".ppm"), noise_picture(kSize, i));
    TrainingConfig config = small_config();
    config.held_out = 0.05;
    const ImageDataset dataset = load(config);
    QCOMPARE(dataset.held_out_count(), 30);
    QCOMPARE(dataset.count(), kCount - 30);
    std::set<std::vector<std::uint8_t>> trained;
    for (std::int64_t i = 0; i < dataset.count(); ++i)
        trained.insert({dataset.pixels(i).begin(), dataset.pixels(i).end()});
    QCOMPARE(trained.size(), static_cast<std::size_t>(dataset.count()));
    for (std::int64_t i = 0; i < dataset.held_out_count(); ++i)
        QVERIFY(!trained.contains({dataset.held_out_pixels(i).begin(), dataset.held_out_pixels(i).end()}));
    QCOMPARE(load(config).fingerprint(), dataset.fingerprint());
    config.held_out = 0;
    QCOMPARE(load(config).count(), kCount);
    QVERIFY(load(config).fingerprint() != dataset.fingerprint());
}

void DatasetTest::few_pictures_are_all_trained_on() {
    for (int i = 0; i < kFewestToHoldOut - 1; ++i)
        write_picture(folder_ / (std::to_string(1000 + i) + ".ppm"), noise_picture(kSize, i));
    QCOMPARE(load().count(), kFewestToHoldOut - 1);
    QCOMPARE(load().held_out_count(), 0);
    write_picture(folder_ / "one more.ppm", noise_picture(kSize, 5000));
    QCOMPARE(load().held_out_count(), 25);
}

void DatasetTest::a_selection_leaves_out() {
    for (const char* name : {"cats", "dogs"})
        fs::create_directories(folder_ / name);
    for (const char* name : {"cats/1.ppm", "dogs/2.ppm", "3.ppm"})
        write_picture(folder_ / name, name[name[0] == '3' ? 0 : 5] - '0');
    write_picture(folder_ / "4.ppm", 3); // the same as 3.ppm
    const auto count = [&](const DatasetSelection& selection) {
        return ImageDataset::load(folder_, small_config(), {}, {}, selection)->count();
    };
    QCOMPARE(count({}), 4);
    DatasetSelection selection;
    selection.left_out_classes = {"dogs"};
    QCOMPARE(count(selection), 3);
    selection.left_out = {Finding::Duplicate};
    QCOMPARE(count(selection), 2);
    selection.left_out_classes = {"", "dogs"};
    QCOMPARE(count(selection), 1);
}

void DatasetTest::nonsense_is_refused() {
    write_picture(folder_ / "a.ppm", 1);
    TrainingConfig config = small_config(0);
    QVERIFY(says(error_of([&] { load(config); }), ErrorKind::Usage, "at least 1"));
    config = small_config();
    config.image_size = 0;
    QVERIFY(says(error_of([&] { load(config); }), ErrorKind::Usage, "at least 1"));
    config.image_size = 2'000'000'000; // more than any machine has
    QVERIFY(says(error_of([&] { load(config); }), ErrorKind::Memory, "memory"));
}

WASSERFARBE_TEST(DatasetTest)

} // namespace wasserfarbe::test::dataset_test

#include "dataset_test.moc"
