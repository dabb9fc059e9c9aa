#include "app/studio/training_follower.h"

#include <memory>
#include <vector>

#include <QSignalSpy>
#include <QTest>

#include "tests/support/fake_renderer.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::training_follower_test {

namespace {

using Pace = TrainingFollower::Pace;

/// A training whose steps are held, epochs of ten steps, and who follows it.
struct Scene {
    explicit Scene(Pace pace) : session((fake.holdSteps(), fake.factory())), follower(session, pace) {
        follower.setLiveRenderer([](const std::shared_ptr<Sampler>&) {
            return std::make_shared<FakeRenderer>(4, 8, std::uint8_t{1});
        });
        QObject::connect(&follower, &TrainingFollower::weightsArrived, &follower,
                         [this](const auto&, const ModelSource& source) { sources.push_back(source); });
        QObject::connect(&follower, &TrainingFollower::trainingEnded, &follower,
                         [this](const std::filesystem::path& run) { ends.push_back(run); });
    }

    void start(const std::filesystem::path& directory = "/runs/faces-1") {
        NewRun run;
        run.directory = directory;
        QVERIFY(session.start(run));
        WAIT_UNTIL(session.isAtWork());
    }

    void makeEpoch() {
        QSignalSpy finished(&session, &TrainingSession::epochFinished);
        fake.allow(10);
        WAIT_UNTIL_EQUAL(finished.count(), 1);
    }

    /// What was asked for before has arrived then, and this is of no concern to the follower.
    void awaitSamplerOfAnother() {
        QSignalSpy arrived(&session, &TrainingSession::samplerArrived);
        session.requestSampler();
        WAIT_UNTIL(arrived.count() > 0);
    }

    FakeTraining fake;
    TrainingSession session;
    TrainingFollower follower;
    std::vector<ModelSource> sources;
    std::vector<std::filesystem::path> ends;
};

} // namespace

class TrainingFollowerTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theNewestWeightsComeAfterEachEpoch() {
        Scene scene(Pace::Epochs);
        scene.follower.setActive(true);
        QSignalSpy changed(&scene.follower, &TrainingFollower::followingChanged);
        scene.follower.setFollowing(true); // as soon as one runs
        QCOMPARE(changed.count(), 1);
        scene.start();
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{1});
        QCOMPARE(scene.sources[0], (ModelSource{"/runs/faces-1", Weights::Averaged, true, 0, 0}));
        scene.awaitSamplerOfAnother();
        QCOMPARE(scene.sources.size(), std::size_t{1});
        scene.makeEpoch();
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{2});
        QCOMPARE(scene.sources[1].epoch, 1);
        scene.follower.setFollowing(false);
        scene.makeEpoch();
        scene.awaitSamplerOfAnother();
        QCOMPARE(scene.sources.size(), std::size_t{2});
    }

    void nothingComesWhileNobodyLooks() {
        Scene scene(Pace::Epochs);
        scene.follower.setFollowing(true);
        scene.start();
        scene.makeEpoch();
        scene.awaitSamplerOfAnother();
        QVERIFY(scene.sources.empty());
        scene.follower.setActive(true);
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{1});
        scene.follower.setActive(false);
        scene.follower.setActive(true); // they are the newest still
        scene.awaitSamplerOfAnother();
        QCOMPARE(scene.sources.size(), std::size_t{1});
        scene.follower.setActive(false);
        scene.makeEpoch();
        scene.follower.setActive(true);
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{2});
    }

    void whoFollowsEachMomentAsksWheneverSomebodyLooks() {
        Scene scene(Pace::Moments);
        scene.follower.setActive(true);
        scene.start();
        scene.follower.setFollowing(true);
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{1});
        scene.follower.setActive(false);
        scene.follower.setActive(true);
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{2});
        WAIT_UNTIL(scene.sources.size() > 2); // a moment later
    }

    void newerWeightsWaitForImagesButNotForEver() {
        Scene scene(Pace::Epochs);
        int asked = 0;
        scene.follower.setBusy([&] {
            ++asked;
            return true;
        });
        scene.follower.setActive(true);
        scene.start();
        scene.follower.setFollowing(true);
        scene.makeEpoch();
        scene.awaitSamplerOfAnother();
        QCOMPARE(asked, 2);
        QVERIFY(scene.sources.empty());
        scene.makeEpoch();
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{1});
        QCOMPARE(asked, 3);
    }

    void theEndIsToldOnceToWhoLooks() {
        Scene scene(Pace::Epochs);
        scene.follower.setFollowing(true);
        scene.start();
        scene.session.stop();
        WAIT_UNTIL(!scene.session.isActive());
        QVERIFY(scene.ends.empty());
        scene.follower.setActive(true);
        QCOMPARE(scene.ends, std::vector<std::filesystem::path>{"/runs/faces-1"});
        scene.follower.setActive(false);
        scene.follower.setActive(true);
        QCOMPARE(scene.ends.size(), std::size_t{1});

        scene.start("/runs/faces-2"); // goes on with the next one
        WAIT_UNTIL_EQUAL(scene.sources.size(), std::size_t{1});
        QCOMPARE(scene.sources[0].path, std::filesystem::path("/runs/faces-2"));
        scene.session.stop();
        WAIT_UNTIL_EQUAL(scene.ends.size(), std::size_t{2});

        scene.follower.setFollowing(false);
        scene.start("/runs/faces-3");
        scene.session.stop();
        WAIT_UNTIL(!scene.session.isActive());
        QCOMPARE(scene.ends.size(), std::size_t{2});
    }

    void weightsThatCannotBeUsedAreTold() {
        Scene scene(Pace::Epochs);
        std::vector<ErrorKind> failures;
        connect(&scene.follower, &TrainingFollower::failed, &scene.follower,
                [&](const Error& error) { failures.push_back(error.kind()); });
        scene.follower.setLiveRenderer(
            [](const std::shared_ptr<Sampler>&) -> std::shared_ptr<LatentRenderer> {
                throw Error(ErrorKind::Memory, "out of memory");
            });
        scene.follower.setActive(true);
        scene.start();
        scene.follower.setFollowing(true);
        WAIT_UNTIL_EQUAL(failures.size(), std::size_t{1});
        QCOMPARE(failures.front(), ErrorKind::Memory);
        QVERIFY(scene.sources.empty());
        QVERIFY(scene.follower.isFollowing()); // the next ones may do
    }
};

WASSERFARBE_TEST(TrainingFollowerTest)

} // namespace wasserfarbe::test::training_follower_test

#include "training_follower_test.moc"
