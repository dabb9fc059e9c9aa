#include "model/dataset/folder_batch_source.h"

#include <algorithm>
#include <filesystem>
#include <thread>

#include <QTemporaryDir>
#include <QTest>

#include "tests/support/dataset_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::batch_source_test {

namespace fs = std::filesystem;

namespace {

constexpr int kSize = 5; // odd: the middle column stays where it is when a row is mirrored
constexpr int kCount = 23;
constexpr std::size_t kImageBytes = std::size_t{3} * kSize * kSize;

std::shared_ptr<const ImageDataset> make_dataset(int count) {
    const QTemporaryDir folder;
    for (int i = 0; i < count; ++i)
        write_bytes(fs::path(folder.path().toStdString()) / (std::to_string(100 + i) + ".ppm"),
                    ppm_bytes(numbered_picture(kSize, i)));
    TrainingConfig config;
    config.image_size = kSize;
    config.batch_size = 1;
    return std::make_shared<const ImageDataset>(
        ImageDataset::load(folder.path().toStdString(), config).value());
}

BatchOptions options(int batch_size, std::uint64_t seed = 1) {
    return {.batch_size = batch_size, .drop_last = false, .horizontal_flip = false, .seed = seed};
}

ImageBatch next_of(BatchSource& source) {
    ImageBatch batch;
    if (!source.next(batch, {}))
        throw Error(ErrorKind::Internal, "stopped without a request");
    return batch;
}

/// An image's number, from its first byte; see numbered_picture.
int number_at(const ImageBatch& batch, int index) {
    return batch.pixels[static_cast<std::size_t>(index) * kImageBytes] / 4;
}

/// Whether it is mirrored: in the picture as written the second channel counts the columns.
bool mirrored_at(const ImageBatch& batch, int index) {
    return batch.pixels[static_cast<std::size_t>(index) * kImageBytes + 1] != 0;
}

std::vector<int> numbers_of_epoch(BatchSource& source) {
    std::vector<int> numbers;
    for (std::int64_t b = 0; b < source.batches_per_epoch(); ++b) {
        const ImageBatch batch = next_of(source);
        for (int i = 0; i < batch.count; ++i)
            numbers.push_back(number_at(batch, i));
    }
    return numbers;
}

std::vector<int> sorted(std::vector<int> numbers) {
    std::ranges::sort(numbers);
    return numbers;
}

std::vector<int> all_numbers() {
    std::vector<int> numbers(kCount);
    for (int i = 0; i < kCount; ++i)
        numbers[static_cast<std::size_t>(i)] = i;
    return numbers;
}

bool same(const ImageBatch& a, const ImageBatch& b) {
    return a.count == b.count && a.size == b.size && a.pixels == b.pixels;
}

} // namespace

class BatchSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { dataset_ = make_dataset(kCount); }
    void serves_every_image_once_an_epoch();
    void batches_hold_the_pictures();
    void order_is_of_seed_and_epoch();
    void each_order_of_an_epoch_is_another();
    void pictures_as_they_are();
    void order_stays_the_same_between_versions();
    void last_batch_is_kept_or_dropped();
    void seek_gives_the_later_batches();
    void seek_on_and_on();
    void seek_refuses_what_is_not_there();
    void flips_mirror_about_half();
    void flips_are_of_seed_epoch_and_image();
    void reuses_a_batch_of_another_size();
    void stopped_before_the_call();
    void stopped_during_the_call();
    void destroyed_at_any_time();
    void too_few_images_are_refused();

private:
    std::shared_ptr<const ImageDataset> dataset_;
};

void BatchSourceTest::serves_every_image_once_an_epoch() {
    FolderBatchSource source(dataset_, options(4));
    QCOMPARE(source.image_count(), kCount);
    QCOMPARE(source.image_size(), kSize);
    QCOMPARE(source.batches_per_epoch(), 6);
    for (int epoch = 1; epoch <= 5; ++epoch)
        QCOMPARE(sorted(numbers_of_epoch(source)), all_numbers());
}

void BatchSourceTest::batches_hold_the_pictures() {
    FolderBatchSource source(dataset_, options(4));
    const ImageBatch batch = next_of(source);
    QCOMPARE(batch.count, 4);
    QCOMPARE(batch.size, kSize);
    QCOMPARE(batch.pixels.size(), 4 * kImageBytes);
    for (int i = 0; i < batch.count; ++i)
        QVERIFY(std::ranges::equal(
            std::span(batch.pixels).subspan(static_cast<std::size_t>(i) * kImageBytes, kImageBytes),
            dataset_->pixels(number_at(batch, i))));
}

void BatchSourceTest::order_is_of_seed_and_epoch() {
    FolderBatchSource source(dataset_, options(4, 7));
    FolderBatchSource twin(dataset_, options(4, 7));
    FolderBatchSource other(dataset_, options(4, 8));
    FolderBatchSource other_batches(dataset_, options(5, 7));
    const std::vector<int> first = numbers_of_epoch(source);
    const std::vector<int> second = numbers_of_epoch(source);
    QCOMPARE(numbers_of_epoch(twin), first);
    QCOMPARE(numbers_of_epoch(twin), second);
    QCOMPARE(numbers_of_epoch(other_batches), first);
    QVERIFY(first != second);
    QVERIFY(first != all_numbers());
    QVERIFY(numbers_of_epoch(other) != first);
}

void BatchSourceTest::each_order_of_an_epoch_is_another() {
    BatchOptions flipping = options(4, 7);
    flipping.horizontal_flip = true;
    FolderBatchSource source(dataset_, flipping);
    const auto batches_of = [&](BatchPosition position) {
        source.seek(position);
        std::vector<ImageBatch> batches;
        for (int i = 0; i < 8; ++i) // into the next epoch
            batches.push_back(next_of(source));
        return batches;
    };
    const std::vector<ImageBatch> first = batches_of({2, 0, 0});
    const std::vector<ImageBatch> second = batches_of({2, 0, 1});
    QVERIFY(!std::ranges::equal(first, second, same));
    QVERIFY(std::ranges::equal(batches_of({2, 0, 1}), second, same));
    QVERIFY(std::ranges::equal(batches_of({2, 0, 0}), first, same));
    QVERIFY(!std::ranges::equal(batches_of({2, 0, 2}), second, same));
    // It stays the order, whatever position of it is asked for.
    source.seek({3, 1, 1});
    QVERIFY(same(next_of(source), second[7]));
    source.seek({1, 0, 3});
    QCOMPARE(sorted(numbers_of_epoch(source)), all_numbers());
}

void BatchSourceTest::pictures_as_they_are() {
    BatchOptions flipping = options(4, 7);
    flipping.horizontal_flip = true;
    FolderBatchSource source(dataset_, flipping);
    const ImageBatch before = next_of(source);
    ImageBatch batch;
    source.trained_on(3, 5, batch);
    QCOMPARE(batch.count, 5);
    for (int i = 0; i < 5; ++i) {
        QCOMPARE(number_at(batch, i), 3 + i);
        QVERIFY(!mirrored_at(batch, i));
    }
    FolderBatchSource undisturbed(dataset_, flipping);
    QVERIFY(same(next_of(undisturbed), before));
    QVERIFY(same(next_of(undisturbed), next_of(source)));
}

void BatchSourceTest::order_stays_the_same_between_versions() {
    // A run resumed with a newer version must see the same order.
    FolderBatchSource source(dataset_, options(4, 1));
    QCOMPARE(numbers_of_epoch(source), (std::vector<int>{6, 13, 5, 19, 20, 2, 10, 15, 14, 4, 22, 11,
                                                         0, 8,  9, 17, 16, 7, 1,  18, 21, 3, 12}));
}

void BatchSourceTest::last_batch_is_kept_or_dropped() {
    FolderBatchSource keeping(dataset_, options(10));
    QCOMPARE(keeping.batches_per_epoch(), 3);
    for (const int expected : {10, 10, 3, 10})
        QCOMPARE(next_of(keeping).count, expected);

    BatchOptions dropping = options(10);
    dropping.drop_last = true;
    FolderBatchSource source(dataset_, dropping);
    QCOMPARE(source.batches_per_epoch(), 2);
    for (int epoch = 0; epoch < 3; ++epoch) {
        const std::vector<int> numbers = sorted(numbers_of_epoch(source));
        QCOMPARE(numbers.size(), std::size_t{20});
        QVERIFY(std::ranges::adjacent_find(numbers) == numbers.end());
    }
    // A dataset of exactly one batch, either way.
    for (const bool drop : {false, true}) {
        BatchOptions whole = options(kCount);
        whole.drop_last = drop;
        FolderBatchSource single(dataset_, whole);
        QCOMPARE(single.batches_per_epoch(), 1);
        QCOMPARE(sorted(numbers_of_epoch(single)), all_numbers());
    }
    // Fewer images than a batch, kept.
    FolderBatchSource partial(dataset_, options(100));
    QCOMPARE(partial.batches_per_epoch(), 1);
    QCOMPARE(next_of(partial).count, kCount);
}

void BatchSourceTest::seek_gives_the_later_batches() {
    BatchOptions flipped = options(4);
    flipped.horizontal_flip = true;
    FolderBatchSource whole(dataset_, flipped);
    std::vector<ImageBatch> expected;
    for (int i = 0; i < 18; ++i) // three epochs of six
        expected.push_back(next_of(whole));

    FolderBatchSource resumed(dataset_, flipped);
    resumed.seek({.epoch = 2, .batch = 3});
    for (std::size_t i = 9; i < expected.size(); ++i)
        QVERIFY(same(next_of(resumed), expected[i]));
    resumed.seek({.epoch = 1, .batch = 5}); // back again, and over the end of an epoch
    for (std::size_t i = 5; i < 8; ++i)
        QVERIFY(same(next_of(resumed), expected[i]));
}

void BatchSourceTest::seek_on_and_on() {
    FolderBatchSource whole(dataset_, options(4));
    std::vector<ImageBatch> expected;
    for (int i = 0; i < 30; ++i)
        expected.push_back(next_of(whole));
    FolderBatchSource source(dataset_, options(4));
    for (std::size_t i = 0; i < 300; ++i) {
        const std::size_t target = i * 7 % 30;
        source.seek(
            {.epoch = static_cast<int>(target / 6) + 1, .batch = static_cast<std::int64_t>(target % 6)});
        if (i % 3 == 0) // else the next seek finds the thread at work
            QVERIFY(same(next_of(source), expected[target]));
    }
}

void BatchSourceTest::seek_refuses_what_is_not_there() {
    FolderBatchSource source(dataset_, options(4));
    for (const BatchPosition position : {BatchPosition{0, 0}, BatchPosition{1, -1}, BatchPosition{1, 6}})
        QVERIFY(says(error_of([&] { source.seek(position); }), ErrorKind::Internal, "no batch"));
    QCOMPARE(sorted(numbers_of_epoch(source)), all_numbers()); // and nothing has changed
}

void BatchSourceTest::flips_mirror_about_half() {
    BatchOptions flipping = options(kCount);
    flipping.horizontal_flip = true;
    FolderBatchSource source(dataset_, flipping);
    int mirrored = 0;
    constexpr int epochs = 40;
    for (int epoch = 0; epoch < epochs; ++epoch) {
        const ImageBatch batch = next_of(source);
        for (int i = 0; i < batch.count; ++i) {
            const Image original = image_of(*dataset_, number_at(batch, i));
            const bool flip = mirrored_at(batch, i);
            mirrored += flip ? 1 : 0;
            for (int y = 0; y < kSize; ++y)
                for (int x = 0; x < kSize; ++x) {
                    const std::size_t offset =
                        static_cast<std::size_t>(i) * kImageBytes +
                        static_cast<std::size_t>(3 * (y * kSize + (flip ? kSize - 1 - x : x)));
                    QVERIFY(std::equal(original.row(y) + 3 * x, original.row(y) + 3 * x + 3,
                                       batch.pixels.begin() + static_cast<std::ptrdiff_t>(offset)));
                }
        }
    }
    const double share = static_cast<double>(mirrored) / (epochs * kCount);
    QVERIFY(share > 0.45 && share < 0.55);
}

void BatchSourceTest::flips_are_of_seed_epoch_and_image() {
    const auto flips = [&](std::uint64_t seed, int batch_size, int epoch) {
        BatchOptions flipping = options(batch_size, seed);
        flipping.horizontal_flip = true;
        FolderBatchSource source(dataset_, flipping);
        source.seek({.epoch = epoch, .batch = 0});
        std::vector<bool> mirrored(kCount);
        for (std::int64_t b = 0; b < source.batches_per_epoch(); ++b) {
            const ImageBatch batch = next_of(source);
            for (int i = 0; i < batch.count; ++i)
                mirrored[static_cast<std::size_t>(number_at(batch, i))] = mirrored_at(batch, i);
        }
        return mirrored;
    };
    const std::vector<bool> reference = flips(3, 4, 2);
    QVERIFY(flips(3, 4, 2) == reference);
    QVERIFY(flips(3, 7, 2) == reference);
    QVERIFY(flips(3, 4, 3) != reference);
    QVERIFY(flips(4, 4, 2) != reference);
}

void BatchSourceTest::reuses_a_batch_of_another_size() {
    FolderBatchSource source(dataset_, options(4));
    FolderBatchSource reference(dataset_, options(4));
    ImageBatch batch{99, 99, ByteVector(100000, 1)};
    for (int i = 0; i < 13; ++i) {
        QVERIFY(source.next(batch, {}));
        QVERIFY(same(batch, next_of(reference)));
    }
}

void BatchSourceTest::stopped_before_the_call() {
    FolderBatchSource source(dataset_, options(4));
    FolderBatchSource reference(dataset_, options(4));
    std::stop_source stop;
    stop.request_stop();
    ImageBatch batch{7, 8, {9}};
    for (int i = 0; i < 3; ++i)
        QVERIFY(!source.next(batch, stop.get_token()));
    QVERIFY(same(batch, ImageBatch{7, 8, {9}}));
    QVERIFY(same(next_of(source), next_of(reference))); // nothing was lost
}

void BatchSourceTest::stopped_during_the_call() {
    for (int repeat = 0; repeat < 50; ++repeat) {
        FolderBatchSource source(dataset_, options(4));
        std::stop_source stop;
        std::int64_t served = 0;
        std::jthread consumer([&] {
            ImageBatch batch;
            while (source.next(batch, stop.get_token()))
                ++served;
        });
        for (int spin = 0; spin < repeat * 10; ++spin)
            std::this_thread::yield();
        stop.request_stop();
        consumer.join();
        FolderBatchSource reference(dataset_, options(4));
        reference.seek({.epoch = static_cast<int>(served / 6) + 1, .batch = served % 6});
        QVERIFY(same(next_of(source), next_of(reference)));
    }
}

void BatchSourceTest::destroyed_at_any_time() {
    const long before = dataset_.use_count();
    for (int served = 0; served < 60; ++served) {
        FolderBatchSource source(dataset_, options(4));
        for (int i = 0; i < served % 12; ++i)
            next_of(source);
    }
    QCOMPARE(dataset_.use_count(), before);
}

void BatchSourceTest::too_few_images_are_refused() {
    BatchOptions dropping = options(kCount + 1);
    dropping.drop_last = true;
    QVERIFY(says(error_of([&] { FolderBatchSource source(dataset_, dropping); }), ErrorKind::Data,
                 "23 pictures do not fill one batch of 24"));
    QVERIFY(says(error_of([&] { FolderBatchSource source(dataset_, options(0)); }), ErrorKind::Usage,
                 "batch_size"));
    QVERIFY(says(error_of([&] { FolderBatchSource source(nullptr, options(1)); }), ErrorKind::Internal,
                 "dataset"));
}

WASSERFARBE_TEST(BatchSourceTest)

} // namespace wasserfarbe::test::batch_source_test

#include "batch_source_test.moc"
