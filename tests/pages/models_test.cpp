#include <cerrno>
#include <map>
#include <mutex>
#include <semaphore>
#include <set>

#include <QAbstractItemModelTester>
#include <QPushButton>
#include <QSignalSpy>
#include <QTreeWidget>
#include <QtTest>

#include "app/pages/data/classes_section.h"
#include "app/pages/data/picture_model.h"
#include "app/pages/data/skipped_list.h"
#include "app/pages/runs/run_model.h"
#include "app/pages/runs/run_reader.h"
#include "tests/support/control_support.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/figures.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe::test::models_test {

namespace {

SharedScan fakeScan(int count) {
    FolderScan scan;
    scan.folder = "/pictures";
    for (int i = 0; i < count; ++i)
        scan.files.emplace_back("/pictures/" + std::to_string(i) + ".png");
    return std::make_shared<const FolderScan>(std::move(scan));
}

int numberOf(const std::filesystem::path& file) {
    return std::stoi(file.stem().string());
}

SeenOptions optionsOfSize(int size) {
    SeenOptions options;
    options.size = size;
    return options;
}

/// What a check would say of these files: all usable, with the findings given by number.
std::shared_ptr<FolderCheck> fakeCheck(const FolderScan& scan, const std::map<int, Findings>& findings) {
    auto check = std::make_shared<FolderCheck>();
    for (std::size_t i = 0; i < scan.files.size(); ++i) {
        PreparedPicture picture;
        picture.name = name_below(scan.folder, scan.files[i]);
        picture.report.size = {40, 30};
        if (const auto found = findings.find(static_cast<int>(i)); found != findings.end())
            picture.report.findings = found->second;
        if (!picture.report.usable())
            picture.report.reason = Reason{ErrorCode::FileEmpty, {}};
        check->report.files.push_back(picture);
        check->reported.push_back(static_cast<std::int32_t>(i));
    }
    return check;
}

LoadedPicture smallPicture(const PictureSource&, const SeenOptions&) {
    LoadedPicture picture;
    picture.picture = QImage(4, 4, QImage::Format_RGB888);
    picture.seen = QImage(2, 2, QImage::Format_RGB888);
    picture.size = QSize(4, 4);
    return picture;
}

RunItem fakeRun(const std::string& name, int epoch) {
    RunItem run;
    run.summary.path = "/runs/" + name;
    run.summary.record = RunRecord();
    run.summary.record->epoch = epoch;
    run.summary.record->preset = "quick";
    run.summary.record->data = "/pictures/faces/";
    run.summary.record->started = "2024-05-01T10:00:00Z";
    run.summary.record->state = RunState::Finished;
    return run;
}

QString cell(const QAbstractItemModel& model, int row, int column) {
    return model.index(row, column).data().toString();
}

} // namespace

class ModelsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void picturesAreLoadedOnlyWhereWanted() {
        std::mutex mutex;
        std::set<int> loaded;
        PictureModel model([&](const PictureSource& source, const SeenOptions&) {
            const std::lock_guard lock(mutex);
            loaded.insert(numberOf(source.file));
            LoadedPicture picture;
            picture.picture = QImage(4, 4, QImage::Format_RGB888);
            picture.seen = QImage(2, 2, QImage::Format_RGB888);
            picture.size = QSize(4, 4);
            return picture;
        });
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setScan(fakeScan(100000));
        QCOMPARE(model.rowCount(), 100000);
        QVERIFY(!model.index(50000).data(Qt::DecorationRole).isValid());
        model.want(50000, 50009);
        WAIT_UNTIL(model.index(50009).data(Qt::DecorationRole).isValid());
        WAIT_UNTIL(model.index(49990).data(Qt::DecorationRole).isValid()); // the margin
        QCOMPARE(model.index(50000).data(PictureModel::SeenRole).value<QImage>().size(), QSize(2, 2));
        QVERIFY(model.index(50000).data(Qt::ToolTipRole).toString().contains("4"));
        const std::lock_guard lock(mutex);
        QCOMPARE(loaded.size(), std::size_t{30});
        QCOMPARE(*loaded.begin(), 49990);
        QCOMPARE(*loaded.rbegin(), 50019);
    }

    void newerWishesReplaceOlderOnes() {
        std::counting_semaphore<1000> gate(0);
        std::mutex mutex;
        std::set<int> loaded;
        PictureModel model([&](const PictureSource& source, const SeenOptions&) {
            gate.acquire();
            const std::lock_guard lock(mutex);
            loaded.insert(numberOf(source.file));
            LoadedPicture picture;
            picture.picture = QImage(4, 4, QImage::Format_RGB888);
            return picture;
        });
        model.setScan(fakeScan(100000));
        model.want(0, 99);
        model.want(500, 500);
        gate.release(500);
        WAIT_UNTIL(model.index(500).data(Qt::DecorationRole).isValid());
        WAIT_UNTIL(model.index(499).data(Qt::DecorationRole).isValid());
        const std::lock_guard lock(mutex);
        QVERIFY(loaded.size() <= 5); // the three wanted, and what was begun before
    }

    void anotherLookIsLoadedAnew() {
        PictureModel model([](const PictureSource&, const SeenOptions& options) {
            LoadedPicture picture;
            picture.picture = QImage(4, 4, QImage::Format_RGB888);
            picture.seen = QImage(options.size, options.size, QImage::Format_RGB888);
            return picture;
        });
        model.setScan(fakeScan(10));
        model.want(0, 9);
        const auto seenWidth = [&] {
            return model.index(3).data(PictureModel::SeenRole).value<QImage>().width();
        };
        WAIT_UNTIL_EQUAL(seenWidth(), 32);
        model.setSeenOptions(optionsOfSize(64));
        WAIT_UNTIL_EQUAL(seenWidth(), 64);
    }

    void brokenPicturesAreTold() {
        PictureModel model([](const PictureSource&, const SeenOptions&) {
            LoadedPicture picture;
            picture.trouble = Reason{ErrorCode::FileEmpty, {}};
            return picture;
        });
        QSignalSpy trouble(&model, &PictureModel::troubleFound);
        model.setScan(fakeScan(1));
        model.want(0, 0);
        WAIT_UNTIL_EQUAL(trouble.size(), 1);
        QVERIFY(!model.index(0).data(ThumbnailWall::TroubleRole).toString().isEmpty());
        model.want(0, 0);
        model.setSeenOptions(optionsOfSize(64));
        QCOMPARE(trouble.size(), 1);
        model.setScan(fakeScan(1)); // another folder knows nothing of it
        QVERIFY(model.index(0).data(ThumbnailWall::TroubleRole).toString().isEmpty());
    }

    void oneKindIsShownAlone() {
        PictureModel model(smallPicture);
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const SharedScan scan = fakeScan(100);
        model.setScan(scan);
        model.setCheck(fakeCheck(*scan, {{7, {Finding::Grey}}, {50, {Finding::Grey, Finding::Alpha}}}));
        QCOMPARE(model.rowCount(), 100);
        model.setShownKind(Finding::Grey);
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(model.name(1), std::string("50.png"));
        QVERIFY(model.index(1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("40 × 30")));
        QVERIFY(model.index(1).data(Qt::ToolTipRole).toString().contains(QStringLiteral("Transparent")));
        model.want(0, 1);
        WAIT_UNTIL(model.index(1).data(Qt::DecorationRole).isValid());
        // The next check, with other settings, finds one less.
        model.setCheck(fakeCheck(*scan, {{50, {Finding::Grey}}}));
        QCOMPARE(model.rowCount(), 1);
        QVERIFY(model.index(0).data(Qt::DecorationRole).isValid()); // what was loaded is kept
        model.setShownKind({});
        QCOMPARE(model.rowCount(), 100);
        model.setShownKind(Finding::Cmyk);
        QCOMPARE(model.rowCount(), 0);
        model.setScan(fakeScan(3)); // other files: all of them
        QCOMPARE(model.rowCount(), 3);
    }

    void whatTheCheckSaysIsShown() {
        std::mutex mutex;
        std::set<int> loaded;
        PictureModel model([&](const PictureSource& source, const SeenOptions& options) {
            const std::lock_guard lock(mutex);
            loaded.insert(numberOf(source.file));
            return smallPicture(source, options);
        });
        const SharedScan scan = fakeScan(4);
        model.setScan(scan);
        const std::shared_ptr<FolderCheck> check =
            fakeCheck(*scan, {{1, {Finding::Empty}}, {2, {Finding::Duplicate}}});
        check->report.files[2].same_as = 0;
        model.setCheck(check);
        model.want(0, 3);
        WAIT_UNTIL(model.index(3).data(Qt::DecorationRole).isValid());
        QVERIFY(!model.isUsable(1));
        QVERIFY(!model.index(1).data(ThumbnailWall::TroubleRole).toString().isEmpty());
        QVERIFY(model.index(2).data(Qt::ToolTipRole).toString().contains(QStringLiteral("0.png")));
        auto counts = std::make_shared<SelectionCounts>();
        counts->check = check;
        counts->takesPart = {true, false, false, true};
        model.setCounts(counts);
        QVERIFY(!model.index(0).data(ThumbnailWall::LeftOutRole).toBool());
        QVERIFY(!model.index(1).data(ThumbnailWall::LeftOutRole).toBool()); // it is broken
        QVERIFY(model.index(2).data(ThumbnailWall::LeftOutRole).toBool());
        const std::lock_guard lock(mutex);
        QVERIFY(!loaded.contains(1)); // nothing tries again what can't be used
    }

    void anOwnCropIsLoadedAnew() {
        PictureModel model([](const PictureSource& source, const SeenOptions&) {
            LoadedPicture picture;
            picture.picture = QImage(4, 4, QImage::Format_RGB888);
            const int width = source.place ? 10 + static_cast<int>(source.place->x * 10) : 5;
            picture.seen = QImage(width, 4, QImage::Format_RGB888);
            return picture;
        });
        model.setScan(fakeScan(3));
        model.want(0, 2);
        const auto seenWidth = [&](int row) {
            return model.index(row).data(PictureModel::SeenRole).value<QImage>().width();
        };
        WAIT_UNTIL_EQUAL(seenWidth(1), 5);
        model.setCropPlaces({{"1.png", {0.5, 0.5}}});
        WAIT_UNTIL_EQUAL(seenWidth(1), 15);
        QCOMPARE(seenWidth(0), 5);
        for (int i = 0; i <= 10; ++i) // a drag
            model.setCropPlaces({{"1.png", {i / 10.0, 0.5}}});
        WAIT_UNTIL_EQUAL(seenWidth(1), 20);
        model.setCropPlaces({});
        WAIT_UNTIL_EQUAL(seenWidth(1), 5);
    }

    void classesAreTicked() {
        ClassesSection section;
        auto& list = *child<QTreeWidget>(section, "classes");
        QVERIFY(!section.hasFolders());
        section.setClasses({{"", 3}});
        QVERIFY(!section.hasFolders()); // there is nothing to choose
        section.setClasses({{"", 3}, {"cats", 1200}, {"dogs", 0}});
        QVERIFY(section.hasFolders());
        QCOMPARE(list.topLevelItem(1)->text(0), QStringLiteral("cats"));
        QCOMPARE(list.topLevelItem(1)->text(1), countText(1200));
        QVERIFY(!list.topLevelItem(0)->text(0).isEmpty());
        std::vector<std::vector<std::string>> edited;
        connect(&section, &ClassesSection::leftOutEdited, &section,
                [&edited](const std::vector<std::string>& leftOut) { edited.push_back(leftOut); });
        section.setLeftOut({"cows"}); // a folder that is not here, forgotten at an edit
        QVERIFY(edited.empty());
        list.topLevelItem(1)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(edited.size(), std::size_t{1});
        QCOMPARE(edited.back(), std::vector<std::string>{"cats"});
        QCOMPARE(section.takingPart(), 2);
        list.topLevelItem(0)->setCheckState(0, Qt::Unchecked);
        QCOMPARE(edited.back(), (std::vector<std::string>{"", "cats"}));
        list.topLevelItem(1)->setCheckState(0, Qt::Checked);
        QCOMPARE(edited.back(), std::vector<std::string>{""});
        child<QPushButton>(section, "noClasses")->click();
        QCOMPARE(section.takingPart(), 0);
        child<QPushButton>(section, "allClasses")->click();
        QVERIFY(edited.back().empty());
        QCOMPARE(edited.size(), std::size_t{5});
        section.setLeftOut({"dogs"}); // by the plan
        QCOMPARE(edited.size(), std::size_t{5});
        QCOMPARE(list.topLevelItem(2)->checkState(0), Qt::Unchecked);
    }

    void namesLieBelowTheirFolder() {
        QVERIFY(name_below("/pictures", "/pictures/a/b.png") == "a/b.png");
        QVERIFY(name_below("/pictures/", "/pictures/b.png") == "b.png");
        QVERIFY(name_below("pictures//", "pictures//b\n.png") == "b\n.png");
    }

    void skippedFilesAreListedOnce() {
        SkippedModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        const std::vector<SkippedFile> found = {{"/pictures/sub/a.png", {ErrorCode::FileEmpty, {}}}};
        model.setFiles("/pictures", std::make_shared<const std::vector<SkippedFile>>(found));
        model.add({"/pictures/b.png", {ErrorCode::Data, {"no known phrase"}}});
        model.add({"/pictures/b.png", {ErrorCode::Data, {"no known phrase"}}});
        QCOMPARE(model.rowCount(), 2);
        QCOMPARE(cell(model, 0, SkippedModel::FileColumn), QStringLiteral("sub/a.png"));
        QCOMPARE(cell(model, 1, SkippedModel::ReasonColumn), QStringLiteral("no known phrase"));
        QCOMPARE(model.text().count('\n'), 2);
        QVERIFY(model.text().contains("b.png\tno known phrase"));
        model.setFiles("/others", nullptr);
        QCOMPARE(model.rowCount(), 0);
    }

    void sizesAreSummedUp() {
        SizeSummary sizes;
        QVERIFY(!sizes.text().isEmpty());
        for (int i = 0; i < 3; ++i)
            sizes.add({64, 64});
        QVERIFY(sizes.text().contains(QStringLiteral("3 picture")));
        QVERIFY(sizes.text().contains(QStringLiteral("all 64 × 64")));
        sizes.add({48, 60});
        sizes.add({2000, 1500});
        QVERIFY(sizes.text().contains(QStringLiteral("most 64 × 64; smallest 48 × 60, largest 2000 × 1500")));
    }

    void runsComeAndGo() {
        RunModel model;
        const QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
        model.setRuns({fakeRun("a", 1), fakeRun("b", 2)});
        QPersistentModelIndex b = model.index(1, 0);
        RunItem damaged;
        damaged.summary.path = "/runs/damaged";
        damaged.summary.error = Error(ErrorKind::Disk, "/runs/damaged/run.json", "can't be read", EACCES);
        model.setRuns({fakeRun("b", 3), damaged, fakeRun("c", 1)});
        QCOMPARE(model.rowCount(), 3);
        QVERIFY(b.isValid());
        QCOMPARE(b.data().toString(), QStringLiteral("b"));
        QVERIFY(cell(model, b.row(), RunModel::Epochs).contains("3"));
        QCOMPARE(cell(model, b.row(), RunModel::Pictures), QStringLiteral("faces"));
        const int row = model.rowOf("/runs/damaged");
        QVERIFY(model.index(row, 0).data(Qt::ToolTipRole).toString().contains("permission is missing"));
        QCOMPARE(cell(model, row, RunModel::Epochs), QString());
    }

    void theLiveRunSaysWhatItDoes() {
        RunModel model;
        model.setRuns({fakeRun("a", 1), fakeRun("b", 2)});
        const QString before = cell(model, 0, RunModel::State);
        QSignalSpy changed(&model, &QAbstractItemModel::dataChanged);
        model.setLive({"/runs/a", TrainingSession::State::Running, 7, 100});
        QCOMPARE(changed.size(), 1);
        QVERIFY(cell(model, 0, RunModel::State) != before);
        QVERIFY(cell(model, 0, RunModel::Epochs).contains("7"));
        QVERIFY(model.isTraining(0));
        QVERIFY(!model.isTraining(1));
        model.setLive({});
        QCOMPARE(cell(model, 0, RunModel::State), before);
    }

    void aNameTypedInPlaceIsAWish() {
        RunModel model;
        model.setRuns({fakeRun("a", 1)});
        QSignalSpy wanted(&model, &RunModel::renameWanted);
        QVERIFY(!model.setData(model.index(0, RunModel::Name), "a", Qt::EditRole));
        QCOMPARE(wanted.size(), 0);
        QVERIFY(!model.setData(model.index(0, RunModel::Name), " better ", Qt::EditRole));
        QCOMPARE(wanted.size(), 1);
        QCOMPARE(wanted[0][1].toString(), QStringLiteral("better"));
        QCOMPARE(cell(model, 0, RunModel::Name), QStringLiteral("a"));
    }

    void lossesAreThinned() {
        std::vector<StepStats> steps(1001);
        for (std::size_t i = 0; i < steps.size(); ++i) {
            steps[i].step = static_cast<std::int64_t>(i) + 1;
            steps[i].critic_loss = i % 2 == 0 ? 1.0 : 3.0;
        }
        steps[0].critic_loss = StepStats::kNone;
        const std::vector<StepStats> few = thinned(steps, 10);
        QCOMPARE(few.size(), std::size_t{10});
        for (const StepStats& step : few)
            QVERIFY(std::abs(step.critic_loss - 2.0) < 0.05);
        QVERIFY(std::isnan(few[0].generator_loss));
        QVERIFY(std::is_sorted(few.begin(), few.end(),
                               [](const auto& a, const auto& b) { return a.step < b.step; }));
        QCOMPARE(thinned(steps, 2000).size(), steps.size());
        QCOMPARE(thinned({}, 10).size(), std::size_t{0});
    }

    void aPreviewsCornerIsWholeImages() {
        QImage preview(2 + 8 * 34, 2 + 8 * 34, QImage::Format_RGB888);
        QCOMPARE(previewCorner(preview, 32).size(), QSize(66, 66));
        QCOMPARE(previewCorner(QImage(34, 34, QImage::Format_RGB888), 32).size(), QSize(32, 32));
        QVERIFY(previewCorner(QImage(), 32).isNull());
    }
};

WASSERFARBE_TEST(ModelsTest)

} // namespace wasserfarbe::test::models_test

#include "models_test.moc"
