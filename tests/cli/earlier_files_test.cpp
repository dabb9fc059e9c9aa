// What the version 0.1.0 of December 2026 left on a disk still opens; see reference/README.md.

#include <fstream>
#include <sstream>

#include "model/dataset/picture_index.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/metrics_log.h"
#include "model/run/run_list.h"
#include "model/weights/model_file.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::earlier_files_test {

namespace {

const fs::path kEarlier = SOURCE_FOLDER "/tests/reference/earlier";

std::string text_of(const fs::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
}

} // namespace

class EarlierFilesTest : public QObject, private CliFixture {
    Q_OBJECT

private Q_SLOTS:
    void initTestCase() { make_cache(); }
    /// A run of 2 epochs of 6 steps on 24 faces, as it was, but for where its pictures lie.
    void init() {
        make_folder();
        run_well({"faces", "--out", "faces", "--count", "24", "--size", "20"});
        fs::copy(kEarlier / "run", path("run"), fs::copy_options::recursive);
        std::string record = text_of(path("run") / "run.json");
        const std::string placeholder = "@FACES@";
        const std::size_t place = record.find(placeholder);
        QVERIFY(place != std::string::npos);
        record.replace(place, placeholder.size(), path("faces").string());
        std::ofstream(path("run") / "run.json", std::ios::binary) << record;
    }

    void aRunIsListed() {
        const std::vector<RunSummary> runs = list_runs(path(""));
        QCOMPARE(runs.size(), std::size_t{1});
        QVERIFY2(runs[0].record, runs[0].error ? runs[0].error->what() : "");
        QCOMPARE(runs[0].record->step, std::int64_t{12});
        QCOMPARE(runs[0].record->config.image_size, kSize);
        QCOMPARE(read_metrics(RunDirectory(path("run")).metrics_path()).size(), std::size_t{12});
    }

    void itsImagesSayWhereTheyComeFrom() {
        const std::optional<ImageOrigin> origin =
            parse_origin(read_png(path("run") / "previews" / "epoch-000002.png").text);
        QVERIFY(origin);
        QCOMPARE(origin->epoch, 2);
        QCOMPARE(origin->step, std::int64_t{12});
        QCOMPARE(origin->latents.count, 4);
    }

    void itsCheckpointOpens() {
        const ModelFile model(RunDirectory(path("run")).newest_checkpoint());
        QCOMPARE(model.info().step, std::int64_t{12});
        QCOMPARE(model.info().epoch, 2);
        run_well({"inspect", "run"});
        run_well({"sample", "--model", "run", "--out", "samples.png", "--count", "3"});
    }

    void itGoesOn() {
        run_well({"resume", "--run", "run", "--epochs", "4"});
        const RunRecord record = RunDirectory(path("run")).read_record();
        QCOMPARE(record.step, std::int64_t{24});
        QCOMPARE(read_metrics(RunDirectory(path("run")).metrics_path()).size(), std::size_t{24});
        QVERIFY(fs::exists(path("run") / "checkpoints" / "epoch-000002.safetensors")); // it was pinned
        run_well({"branch", "run", "--run", "branch", "--epochs", "1"});
    }

    void theIndexOfACache() {
        const std::string text = text_of(kEarlier / "picture-index");
        const PictureIndex index =
            parse_picture_index({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()});
        QCOMPARE(index.entries.size(), std::size_t{24});
        QCOMPARE(index.settings.image_size, kSize);
        for (const PictureIndex::Entry& entry : index.entries)
            QVERIFY2(entry.slot >= 0 && entry.picture.report.usable(), entry.picture.name.c_str());
    }
};

WASSERFARBE_TEST(EarlierFilesTest)

} // namespace wasserfarbe::test::earlier_files_test

#include "earlier_files_test.moc"
