#include <QPushButton>
#include <QSpinBox>
#include <QToolButton>
#include <QtTest>

#include "tests/support/explore_bench.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/empty_state.h"

namespace wasserfarbe::test::explore_source_test {

namespace {

/// Where the page Explore gets its weights from: opened models and trainings that are followed, all fakes.
class ExploreSourceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theTrainingIsFollowed() {
        Bench bench(false);
        std::uint8_t tint = 10;
        bench.controller().source().setLiveRenderer([&](const std::shared_ptr<Sampler>&) {
            return std::make_shared<FakeRenderer>(kLatentSize, kImageSize, ++tint);
        });
        bench.training.holdSteps();
        NewRun run;
        run.directory = toPath(bench.folder.filePath(QStringLiteral("runs/faces-1")));
        QVERIFY(!bench.find<QToolButton>("follow")->isEnabled());
        QVERIFY(bench.studio->training().start(run));
        auto* follow = bench.find<QToolButton>("follow");
        WAIT_UNTIL(follow->isEnabled());
        QTest::mouseClick(bench.find<EmptyState>("exploreEmpty")->button(), Qt::LeftButton);
        QVERIFY(follow->isChecked());
        WAIT_UNTIL(bench.controller().hasModel());
        QVERIFY(bench.controller().session().source()->live);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().a.z, tint));
        const std::uint8_t before = tint;
        bench.controller().moveCursor(0.5, 0.5);
        bench.training.allow(12); // over an epoch
        WAIT_UNTIL(tint > before);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().point(), tint));
        QCOMPARE(bench.state().x, 0.5); // other weights, the same place
        bench.training.letRun();
        WAIT_UNTIL(!bench.controller().session().source()->live); // its last checkpoint
        QVERIFY(!follow->isEnabled());
        bench.studio->openModel("/models/two.safetensors");
        QVERIFY(!bench.controller().source().isFollowing());
    }

    /// While nobody looks, weights that another page asked for make no images here.
    void aHiddenPageTakesNoWeights() {
        Bench bench;
        int taken = 0;
        bench.controller().source().setLiveRenderer([&](const std::shared_ptr<Sampler>&) {
            ++taken;
            return std::make_shared<FakeRenderer>(kLatentSize, kImageSize, std::uint8_t{10});
        });
        bench.training.holdSteps();
        NewRun run;
        run.directory = toPath(bench.folder.filePath(QStringLiteral("runs/faces-1")));
        QVERIFY(bench.studio->training().start(run));
        WAIT_UNTIL(bench.controller().source().canFollow());
        bench.controller().source().setFollowing(true);
        WAIT_UNTIL_EQUAL(taken, 1);
        bench.page->hide();
        QSignalSpy arrived(&bench.studio->training(), &TrainingSession::samplerArrived);
        bench.studio->training().requestSampler();
        WAIT_UNTIL_EQUAL(arrived.count(), 1);
        QCOMPARE(taken, 1);
        bench.page->show();
        WAIT_UNTIL_EQUAL(taken, 2);
    }

    void theEndOfATrainingLeavesSomethingToDo_data() {
        QTest::addColumn<QString>("run");
        QTest::addColumn<bool>("followed");
        QTest::addColumn<bool>("opened");
        QTest::newRow("looked on, with a checkpoint") << "runs/faces-1" << false << true;
        QTest::newRow("looked on, without one") << "runs/broken-1" << false << false;
        QTest::newRow("followed, with a checkpoint") << "runs/faces-1" << true << true;
        QTest::newRow("followed, without one") << "runs/broken-1" << true << false;
    }

    void theEndOfATrainingLeavesSomethingToDo() {
        QFETCH(const QString, run);
        QFETCH(const bool, followed);
        QFETCH(const bool, opened);
        Bench bench(false);
        bench.training.holdSteps();
        NewRun fresh;
        fresh.directory = toPath(bench.folder.filePath(run));
        QVERIFY(bench.studio->training().start(fresh));
        WAIT_UNTIL(bench.controller().source().canFollow());
        if (followed)
            QTest::mouseClick(bench.find<EmptyState>("exploreEmpty")->button(), Qt::LeftButton);
        QCOMPARE(bench.controller().source().isFollowing(), followed);
        bench.training.letRun();
        WAIT_UNTIL(!bench.studio->training().isActive());
        WAIT_UNTIL(!bench.controller().source().isOpening());
        QCOMPARE(bench.controller().hasModel(), opened);
        QCOMPARE(bench.find<EmptyState>("exploreEmpty")->button()->isVisible(), !opened);
        QVERIFY(bench.message().isEmpty());
    }

    void bothEndsMayWaitForTheSameModel() {
        Bench bench;
        bench.studio->useAs(Endpoint::A, bench.point(5, "/models/wide.safetensors", 2 * kLatentSize));
        bench.studio->useAs(Endpoint::B, bench.point(6, "/models/wide.safetensors", 2 * kLatentSize));
        WAIT_UNTIL_EQUAL(bench.state().a, seededEnd(5, 2 * kLatentSize));
        WAIT_UNTIL_EQUAL(bench.state().b, seededEnd(6, 2 * kLatentSize));
        QVERIFY(!bench.controller().source().isOpening());
    }

    /// An image that can't be made says nothing of the model that is being opened meanwhile.
    void anImageThatFailsEndsNoOpening() {
        Bench bench;
        QSignalSpy ended(&bench.controller().source(), &ExploreSource::openingEnded);
        bench.studio->openModel("/models/two.safetensors");
        Q_EMIT bench.controller().session().failed(Error(ErrorKind::Memory, "there is not enough memory"));
        QVERIFY(bench.controller().source().isOpening());
        QVERIFY(!bench.message().isEmpty());
        WAIT_UNTIL(!bench.controller().source().isOpening());
        QCOMPARE(bench.controller().session().source()->path,
                 std::filesystem::path("/models/two.safetensors"));
        QCOMPARE(ended.count(), 0);
    }

    void anImageOfAnotherModelOpensThatModel() {
        Bench bench;
        bench.studio->useAs(Endpoint::A, bench.point(5, "/models/wide.safetensors", 2 * kLatentSize));
        WAIT_UNTIL_EQUAL(bench.state().size(), 2 * kLatentSize);
        WAIT_UNTIL_EQUAL(bench.state().a, seededEnd(5, 2 * kLatentSize));
        QCOMPARE(bench.state().b,
                 seededEnd(*bench.state().b.seed, 2 * kLatentSize)); // made anew from its seed
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().a.z));

        bench.studio->useAs(Endpoint::B, bench.point(6, "/models/broken.safetensors"));
        WAIT_UNTIL(!bench.message().isEmpty());
        QVERIFY(*bench.state().b.seed != 6U); // it does not fit
        bench.studio->useAs(Endpoint::B, bench.point(7, "/models/broken.safetensors", 2 * kLatentSize));
        WAIT_UNTIL_EQUAL(*bench.state().b.seed, 7U); // its own model is gone, but the latent fits
    }

    void withoutAModelTheImagesOwnIsOpened() {
        Bench bench(false);
        bench.studio->useAs(Endpoint::A, bench.point(12));
        WAIT_UNTIL(bench.controller().hasModel());
        WAIT_UNTIL_EQUAL(bench.state().a, seededEnd(12, kLatentSize));
    }

    void anotherLatentSizeKeepsTheSeeds() {
        Bench bench;
        bench.find<QSpinBox>("seedA")->setValue(33);
        bench.studio->openModel("/models/wide.safetensors");
        WAIT_UNTIL_EQUAL(bench.state().size(), 2 * kLatentSize);
        QCOMPARE(bench.state().a, seededEnd(33, 2 * kLatentSize));
        QCOMPARE(bench.find<QSpinBox>("split")->value(), kLatentSize);
        QVERIFY(!bench.page->canUndo());
        WAIT_UNTIL_EQUAL(bench.pad()->arrivedCount(), 121);
        WAIT_UNTIL_EQUAL(bench.shown(), picture(bench.state().a.z));
    }

    void aModelThatFailsIsToldAndTheOneBeforeStays() {
        Bench bench;
        bench.studio->openModel("/models/broken.safetensors");
        WAIT_UNTIL(bench.message().contains(QStringLiteral("broken.safetensors")));
        QVERIFY(bench.pad()->isVisible());
        QVERIFY(bench.find<QToolButton>("modelButton")->text().contains(QStringLiteral("one")));
    }
};

} // namespace

WASSERFARBE_TEST(ExploreSourceTest)

} // namespace wasserfarbe::test::explore_source_test

#include "explore_source_test.moc"
