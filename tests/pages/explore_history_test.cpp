#include <filesystem>
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "app/pages/explore/explore_history.h"
#include "app/pages/explore/explore_source.h"
#include "app/pages/explore/explore_walk.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::explore_history_test {

namespace {

ExploreState someState() {
    ExploreState state;
    state.a = seededEnd(1, 8);
    state.b = seededEnd(2, 8);
    return state;
}

ExploreState at(double x, double y) {
    ExploreState state = someState();
    state.x = x;
    state.y = y;
    return state;
}

float distance(const std::vector<float>& a, const std::vector<float>& b) {
    float most = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        most = std::max(most, std::abs(a[i] - b[i]));
    return most;
}

/// The place in latent space, the way back and forth, the walk, and where an image's model is, without a
/// window.
class ExploreHistoryTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theCornersAreTheEnds() {
        const ExploreState state = someState();
        QCOMPARE(at(0, 0).point(), state.a.z);
        QCOMPARE(at(1, 1).point(), state.b.z);
        const std::vector<float> mixed = at(1, 0).point();
        QCOMPARE(mixed[0], state.b.z[0]);
        QCOMPARE(mixed[7], state.a.z[7]);
        QCOMPARE(state.grid().count, 121);
        QVERIFY(ExploreState().point().empty());
    }

    void aPlaceAwayWins() {
        ExploreState state = at(0.5, 0.5);
        state.away = std::vector<float>(8, 3.0F);
        QCOMPARE(state.point(), std::vector<float>(8, 3.0F));
    }

    void anotherLatentSizeKeepsTheSeeds() {
        ExploreState state = at(0.25, 0.75);
        state.a.seed = 41;
        state.b.seed.reset();
        state.axes.split = 7;
        state.axes.steps = 4;
        state.away = std::vector<float>(8, 0.0F);
        const ExploreState smaller = resized(state, 4, 70, 71);
        QCOMPARE(smaller.a, seededEnd(41, 4));
        QCOMPARE(smaller.b, seededEnd(71, 4));
        QCOMPARE(smaller.split(), 3); // as near to 7 as 4 numbers allow
        QCOMPARE(smaller.x, 0.25);
        QVERIFY(!smaller.away);
        QCOMPARE(smaller.grid().count, 25);
        QCOMPARE(resized(someState(), 100, 0, 0).split(), 50);
    }

    void undoAndRedoGoBackAndForth() {
        ExploreHistory history;
        history.restart(at(0, 0));
        QVERIFY(!history.canUndo() && !history.canRedo());
        history.record(at(0.1, 0), ExploreChange::Seeds);
        history.record(at(0.2, 0), ExploreChange::Axes);
        QCOMPARE(history.undo(), at(0.1, 0));
        QCOMPARE(history.undo(), at(0, 0));
        QVERIFY(!history.canUndo());
        QCOMPARE(history.redo(), at(0.1, 0));
        history.record(at(0.9, 0), ExploreChange::Seeds);
        QVERIFY(!history.canRedo());
        QCOMPARE(history.undo(), at(0.1, 0));
        QCOMPARE(history.redo(), at(0.9, 0));
    }

    void aDragIsOneEntry() {
        ExploreHistory history;
        history.restart(at(0, 0));
        for (int i = 1; i <= 50; ++i)
            history.record(at(i / 50.0, 0), ExploreChange::Cursor);
        QCOMPARE(history.undoCount(), 1U);
        history.endGesture();
        for (int i = 1; i <= 50; ++i)
            history.record(at(1, i / 50.0), ExploreChange::Cursor);
        QCOMPARE(history.undoCount(), 2U);
        history.record(at(1, 0.5), ExploreChange::Component); // of another kind, also without a gesture's end
        QCOMPARE(history.undoCount(), 3U);
        QCOMPARE(history.undo(), at(1, 1));
        QCOMPARE(history.undo(), at(1, 0));
        history.record(at(0.7, 0), ExploreChange::Cursor); // after an undo a gesture begins anew
        QCOMPARE(history.undo(), at(1, 0));
    }

    void seedsAreNotCoalesced() {
        ExploreHistory history;
        history.restart(at(0, 0));
        for (int i = 1; i <= 5; ++i)
            history.record(at(0.1 * i, 0), ExploreChange::Seeds);
        history.record(at(0.5, 0), ExploreChange::Seeds); // where one is already
        QCOMPARE(history.undoCount(), 5U);
    }

    void theOldestAreForgotten() {
        ExploreHistory history;
        history.restart(at(0, 0));
        for (int i = 1; i <= 2000; ++i)
            history.record(at(0, i / 2000.0), ExploreChange::Axes);
        QCOMPARE(history.undoCount(), ExploreHistory::kMost - 1);
        for (std::size_t i = 1; i < ExploreHistory::kMost; ++i)
            history.undo();
        QVERIFY(!history.canUndo());
        QVERIFY(history.canRedo());
    }

    void theWalkGoesFromStopToStop() {
        const std::vector<float> start = seededEnd(1, 8).z;
        const std::vector<std::vector<float>> stops{seededEnd(10, 8).z, seededEnd(11, 8).z};
        ExploreWalk walk;
        QSignalSpy moved(&walk, &ExploreWalk::moved);
        walk.begin(8, start, stops, 0);
        QVERIFY(walk.isRunning());
        walk.pause();
        QVERIFY(walk.isUnderWay() && !walk.isRunning());
        QVERIFY(distance(walk.place(), start) < 1e-5F);
        walk.setLegSeconds(2);
        walk.advance(2);
        QVERIFY(distance(walk.place(), stops[0]) < 1e-5F);
        walk.advance(2);
        QVERIFY(distance(walk.place(), stops[1]) < 1e-5F);
        walk.advance(4); // round again, past one
        QVERIFY(distance(walk.place(), stops[1]) < 1e-5F);
        QVERIFY(moved.count() >= 3);
        walk.stop();
        QVERIFY(!walk.isUnderWay());
        walk.advance(1); // nothing to go on with
    }

    void theWalkIsSmooth() {
        ExploreWalk walk;
        walk.begin(8, seededEnd(1, 8).z, {}, 5);
        walk.pause();
        walk.setLegSeconds(1);
        std::vector<float> before = walk.place();
        for (int i = 1; i <= 500; ++i) { // five legs between random latents
            walk.advance(0.01);
            QVERIFY(distance(walk.place(), before) < 0.15F);
            before = walk.place();
        }
        QVERIFY(distance(before, seededEnd(9, 8).z) < 1e-3F);
    }

    void aSingleKeeperIsNoWay() {
        ExploreWalk walk;
        const std::vector<float> kept(8, 1.0F);
        walk.begin(8, kept, {kept}, 5);
        walk.pause();
        walk.advance(walk.legSeconds());
        QVERIFY(distance(walk.place(), seededEnd(5, 8).z) < 1e-5F);
    }

    void modelsAreTheSameWhereTheRunIs() {
        const ModelSource run{"/runs/faces-1", Weights::Averaged, true, 3, 30};
        const ModelSource checkpoint{"/runs/faces-1/checkpoints/epoch-000002.safetensors", Weights::Averaged,
                                     false, 2, 20};
        QVERIFY(isSameModel(run, checkpoint));
        QVERIFY(isSameModel(run, {"/runs/faces-1/", Weights::Raw, false, 0, 0}));
        QVERIFY(!isSameModel(run, {"/runs/faces-2", Weights::Averaged, false, 3, 30}));
        QCOMPARE(runOfModel("/models/a.safetensors"), std::filesystem::path("/models/a.safetensors"));
    }

    void theNearestWeightsAreFound() {
        const QTemporaryDir folder;
        const std::filesystem::path run = std::filesystem::path(folder.path().toStdString()) / "faces-1";
        std::filesystem::create_directories(run / "checkpoints");
        const auto touch = [](const std::filesystem::path& path) { std::ofstream(path) << "x"; };
        ModelSource source{run, Weights::Averaged, true, 2, 25};
        QCOMPARE(locateModel(source), run); // no run there: as it is
        touch(run / "run.json");
        QCOMPARE(locateModel(source), run);
        const auto whole = run / "checkpoints" / "epoch-000002.safetensors";
        touch(whole);
        QCOMPARE(locateModel(source), whole);
        const auto within = run / "checkpoints" / "epoch-000002-step-000000025.safetensors";
        touch(within);
        QCOMPARE(locateModel(source), within);
        source = {run / "checkpoints" / "epoch-000001.safetensors", Weights::Averaged, false, 1, 9};
        QCOMPARE(locateModel(source), run); // that checkpoint is gone, the run is not
    }
};

} // namespace

WASSERFARBE_TEST(ExploreHistoryTest)

} // namespace wasserfarbe::test::explore_history_test

#include "explore_history_test.moc"
