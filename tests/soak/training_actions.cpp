#include "tests/soak/actions.h"

#include <QElapsedTimer>

#include "app/pages/train/train_page.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/preview_pane.h"
#include "widgets/training/timeline.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe::soak {
namespace {

using State = TrainingSession::State;

constexpr int kEndless = 100'000; // epochs
constexpr int kPatientSteps = 200;
constexpr int kPatienceInPause = 500; // milliseconds

bool isAtWork(const TrainingSession& training) {
    return training.state() == State::Running || training.state() == State::Paused;
}

void awaitBeginning(Scene& scene) {
    TrainingSession& training = scene.training();
    scene.hands.await("a training to begin",
                      [&training] { return training.state() == State::Running || !training.isActive(); });
}

/// One of three kinds of training, with convolutions of the same shapes: LibTorch keeps something for each
/// shape that it meets, for long. A step takes a few milliseconds.
TrainingConfig tinyConfig(Dice& dice) {
    TrainingConfig config;
    const int kind = dice.below(3);
    config.image_size = 16;
    config.latent_size = kind == 1 ? 12 : 8;
    config.generator_channels = 4;
    config.critic_channels = 4;
    config.critic_norm = kind == 1 ? Norm::Layer : Norm::None;
    config.batch_size = kind == 2 ? 8 : 16;
    config.augment_color = config.augment_translation = kind == 1;
    config.preview_images = kind == 1 ? 9 : 4;
    config.preview_columns = kind == 1 ? 3 : 2;
    config.epochs = dice.chance(25) ? dice.between(2, 40) : kEndless;
    config.preview_epochs = dice.oneOf<int>({1, 1, 5});
    config.checkpoint_epochs = dice.oneOf<int>({1, 10, kEndless});
    config.checkpoints_kept = dice.between(1, 4);
    return config;
}

bool train(Scene& scene, Dice& dice) {
    static int number = 0;
    if (scene.training().isActive())
        return false;
    RunPlan plan;
    plan.data = dice.oneOf(scene.pictures);
    plan.config = tinyConfig(dice);
    const bool first = scene.tally.runsMade == 0; // goes on until it is stopped: much depends on it
    if (first)
        plan.config.epochs = kEndless;
    plan.seed = static_cast<std::uint64_t>(dice.below(1000));
    plan.name = QStringLiteral("soak-%1").arg(++number, 4, 10, QLatin1Char('0'));
    plan.device = Device{Device::Kind::Cpu, 0};
    scene.studio().setPlan(plan);
    if (!scene.hands.choose("actionStart"))
        return false;
    if (!first && dice.chance(15)) { // at once again
        scene.hands.letRun(dice.below(200));
        stopTraining(scene);
    } else {
        awaitBeginning(scene);
    }
    if (!scene.training().directory().empty())
        ++scene.tally.runsMade;
    return true;
}

bool stop(Scene& scene, Dice&) {
    if (!isAtWork(scene.training()))
        return false;
    stopTraining(scene);
    return true;
}

bool pause(Scene& scene, Dice&) {
    TrainingSession& training = scene.training();
    if (training.state() != State::Running || !scene.hands.choose("actionPause"))
        return false;
    scene.hands.await("the pause",
                      [&training] { return training.state() == State::Paused || !training.isActive(); });
    return true;
}

bool resumePause(Scene& scene, Dice&) {
    TrainingSession& training = scene.training();
    if (training.state() != State::Paused || !scene.hands.choose("actionPause"))
        return false;
    scene.hands.await("the end of the pause",
                      [&training] { return training.state() == State::Running || !training.isActive(); });
    return true;
}

bool resumeRun(Scene& scene, Dice& dice) {
    const std::vector<std::filesystem::path> runs = scene.hands.storedRuns();
    if (scene.training().isActive() || runs.empty())
        return false;
    CurrentRun& run = scene.studio().currentRun();
    scene.studio().openRun(dice.oneOf(runs));
    scene.hands.await("a run to be read", [&run] { return !run.isLoading(); });
    if (!scene.hands.click(scene.hands.parts().part<TrainPage>(), "start")) // says "Continue training"
        return false;
    awaitBeginning(scene);
    ++scene.tally.runsResumed;
    return true;
}

bool trainAWhile(Scene& scene, Dice& dice) {
    if (scene.training().state() != State::Running)
        return false;
    scene.hands.letRun(dice.between(300, 1500));
    return true;
}

/// Asks for something and waits until it is there, or the training has ended. What was saved at this very
/// step already is not saved again, and no word said: so it does not wait for long where nothing moves, and
/// not beyond some steps where it does.
template <typename Signal>
bool askFor(Scene& scene, const char* action, const char* what, Signal signal) {
    TrainingSession& training = scene.training();
    if (!isAtWork(training))
        return false;
    bool came = false;
    QObject context;
    QObject::connect(&training, signal, &context, [&came] { came = true; });
    const std::int64_t step = training.progress().step;
    QElapsedTimer waited;
    waited.start();
    if (!scene.hands.choose(action))
        return false;
    scene.hands.await(what, [&] {
        const bool moves = training.state() == State::Running;
        return came || !training.isActive() || training.progress().step > step + kPatientSteps ||
               (!moves && waited.elapsed() > kPatienceInPause);
    });
    return true;
}

bool previewNow(Scene& scene, Dice&) {
    return askFor(scene, "actionPreviewNow", "a preview", &TrainingSession::previewArrived);
}

bool checkpointNow(Scene& scene, Dice&) {
    return askFor(scene, "actionCheckpointNow", "a checkpoint", &TrainingSession::checkpointSaved);
}

bool moveOnTimeline(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Train);
    auto& timeline = hands.parts().part<Timeline>();
    if (!timeline.isVisible() || timeline.marks().empty())
        return false;
    for (int i = dice.between(1, 6); i > 0; --i)
        hands.key(*timeline.bar(),
                  dice.oneOf<Qt::Key>({Qt::Key_Left, Qt::Key_Right, Qt::Key_Home, Qt::Key_End}));
    if (dice.chance(30)) {
        timeline.setPlaying(true);
        hands.letRun(dice.between(50, 400));
        timeline.setPlaying(false);
    }
    auto& pane = hands.parts().part<PreviewPane>();
    if (dice.chance(40))
        pane.setComparing(!pane.isComparing());
    return true;
}

bool lookAtLosses(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Train);
    auto& plot = hands.parts().part<LossPlot>();
    if (!plot.isVisible() || plot.history().size() == 0)
        return false;
    QWidget* drawing = plot.canvas()->childAt(plot.canvas()->rect().center());
    QWidget& canvas = drawing != nullptr ? *drawing : *plot.canvas();
    const QPoint middle = canvas.rect().center();
    switch (dice.below(5)) {
    case 0:
        hands.wheel(canvas, dice.chance(60) ? 120 : -120);
        break;
    case 1:
        hands.drag(canvas, middle, middle + QPoint(dice.between(-80, 80), 0));
        break;
    case 2:
        plot.setSmoothing(dice.below(100));
        break;
    case 3:
        plot.setScale(dice.chance(50) ? PlotScale::SymmetricLog : PlotScale::Linear);
        break;
    default:
        hands.click(plot, "plotReset");
    }
    return true;
}

} // namespace

void stopTraining(Scene& scene) {
    TrainingSession& training = scene.training();
    training.stop();
    scene.hands.await("the end of a training that was stopped", [&training] { return !training.isActive(); });
}

std::vector<Action> trainingActions() {
    return {{"train", 6, train},
            {"train a while", 8, trainAWhile},
            {"preview now", 4, previewNow},
            {"checkpoint now", 4, checkpointNow},
            {"pause", 4, pause},
            {"resume the pause", 5, resumePause},
            {"move on the timeline", 3, moveOnTimeline},
            {"look at the losses", 4, lookAtLosses},
            {"stop", 4, stop},
            {"resume a run", 6, resumeRun}};
}

} // namespace wasserfarbe::soak
