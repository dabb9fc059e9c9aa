// What a training takes is said before it begins, and what would fit when it does not.

#include <QtTest>

#include "model/networks/torch_device.h"
#include "model/training/memory_estimate.h"
#include "model/types/bytes_text.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::memory_estimate_test {

namespace {

constexpr double kMiB = 1 << 20;
constexpr double kGiB = 1 << 30;

TrainingConfig config_of(int image_size, int batch_size, int channels, Norm critic_norm) {
    TrainingConfig config;
    config.image_size = image_size;
    config.batch_size = batch_size;
    config.generator_channels = config.critic_channels = channels;
    config.critic_norm = critic_norm;
    return config;
}

std::string detail_of(const TrainingConfig& config, std::uint64_t available) {
    const auto error = error_of([&] { require_memory(config, available); });
    return error ? error->detail() : "";
}

Error cuda_error(const std::string& message) {
    return {ErrorKind::Memory, "run", "out of memory; a smaller batch_size needs less (" + message + ")"};
}

} // namespace

class MemoryEstimateTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void nearWhatWasMeasured_data();
    void nearWhatWasMeasured();
    void growsWithEachSetting();
    void theLargestBatchThatFits();
    void tooLittleIsToldBeforeTheStart();
    void otherDevicesAreNotRefused();
    void cudaMessages_data();
    void cudaMessages();
    void otherMessagesAreNotOfCuda();
    void whatLibTorchThrowsKeepsItsFigures();
    void otherErrorsStayAsTheyAre();
    void anErrorOfTheDeviceSaysWhatWouldFit();
    void whatTheDeviceTookCountsWhereTheEstimateWasLower();
    void aDeviceThatIsTooSmallForAnyBatchSaysSo();
    void anErrorWithoutFiguresOffersHalf();
    void bytesAsText();
};

void MemoryEstimateTest::nearWhatWasMeasured_data() {
    QTest::addColumn<int>("imageSize");
    QTest::addColumn<int>("batchSize");
    QTest::addColumn<int>("channels");
    QTest::addColumn<int>("norm");
    QTest::addColumn<double>("measured"); // MB
    const auto row = [](int size, int batch, int channels, Norm norm, double measured) {
        QTest::addRow("%d px, batch %d, %d channels, norm %d", size, batch, channels, static_cast<int>(norm))
            << size << batch << channels << static_cast<int>(norm) << measured;
    };
    // As tests/benchmarks/memory_benchmark.cpp measures it, LibTorch 1.13, one thread.
    row(32, 128, 64, Norm::None, 303);
    row(32, 256, 64, Norm::Layer, 890);
    row(64, 16, 64, Norm::Batch, 617);
    row(64, 64, 32, Norm::None, 359);
    row(64, 64, 32, Norm::Instance, 524);
    row(64, 64, 32, Norm::Layer, 548);
    row(64, 128, 64, Norm::Batch, 1605);
    row(128, 8, 64, Norm::None, 1922);
    row(128, 32, 32, Norm::Layer, 1222);
    row(128, 64, 16, Norm::Batch, 901);
    row(128, 64, 32, Norm::None, 1272);
    row(256, 8, 16, Norm::Layer, 1101);
    row(256, 16, 32, Norm::None, 2649);
}

void MemoryEstimateTest::nearWhatWasMeasured() {
    QFETCH(int, imageSize);
    QFETCH(int, batchSize);
    QFETCH(int, channels);
    QFETCH(int, norm);
    QFETCH(double, measured);
    const TrainingConfig config = config_of(imageSize, batchSize, channels, static_cast<Norm>(norm));
    const double estimate = static_cast<double>(training_memory(config)) / 1e6;
    QVERIFY2(estimate > 0.9 * measured && estimate < 1.25 * measured, qPrintable(QString::number(estimate)));
}

void MemoryEstimateTest::growsWithEachSetting() {
    const TrainingConfig base = config_of(64, 64, 32, Norm::None);
    const std::uint64_t bytes = training_memory(base);
    TrainingConfig larger = base;
    larger.batch_size *= 2;
    QVERIFY(training_memory(larger) > bytes);
    larger = base;
    larger.image_size *= 2;
    QVERIFY(training_memory(larger) > 2 * bytes);
    larger = base;
    larger.critic_norm = Norm::Layer;
    QVERIFY(training_memory(larger) > bytes);
    larger = base;
    larger.generator_channels *= 8; // then the generator's update is the larger one
    QVERIFY(training_memory(larger) > 2 * bytes);
    larger = base;
    larger.latent_size = 4096;
    QVERIFY(training_memory(larger) > bytes);
}

void MemoryEstimateTest::theLargestBatchThatFits() {
    const TrainingConfig config = config_of(64, 128, 64, Norm::Layer);
    QCOMPARE(largest_batch_that_fits(config, UINT64_MAX), std::optional(128));
    QCOMPARE(largest_batch_that_fits(config, 1'000'000), std::optional<int>());
    for (const std::uint64_t bytes : {800'000'000ULL, 1'000'000'000ULL, 1'500'000'000ULL}) {
        TrainingConfig fitting = config;
        fitting.batch_size = largest_batch_that_fits(config, bytes).value();
        QVERIFY(fitting.batch_size >= 1 && fitting.batch_size < 128);
        QVERIFY(training_memory(fitting) <= bytes);
        ++fitting.batch_size;
        QVERIFY(training_memory(fitting) > bytes);
    }
    // One image alone has no batch to be normalised with.
    TrainingConfig two = config_of(64, 2, 64, Norm::Batch);
    QCOMPARE(largest_batch_that_fits(two, training_memory(two)), std::optional(2));
    QCOMPARE(largest_batch_that_fits(two, training_memory(two) - 1), std::optional<int>());
}

void MemoryEstimateTest::tooLittleIsToldBeforeTheStart() {
    const TrainingConfig config = config_of(64, 128, 64, Norm::Layer);
    const std::uint64_t needed = training_memory(config);
    QCOMPARE(detail_of(config, needed), std::string());
    QCOMPARE(detail_of(config, 0), std::string()); // unknown
    const int fits = largest_batch_that_fits(config, 1'000'000'000).value();
    QCOMPARE(detail_of(config, 1'000'000'000),
             "not enough memory: a batch of 128 images of 64 px needs about " + bytes_text(needed) +
                 ", and there is 1.0 GB; batch_size " + std::to_string(fits) + " fits");
    QCOMPARE(
        detail_of(config, 1'000'000),
        "not enough memory: a batch of 128 images of 64 px needs about " + bytes_text(needed) +
            ", and there is 1.0 MB; not even the smallest batch fits: choose a smaller image_size or fewer "
            "channels");
    QVERIFY(says(error_of([&] { require_memory(config, 1); }), ErrorKind::Memory, "1 byte;"));
}

void MemoryEstimateTest::otherDevicesAreNotRefused() {
    TrainingConfig huge = config_of(256, 4096, 256, Norm::Layer);
    const Device gpu{Device::Kind::Cuda, 0};
    QVERIFY(!error_of([&] { require_memory(huge, gpu); }));
    QVERIFY(says(error_of([&] {
                     require_memory(huge, Device{Device::Kind::Cpu, 0});
                 }),
                 ErrorKind::Memory, "4096 images"));
}

void MemoryEstimateTest::cudaMessages_data() {
    QTest::addColumn<QString>("message");
    QTest::addColumn<double>("wanted");
    QTest::addColumn<double>("total");
    QTest::addColumn<double>("free");
    QTest::addColumn<double>("held");
    QTest::newRow("1.13")
        << "CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 7.80 GiB total capacity; 6.2 GiB already "
           "allocated; 12.00 MiB free; 6.3 GiB reserved in total by PyTorch) If reserved memory is >> "
           "allocated "
           "memory try setting max_split_size_mb to avoid fragmentation."
        << 20 * kMiB << 7.8 * kGiB << 12 * kMiB << 6.3 * kGiB;
    QTest::newRow("1.13 with a limit of its own, and nothing free")
        << "CUDA out of memory. Tried to allocate 512 bytes (GPU 1; 79.15 GiB total capacity; 1.00 KiB "
           "already "
           "allocated; 0 bytes free; 4.00 GiB allowed; 2.00 MiB reserved in total by PyTorch)"
        << 512.0 << 79.15 * kGiB << 0.0 << 2 * kMiB;
    QTest::newRow("2.1")
        << "CUDA out of memory. Tried to allocate 2.00 GiB. GPU 0 has a total capacty of "
           "79.15 GiB of which 1.02 GiB is free. Process 123 has 78.12 GiB memory in use. Of "
           "the allocated memory 70.00 GiB is allocated by PyTorch, and 5.00 GiB is reserved "
           "by PyTorch but unallocated."
        << 2 * kGiB << 79.15 * kGiB << 1.02 * kGiB << 75 * kGiB;
    QTest::newRow("2.6")
        << "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 15.77 GiB of "
           "which "
           "8.38 MiB is free. Process 7 has 1.00 GiB memory in use. Including non-PyTorch memory, this "
           "process "
           "has 14.76 GiB memory in use. Of the allocated memory 14.01 GiB is allocated by PyTorch, with "
           "5.00 "
           "MiB allocated in private pools (e.g., CUDA Graphs), and 256.00 MiB is reserved by PyTorch but "
           "unallocated. If reserved but unallocated memory is large try setting "
           "PYTORCH_CUDA_ALLOC_CONF=expandable_segments:True to avoid fragmentation."
        << 20 * kMiB << 15.77 * kGiB << 8.38 * kMiB << 14.26 * kGiB;
    QTest::newRow("cut short") << "CUDA out of memory. Tried to allocate" << 0.0 << 0.0 << 0.0 << 0.0;
    QTest::newRow("odd figures") << "CUDA out of memory. Tried to allocate -1 GiB (GPU 0; 1e300 GiB total "
                                    "capacity; nan GiB free; 5 parsecs reserved in total by PyTorch)"
                                 << 0.0 << 0.0 << 0.0 << 0.0;
}

void MemoryEstimateTest::cudaMessages() {
    QFETCH(QString, message);
    QFETCH(double, wanted);
    QFETCH(double, total);
    QFETCH(double, free);
    QFETCH(double, held);
    const auto near = [](std::uint64_t actual, double expected) {
        return std::abs(static_cast<double>(actual) - expected) <= 2;
    };
    for (const QString& before : {QString(), QStringLiteral("out of memory (")}) {
        const auto fault = parse_cuda_memory_fault((before + message).toStdString());
        QVERIFY(fault);
        QVERIFY2(near(fault->wanted, wanted), qPrintable(QString::number(fault->wanted)));
        QVERIFY2(near(fault->total, total), qPrintable(QString::number(fault->total)));
        QVERIFY2(near(fault->free, free), qPrintable(QString::number(fault->free)));
        QVERIFY2(near(fault->held, held), qPrintable(QString::number(fault->held)));
    }
}

void MemoryEstimateTest::otherMessagesAreNotOfCuda() {
    for (const char* message :
         {"", "CUDA error: an illegal memory access was encountered", "CUDA error: out of memory",
          "DefaultCPUAllocator: can't allocate memory: you tried to allocate 512 bytes."})
        QVERIFY2(!parse_cuda_memory_fault(message), message);
}

void MemoryEstimateTest::whatLibTorchThrowsKeepsItsFigures() {
    const auto thrown = [](const char* message) {
        return error_of([&] { translate_torch_errors([&] { TORCH_CHECK(false, message); }); });
    };
    const auto error =
        thrown("CUDA out of memory. Tried to allocate 20.00 MiB (GPU 0; 7.80 GiB total capacity; 6.20 "
               "GiB already allocated; 12.00 MiB free; 6.30 GiB reserved in total by PyTorch)");
    QVERIFY(error && error->kind() == ErrorKind::Memory);
    const auto fault = parse_cuda_memory_fault(error->detail());
    QVERIFY(fault && fault->held == static_cast<std::uint64_t>(6.3 * kGiB));
    QVERIFY(thrown("cuDNN error: CUDNN_STATUS_ALLOC_FAILED")->kind() == ErrorKind::Memory);
    QVERIFY(thrown("DefaultCPUAllocator: can't allocate memory: you tried to allocate 8 bytes.")->kind() ==
            ErrorKind::Memory);
    QVERIFY(thrown("Expected 4-dimensional input")->kind() == ErrorKind::Internal);
}

void MemoryEstimateTest::otherErrorsStayAsTheyAre() {
    const TrainingConfig config = config_of(64, 128, 64, Norm::Layer);
    const Error disk(ErrorKind::Disk, "a", "CUDA out of memory. Tried to allocate 1.00 GiB");
    QVERIFY(explain_memory_error(config, disk).kind() == ErrorKind::Disk);
    QCOMPARE(explain_memory_error(config, disk).detail(), disk.detail());
    const std::optional<Error> told = error_of([&] { require_memory(config, 1'000'000'000); });
    QVERIFY(told.has_value());
    QVERIFY(explain_memory_error(config, *told).reason() == told->reason());
}

void MemoryEstimateTest::anErrorOfTheDeviceSaysWhatWouldFit() {
    const TrainingConfig config = config_of(64, 128, 64, Norm::Layer);
    const Error error = explain_memory_error(
        config,
        cuda_error("CUDA out of memory. Tried to allocate 100.00 MiB (GPU 0; 0.95 GiB total capacity; "
                   "0.90 GiB already allocated; 0.01 GiB free; 0.92 GiB reserved in total by PyTorch)"));
    QVERIFY(error.kind() == ErrorKind::Memory);
    QCOMPARE(error.path(), std::filesystem::path("run"));
    const int fits = largest_batch_that_fits(config, static_cast<std::uint64_t>(0.9 * 0.93 * kGiB)).value();
    QVERIFY(fits > 1 && fits < 128);
    QCOMPARE(error.detail(), "not enough memory: a batch of 128 images of 64 px needs about " +
                                 bytes_text(training_memory(config)) + ", and there is 999 MB; batch_size " +
                                 std::to_string(fits) + " fits");
}

void MemoryEstimateTest::whatTheDeviceTookCountsWhereTheEstimateWasLower() {
    const TrainingConfig config = config_of(64, 128, 64, Norm::Layer);
    const Error error = explain_memory_error(
        config,
        cuda_error("CUDA out of memory. Tried to allocate 4.00 GiB (GPU 0; 16.00 GiB total capacity; "
                   "12.00 GiB already allocated; 0.50 GiB free; 15.00 GiB reserved in total by PyTorch)"));
    const auto share = 0.9 * 15.5 / 19;
    const int fits =
        largest_batch_that_fits(
            config, static_cast<std::uint64_t>(share * static_cast<double>(training_memory(config))))
            .value();
    QVERIFY(fits > 64 && fits < 128);
    QCOMPARE(error.detail(),
             "not enough memory: a batch of 128 images of 64 px needs about 20 GB, and there is "
             "17 GB; batch_size " +
                 std::to_string(fits) + " fits");
}

void MemoryEstimateTest::aDeviceThatIsTooSmallForAnyBatchSaysSo() {
    const Error error = explain_memory_error(
        config_of(256, 64, 64, Norm::None),
        cuda_error(
            "CUDA out of memory. Tried to allocate 20.00 MiB. GPU 0 has a total capacity of 1.00 GiB of "
            "which 8.00 MiB is free. Of the allocated memory 500.00 MiB is allocated by PyTorch, and 0 "
            "bytes is reserved by PyTorch but unallocated."));
    QVERIFY2(error.detail().ends_with(
                 ", and there is 533 MB; not even the smallest batch fits: choose a smaller image_size or "
                 "fewer channels"),
             error.what());
}

void MemoryEstimateTest::anErrorWithoutFiguresOffersHalf() {
    // This machine has enough for them, so that some other limit was met.
    const Error plain(ErrorKind::Memory, "run",
                      "out of memory; a smaller batch_size or image_size needs less");
    TrainingConfig config = config_of(16, 8, 8, Norm::None);
    const Error error = explain_memory_error(config, plain);
    QCOMPARE(error.detail(),
             std::string("not enough memory for a batch of 8 images of 16 px; batch_size 4 may fit"));
    QCOMPARE(explain_memory_error(config, error).detail(), error.detail()); // once is enough
    config.batch_size = 1;
    QCOMPARE(explain_memory_error(config, plain).detail(),
             std::string("not enough memory for a batch of 1 image of 16 px; choose a smaller image_size or "
                         "fewer channels"));
    // Nothing is known of that device.
    TrainingConfig huge = config_of(256, 4096, 256, Norm::None);
    for (const char* message : {"CUDA error: out of memory", "cuDNN error: CUDNN_STATUS_ALLOC_FAILED"})
        QCOMPARE(
            explain_memory_error(huge, cuda_error(message)).detail(),
            std::string("not enough memory for a batch of 4096 images of 256 px; batch_size 2048 may fit"));
    // Fragmented: there is enough, but not in one piece.
    QCOMPARE(
        explain_memory_error(config_of(16, 8, 8, Norm::None),
                             cuda_error("CUDA out of memory. Tried to allocate 1.00 MiB (GPU 0; 8.00 GiB "
                                        "total capacity; 1.00 GiB already allocated; 2.00 GiB free; 1.00 "
                                        "GiB reserved in total by PyTorch)"))
            .detail(),
        error.detail());
}

void MemoryEstimateTest::bytesAsText() {
    QCOMPARE(bytes_text(0), std::string("0 bytes"));
    QCOMPARE(bytes_text(1), std::string("1 byte"));
    QCOMPARE(bytes_text(999), std::string("999 bytes"));
    QCOMPARE(bytes_text(1500), std::string("1.5 kB"));
    QCOMPARE(bytes_text(12'345'678), std::string("12 MB"));
    QCOMPARE(bytes_text(999'600'000), std::string("1.0 GB"));
    QCOMPARE(bytes_text(UINT64_MAX), std::string("18 EB"));
}

WASSERFARBE_TEST(MemoryEstimateTest)

} // namespace wasserfarbe::test::memory_estimate_test

#include "memory_estimate_test.moc"
