#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "app/export/export_plan.h"
#include "app/export/export_samples.h"
#include "app/export/export_work.h"
#include "app/export/image_origins.h"
#include "model/dataset/fit_image.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/run_directory.h"
#include "model/types/image_scale.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/patience.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::export_test {

namespace fs = std::filesystem;

namespace {

constexpr int kLatentSize = 8;
constexpr int kImageSize = 16;

const ModelSource kSource{"/runs/faces-1/checkpoints/epoch-000012.safetensors", Weights::Averaged, false, 12,
                          750};

ExportImages someImages(int count, const std::shared_ptr<FakeRenderer>& renderer) {
    ExportImages images;
    images.renderer = renderer;
    images.source = kSource;
    images.latents = seeded_latents(3, count, renderer->latentSize());
    images.seed = 3;
    images.description = QStringLiteral("seed 3");
    return images;
}

ExportPath somePath(const std::shared_ptr<FakeRenderer>& renderer, int steps = 4) {
    ExportPath path;
    path.renderer = renderer;
    path.source = kSource;
    path.ends = seeded_latents(5, 2, renderer->latentSize());
    path.axes.steps = steps;
    path.axes.split = 3;
    path.axes.interpolation = Interpolation::Spherical;
    path.description = QStringLiteral("A to B");
    return path;
}

std::shared_ptr<FakeRenderer> fakeRenderer(std::shared_ptr<FakeRenderer::Gate> gate = {}) {
    return std::make_shared<FakeRenderer>(kLatentSize, kImageSize, std::uint8_t{7}, std::move(gate));
}

bool always(int, int) {
    return true;
}

ExportShape imagesShape(int count, int size = 64) {
    return {ExportShape::Of::Images, count, size, size, 0};
}

template <typename Work>
std::optional<Error> errorOf(Work&& work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    return {};
}

} // namespace

class ExportTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
    }

    void aSheetIsPlannedAsMakeGridLaysItOut_data();
    void aSheetIsPlannedAsMakeGridLaysItOut();
    void plansSaysWhatIsMade();
    void plansNameWhatIsImpossible() {
        ExportOptions options;
        QCOMPARE(planExport(imagesShape(0), options).problem, ExportProblem::Nothing);
        options.layout = {100, 0, 0.0};
        QCOMPARE(planExport(imagesShape(100, 163), options).problem, ExportProblem::None); // 16,300
        QCOMPARE(planExport(imagesShape(100, 164), options).problem, ExportProblem::TooLarge);
        options.layout.columns = 1;
        QCOMPARE(planExport(imagesShape(10'000, 64), options).problem, ExportProblem::TooLarge);
        options.kind = ExportKind::Film;
        QCOMPARE(planExport({ExportShape::Of::Path, 4, 1, 1, 2}, options).problem,
                 ExportProblem::FilmTooSmall);
    }
    void aFilmGoesFromAToBAndBack() {
        QCOMPARE(filmPlaces(3, false), (std::vector<double>{0, 0.5, 1}));
        QCOMPARE(filmPlaces(3, true), (std::vector<double>{0, 0.5, 1, 0.5}));
        QCOMPARE(filmPlaces(2, true), (std::vector<double>{0, 1}));
        QCOMPARE(filmPlaces(60, false).size(), std::size_t{60});
    }
    void namesThatExistAreNotTaken();
    void imagesComeBackWithTheirLatents();
    void aSheetComesBackWithItsLatents();
    void aSmoothSheetKeepsItsPaddingSharp();
    void theGridComesBackWithItsAxes();
    void aSequenceRunsFromAToB();
    void aFilmHasItsFrames() {
        ExportOptions options;
        options.kind = ExportKind::Film;
        options.frames = 6;
        options.thereAndBack = true;
        options.scale = 4;
        const auto result = runExport({somePath(fakeRenderer()), options, path("film.mp4")}, always);
        QVERIFY(result);
        QCOMPARE(result->frames, 10);
        QCOMPARE(result->path, path("film.mp4"));
        QVERIFY(fs::file_size(path("film.mp4")) > 100);
        QCOMPARE(test::names_in(folder_->path().toStdString()), std::vector<std::string>{"film.mp4"});
    }
    void nothingIsWrittenOver();
    void theEpochsBecomeAFilm();
    void aPreviewKeepsItsOrigin();
    void foldersThatCanNotBeSayWhy();
    void whatIsTooLargeIsRefusedBeforeAnythingIsRendered() {
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        ExportOptions options;
        options.layout.columns = 1;
        options.scale = 8;
        const auto error = errorOf([&] {
            runExport({someImages(200, fakeRenderer(gate)), options, path("sheet.png")}, always);
        });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::Usage);
        QCOMPARE(gate->begun(), std::int64_t{0});
    }
    void whatIsEndedEarlyLeavesNothing();
    void whatFailsLeavesNothing() {
        const auto renderer = fakeRenderer();
        renderer->failing = Error(ErrorKind::Memory, "out of memory");
        ExportOptions options;
        options.kind = ExportKind::Images;
        const auto error = errorOf([&] {
            runExport({someImages(3, renderer), options, path("out")}, always);
        });
        QVERIFY(error);
        QCOMPARE(error->kind(), ErrorKind::Memory);
        QVERIFY(!fs::exists(path("out")));
    }
    void samplesShowTheSource();

private:
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }
    /// A run's folder with previews of two epochs, one asked for within, and a damaged one.
    fs::path runWithPreviews() const;

    std::unique_ptr<QTemporaryDir> folder_;
};

void ExportTest::aSheetIsPlannedAsMakeGridLaysItOut_data() {
    QTest::addColumn<int>("count");
    QTest::addColumn<int>("columns");
    QTest::addColumn<int>("padding");
    QTest::newRow("one image has no padding") << 1 << 8 << 5;
    QTest::newRow("fewer than a row") << 3 << 8 << 2;
    QTest::newRow("whole rows") << 16 << 8 << 2;
    QTest::newRow("a torn row") << 17 << 8 << 0;
    QTest::newRow("one column") << 5 << 1 << 3;
}

void ExportTest::aSheetIsPlannedAsMakeGridLaysItOut() {
    QFETCH(int, count);
    QFETCH(int, columns);
    QFETCH(int, padding);
    ExportOptions options;
    options.layout = {columns, padding, 0.5};
    options.scale = 3;
    const ExportPlan plan = planExport(imagesShape(count, 10), options);
    const std::vector<Image> images(static_cast<std::size_t>(count), Image(10, 10));
    const Image sheet = make_grid(images, options.layout);
    QCOMPARE(plan.width, std::int64_t{sheet.width} * 3);
    QCOMPARE(plan.height, std::int64_t{sheet.height} * 3);
    QCOMPARE(plan.files, 1);
    QVERIFY(!plan.intoFolder);
}

void ExportTest::plansSaysWhatIsMade() {
    ExportOptions options;
    options.kind = ExportKind::Images;
    options.scale = 2;
    ExportPlan plan = planExport(imagesShape(40), options);
    QCOMPARE(plan.files, 40);
    QCOMPARE(plan.width, std::int64_t{128});
    QVERIFY(plan.intoFolder);
    QVERIFY(!planExport(imagesShape(1), options).intoFolder);

    options.kind = ExportKind::Film;
    options.frames = 60;
    options.framesPerSecond = 24;
    options.thereAndBack = true;
    plan = planExport({ExportShape::Of::Path, 121, 64, 64, 11}, options);
    QCOMPARE(plan.frames, 118);
    QCOMPARE(plan.files, 1);
    QCOMPARE(plan.seconds, 118.0 / 24);

    plan = planExport({ExportShape::Of::Previews, 13, 300, 200, 0}, options);
    QCOMPARE(plan.frames, 13);
    QCOMPARE(plan.height, std::int64_t{400});
}

void ExportTest::namesThatExistAreNotTaken() {
    QCOMPARE(freePath(path("a.png")), path("a.png"));
    std::ofstream(path("a.png")) << "x";
    QCOMPARE(freePath(path("a.png")), path("a-2.png"));
    std::ofstream(path("a-2.png")) << "x";
    QCOMPARE(freePath(path("a.png")), path("a-3.png"));
    const fs::path folder = folder_->path().toStdString();
    QCOMPARE(freeSeries(folder, "a"), std::string("a-2")); // "a-2.png" may be of a series "a"
    QCOMPARE(freeSeries(folder, "b"), std::string("b"));
    QCOMPARE(seriesName("b", 0, 12), std::string("b-0001.png"));
    QCOMPARE(seriesName("b", 11'999, 12'000), std::string("b-12000.png"));
    QCOMPARE(exportStem(someImages(1, fakeRenderer()), ExportKind::Images), std::string("faces-1-images"));
    QCOMPARE(exportStem(ExportPreviews{"/runs/faces-1", 0}, ExportKind::Film), std::string("faces-1-epochs"));
}

void ExportTest::imagesComeBackWithTheirLatents() {
    const auto renderer = fakeRenderer();
    const ExportImages images = someImages(20, renderer);
    ExportOptions options;
    options.kind = ExportKind::Images;
    options.scale = 2;
    const auto result = runExport({images, options, path("out/deeper")}, always);
    QVERIFY(result);
    QCOMPARE(result->files, 20);
    QCOMPARE(test::names_in(path("out/deeper")).size(), std::size_t{20});
    for (const int row : {0, 19}) {
        const PngFile file = read_png(path("out/deeper") / seriesName("faces-1-images", row, 20));
        QVERIFY(file.image == enlarge_nearest(renderer->paint(images.latents.row(row)), 2));
        const std::optional<ImageOrigin> origin = parse_origin(file.text);
        QVERIFY(origin);
        QCOMPARE(origin->latents.count, 1);
        QVERIFY(std::ranges::equal(origin->latents.row(0), images.latents.row(row)));
        QCOMPARE(origin->model, kSource.path);
        QCOMPARE(origin->epoch, 12);
        QCOMPARE(origin->scale, 2);
        QCOMPARE(origin->image_size, kImageSize);
        QCOMPARE(origin->seed.has_value(), row == 0); // others are not a seed's first
    }
}

void ExportTest::aSheetComesBackWithItsLatents() {
    const auto renderer = fakeRenderer();
    const ExportImages images = someImages(7, renderer);
    ExportOptions options;
    options.layout = {3, 2, 0.5};
    options.scale = 4;
    const auto result = runExport({images, options, path("sheet.png")}, always);
    QVERIFY(result);
    QCOMPARE(result->path, path("sheet.png"));
    const PngFile file = read_png(path("sheet.png"));
    std::vector<Image> cells;
    for (int row = 0; row < 7; ++row)
        cells.push_back(renderer->paint(images.latents.row(row)));
    QVERIFY(file.image == enlarge_nearest(make_grid(cells, options.layout), 4));
    const std::optional<ImageOrigin> origin = parse_origin(file.text);
    QVERIFY(origin);
    QCOMPARE(origin->latents, images.latents);
    QCOMPARE(origin->layout, options.layout);
    QCOMPARE(origin->scale, 4);
    QCOMPARE(origin->seed, std::optional<std::uint64_t>(3));
    QVERIFY(!origin->axes);
}

void ExportTest::aSmoothSheetKeepsItsPaddingSharp() {
    ExportOptions options;
    options.layout = {2, 3, 1.0};
    options.scale = 2;
    options.smooth = true;
    const auto renderer = fakeRenderer();
    const ExportImages images = someImages(4, renderer);
    QVERIFY(runExport({images, options, path("sheet.png")}, always));
    const Image sheet = read_png(path("sheet.png")).image;
    QCOMPARE(std::int64_t{sheet.width}, planExport(shapeOf(ExportSource(images)), options).width);
    for (int x = 0; x < sheet.width; ++x)
        QCOMPARE(sheet.row(2 * 3 - 1)[3 * x], std::uint8_t{255}); // the last line of the padding
    const Image first = enlarge_smooth(renderer->paint(images.latents.row(0)), 2);
    QVERIFY(std::equal(first.row(0), first.row(0) + first.row_bytes(), sheet.row(6) + 3 * 6));
}

void ExportTest::theGridComesBackWithItsAxes() {
    const ExportPath source = somePath(fakeRenderer());
    ExportOptions options;
    options.layout = {99, 1, 0.0}; // the grid has columns of its own
    QVERIFY(runExport({source, options, path("grid.png")}, always));
    const PngFile file = read_png(path("grid.png"));
    QCOMPARE(file.image.width, 5 * (kImageSize + 1) + 1);
    QCOMPARE(file.image.height, file.image.width);
    const std::optional<ImageOrigin> origin = parse_origin(file.text);
    QVERIFY(origin && origin->axes);
    QCOMPARE(origin->latents, source.ends);
    QCOMPARE(*origin->axes, source.axes);
    QCOMPARE(origin->layout.columns, 5);
}

void ExportTest::aSequenceRunsFromAToB() {
    const auto renderer = fakeRenderer();
    const ExportPath source = somePath(renderer);
    ExportOptions options;
    options.kind = ExportKind::Sequence;
    options.frames = 5;
    const auto result = runExport({source, options, path("frames")}, always);
    QVERIFY(result);
    QCOMPARE(result->files, 5);
    const auto frame = [&](int i) { return read_png(path("frames") / seriesName("faces-1-a-to-b", i, 5)); };
    QVERIFY(frame(0).image == renderer->paint(source.ends.row(0)));
    QVERIFY(frame(4).image == renderer->paint(source.ends.row(1)));
    const std::vector<float> middle =
        two_axis_latent(source.ends.row(0), source.ends.row(1), 0.5, 0.5, source.axes);
    QCOMPARE(parse_origin(frame(2).text)->latents.values, middle);
}

void ExportTest::nothingIsWrittenOver() {
    std::ofstream(path("sheet.png")) << "precious";
    const ExportImages images = someImages(2, fakeRenderer());
    auto result = runExport({images, {}, path("sheet.png")}, always);
    QVERIFY(result);
    QCOMPARE(result->path, path("sheet-2.png"));
    QCOMPARE(test::file_bytes(path("sheet.png")), QByteArray("precious"));
    result = runExport({images, {}, path("sheet.png"), true}, always);
    QCOMPARE(result->path, path("sheet.png"));
    QVERIFY(parse_origin(read_png(path("sheet.png")).text));

    ExportOptions options;
    options.kind = ExportKind::Images;
    QVERIFY(runExport({images, options, path("out")}, always));
    QVERIFY(runExport({images, options, path("out")}, always));
    QCOMPARE(test::names_in(path("out")),
             (std::vector<std::string>{"faces-1-images-0001.png", "faces-1-images-0002.png",
                                       "faces-1-images-2-0001.png", "faces-1-images-2-0002.png"}));
}

fs::path ExportTest::runWithPreviews() const {
    const RunDirectory run(path("faces-1"));
    run.create();
    ImageOrigin origin = originOf(kSource, kImageSize, seeded_latents(1, 4, kLatentSize), "previews");
    origin.layout = {2, 2, 0.0};
    for (const int epoch : {0, 1, 2})
        write_png(run.preview_path(epoch), Image(160, 120, static_cast<std::uint8_t>(80 * epoch)),
                  to_text_chunks(origin));
    write_png(run.preview_path(1, 15), Image(160, 120, 9));
    std::ofstream(run.preview_path(3)) << "no PNG";
    write_png(run.preview_path(4), Image(20, 20, 9));
    return run.path();
}

void ExportTest::theEpochsBecomeAFilm() {
    ExportOptions options;
    options.kind = ExportKind::Film;
    options.framesPerSecond = 4;
    int most = 0;
    const auto result =
        runExport({ExportPreviews{runWithPreviews(), 0}, options, path("epochs.mp4")}, [&](int done, int) {
            most = std::max(most, done);
            return true;
        });
    QVERIFY(result);
    QCOMPARE(result->frames, 3);
    QCOMPARE(result->skipped, 2); // the damaged one, and the one of another size
    QCOMPARE(most, 3);            // the last that was read; later ones were skipped
    QVERIFY(fs::exists(path("epochs.mp4")));

    const RunDirectory bare(path("bare"));
    bare.create();
    const auto error = errorOf([&] {
        runExport({ExportPreviews{bare.path(), 0}, options, path("x.mp4")}, always);
    });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::Data);
    QVERIFY(!fs::exists(path("x.mp4")));
}

void ExportTest::aPreviewKeepsItsOrigin() {
    ExportOptions options;
    options.kind = ExportKind::Preview;
    options.scale = 3;
    const auto result =
        runExport({ExportPreviews{runWithPreviews(), 1}, options, path("preview.png")}, always);
    QVERIFY(result);
    const PngFile file = read_png(path("preview.png"));
    QCOMPARE(file.image.width, 480);
    QCOMPARE(file.image.pixels.front(), std::uint8_t{80});
    const std::optional<ImageOrigin> origin = parse_origin(file.text);
    QVERIFY(origin);
    QCOMPARE(origin->scale, 3);
    QCOMPARE(origin->latents, seeded_latents(1, 4, kLatentSize));
}

void ExportTest::foldersThatCanNotBeSayWhy() {
    std::ofstream(path("file")) << "x";
    ExportOptions options;
    options.kind = ExportKind::Images;
    const ExportImages images = someImages(2, fakeRenderer());
    for (const char* target : {"file", "file/below"}) {
        const auto error = errorOf([&] { runExport({images, options, path(target)}, always); });
        QVERIFY2(error, target);
        QCOMPARE(error->kind(), ErrorKind::Disk);
        QCOMPARE(error->path(), path(target));
        QVERIFY(!error->detail().empty());
    }
    options.kind = ExportKind::Sheet;
    const auto error = errorOf([&] { runExport({images, options, path("missing/sheet.png")}, always); });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::Disk);
    QVERIFY(!error->path().empty());
}

void ExportTest::whatIsEndedEarlyLeavesNothing() {
    for (const ExportKind kind : {ExportKind::Images, ExportKind::Film, ExportKind::Sheet}) {
        ExportOptions options;
        options.kind = kind;
        options.frames = 100;
        options.layout.columns = 10;
        const fs::path target = path(kind == ExportKind::Images ? "new/out"
                                     : kind == ExportKind::Film ? "f.mp4"
                                                                : "s.png");
        const auto gate = std::make_shared<FakeRenderer::Gate>();
        const auto renderer = fakeRenderer(gate);
        const ExportSource source = kind == ExportKind::Film ? ExportSource(somePath(renderer))
                                                             : ExportSource(someImages(100, renderer));
        bool begun = false;
        const auto untilForty = [&](int done, int) {
            begun = begun || (fs::is_directory(target) && !fs::is_empty(target)); // some are written
            return done < 40;
        };
        QVERIFY(!runExport({source, options, target}, untilForty));
        QCOMPARE(begun, kind == ExportKind::Images);
        QVERIFY(gate->begun() < 100); // what is not wanted any more is not rendered
        QVERIFY2(fs::is_empty(folder_->path().toStdString()), target.c_str());
    }
}

void ExportTest::samplesShowTheSource() {
    const auto renderer = fakeRenderer();
    ExportSample sample = readExportSample(someImages(500, renderer), [] { return true; });
    QCOMPARE(static_cast<int>(sample.images.size()), kSampleImages);
    QCOMPARE(sample.shape, imagesShape(500, kImageSize));
    sample = readExportSample(somePath(renderer, 40), [] { return true; });
    QCOMPARE(static_cast<int>(sample.images.size()), kSampleImages);
    QCOMPARE(sample.shape.columns, 41);
    sample = readExportSample(ExportPreviews{runWithPreviews(), 2}, [] { return true; });
    QCOMPARE(sample.shape, (ExportShape{ExportShape::Of::Previews, 5, 160, 120, 0}));
    QCOMPARE(sample.images.size(), std::size_t{1});

    const auto error = errorOf([&] {
        readExportSample(ExportPreviews{path("nowhere"), 0}, [] { return true; });
    });
    QVERIFY(error);
    QCOMPARE(error->kind(), ErrorKind::Data);
}

WASSERFARBE_TEST(ExportTest)

} // namespace wasserfarbe::test::export_test

#include "export_test.moc"
