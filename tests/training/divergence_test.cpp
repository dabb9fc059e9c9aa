// A number that is not finite is found before it does harm; training rolls back once, then says what it was.

#include <cmath>
#include <limits>

#include "model/training/finite.h"
#include "model/training/networks.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"
#include "tests/support/trainer_fixture.h"

namespace wasserfarbe::test::divergence_test {

namespace {

constexpr float kInfinity = std::numeric_limits<float>::infinity();

/// Saves at the end alone, so that only the states held in memory are there to roll back to.
TrainingConfig rarely_saving() {
    TrainingConfig config = trainer_config();
    config.epochs = 30;
    config.checkpoint_epochs = 1000;
    config.preview_epochs = 1000;
    return config;
}

std::int64_t step_of(const BatchPosition& position) {
    return (position.epoch - 1) * kBatchesPerEpoch + position.batch + 1;
}

/// What a batch that diverges does to an update, in each of so many orders.
std::function<void(const BatchPosition&)> diverging(std::int64_t step, int orders) {
    return [=](const BatchPosition& position) {
        if (step_of(position) == step && position.order < orders)
            throw NotFinite("critic_loss");
    };
}

void require_finite_states(const std::vector<TrainingState>& states) {
    for (const TrainingState& state : states)
        QCOMPARE(first_not_finite(state.tensors), std::string());
}

torch::Tensor parameter(const torch::nn::Module& network, const std::string& name) {
    return network.named_parameters()[name];
}

/// The quantity of what `update` throws; empty where it throws nothing.
template <typename Update>
std::string quantity_of(Update&& update) {
    try {
        update();
    } catch (const NotFinite& error) {
        return error.quantity();
    }
    return {};
}

} // namespace

class DivergenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void theFirstTensorThatIsNotFinite();
    void aLargeSumIsNoDivergence();
    void nothingMovesBeforeItIsFound_data();
    void nothingMovesBeforeItIsFound();
    void goesBackOnceWithOtherBatches();
    void aRunThatRolledBackGoesOnAfterAResume();
    void theSecondTimeEndsIt();
    void whatIsSavedAlreadyKeepsItsScore();
    void aLaterOneIsAnother();
    void anEnormousLearningRate();
    void aStateThatIsNotFiniteIsRefused();
};

void DivergenceTest::theFirstTensorThatIsNotFinite() {
    const torch::Tensor good = torch::ones({3, 2});
    const torch::Tensor counter = torch::tensor(5, torch::kInt64);
    QCOMPARE(first_not_finite({}), std::string());
    QCOMPARE(first_not_finite({{"a", good}, {"n", counter}, {"none", torch::Tensor()}}), std::string());
    for (const float value : {kInfinity, -kInfinity, std::numeric_limits<float>::quiet_NaN()}) {
        const torch::Tensor bad = torch::ones({3, 2});
        bad[2][1] = value;
        QCOMPARE(first_not_finite({{"a", good}, {"b", bad}, {"c", bad}}), std::string("b"));
        QCOMPARE(quantity_of([&] {
                     require_finite({{"b", bad}}, "the gradient of ");
                 }),
                 std::string("the gradient of b"));
    }
    const torch::Tensor opposite = torch::tensor({kInfinity, -kInfinity});
    QCOMPARE(first_not_finite({{"opposite", opposite}}), std::string("opposite"));
}

void DivergenceTest::aLargeSumIsNoDivergence() {
    const torch::Tensor large = torch::full({4}, 3e38F);
    QVERIFY(!std::isfinite(large.sum().item<float>()));
    QCOMPARE(first_not_finite({{"large", large}}), std::string());
}

void DivergenceTest::nothingMovesBeforeItIsFound_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("quantity");
    const auto row = [](const char* what, const char* quantity) {
        QTest::newRow(what) << QString(what) << QString(quantity);
    };
    row("loss", "critic_loss");
    row("critic gradient", "the gradient of critic.blocks.0.conv.weight");
    row("critic weight", "critic.output.weight");
    row("generator gradient", "the gradient of generator.blocks.0.conv.weight");
    row("generator buffer", "generator.blocks.0.norm.running_var");
}

void DivergenceTest::nothingMovesBeforeItIsFound() {
    QFETCH(QString, what);
    QFETCH(QString, quantity);
    const TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    torch::Tensor real = torch::zeros({4, 3, 16, 16});
    const torch::Tensor z = torch::ones({4, config.latent_size});
    const torch::Tensor alpha = torch::full({4}, 0.5);
    const auto to_infinity = [](const torch::Tensor& gradient) { return gradient * kInfinity; };
    if (what == "loss")
        real[0][0][0][0] = kInfinity;
    else if (what == "critic gradient")
        parameter(*networks.critic, "blocks.0.conv.weight").register_hook(to_infinity);
    else if (what == "generator gradient")
        parameter(*networks.generator, "blocks.0.conv.weight").register_hook(to_infinity);
    else if (what == "generator buffer")
        networks.generator->named_buffers()["blocks.0.norm.running_var"].fill_(kInfinity);
    NamedTensors before;
    for (const auto& [name, tensor] : networks.state())
        before.emplace_back(name, tensor.detach().clone());
    std::string found;
    if (what == "critic weight") {
        // The loss would show it, too, and is looked at first.
        const NamedTensors critic = network_tensors("critic", *networks.critic);
        const torch::NoGradGuard no_grad;
        torch::Tensor weight = critic.back().second;
        weight.flatten()[0] = kInfinity;
        QCOMPARE(first_not_finite(critic), critic.back().first);
        return;
    }
    if (what.startsWith("generator"))
        found = quantity_of([&] { networks.update_generator(z); });
    else
        found = quantity_of([&] { networks.update_critic(real, z, alpha); });
    QCOMPARE(QString::fromStdString(found), quantity);
    const NamedTensors after = networks.state();
    for (std::size_t i = 0; i < before.size(); ++i)
        if (before[i].first.find("running") == std::string::npos && // every pass moves the statistics
            before[i].first.find("num_batches") == std::string::npos)
            QVERIFY2(torch::equal(after[i].second, before[i].second), before[i].first.c_str());
}

void DivergenceTest::goesBackOnceWithOtherBatches() {
    Run undisturbed(rarely_saving());
    undisturbed.go();
    Run run(rarely_saving());
    run.source.before_batch = diverging(104, 1);
    QCOMPARE(run.go(), Trainer::Outcome::Finished);

    QCOMPARE(run.recorder.rolled_back.size(), std::size_t{1});
    const Rollback& back = run.recorder.rolled_back.front();
    QCOMPARE(back.found_at, std::int64_t{104});
    QCOMPARE(back.quantity, std::string("critic_loss"));
    QCOMPARE(back.step, std::int64_t{100});
    QVERIFY(!back.generator_update_due);
    // 1 to 103, then 101 to 150.
    const std::vector<StepStats>& steps = run.recorder.steps;
    QCOMPARE(steps.size(), std::size_t{103 + 50});
    QCOMPARE(steps[102].step, std::int64_t{103});
    QCOMPARE(steps[103].step, std::int64_t{101});
    QVERIFY(same_numbers(steps[100], undisturbed.recorder.steps[100]));
    QVERIFY(!same_numbers(steps[103], undisturbed.recorder.steps[100])); // other batches
    for (std::size_t i = 1; i < steps.size(); ++i)
        QVERIFY(steps[i].seconds > steps[i - 1].seconds); // the clock does not go back
    QCOMPARE(run.sink.states.size(), std::size_t{1});
    QCOMPARE(run.sink.states.back().counters.step, std::int64_t{150});
    QCOMPARE(run.sink.states.back().counters.position.order, 1);
    require_finite_states(run.sink.states);

    Run again(rarely_saving()); // what happens then is of the seed, too
    again.source.before_batch = diverging(104, 1);
    again.go();
    compare_states(again.sink.states.back(), run.sink.states.back());
    compare_steps(again.recorder.steps, steps);
}

void DivergenceTest::aRunThatRolledBackGoesOnAfterAResume() {
    Run whole(rarely_saving());
    whole.source.before_batch = diverging(104, 1);
    whole.go();
    Run first(rarely_saving(), one_thread(5, 127));
    first.source.before_batch = diverging(104, 1);
    first.go();
    Run rest(rarely_saving());
    rest.trainer.restore(first.sink.states.back());
    rest.go();
    compare_states(rest.sink.states.back(), whole.sink.states.back());
}

void DivergenceTest::theSecondTimeEndsIt() {
    Run run(rarely_saving());
    run.source.before_batch = diverging(104, 2);
    const auto error = error_of([&] { run.go(); });
    QVERIFY(says(error, ErrorKind::Diverged, "diverged at step 104: critic_loss is not a finite number"));
    QVERIFY(says(error, ErrorKind::Diverged, "branch into a new run with smaller learning rates"));
    QCOMPARE(run.recorder.rolled_back.size(), std::size_t{1});
    // The last good state is kept.
    QCOMPARE(run.sink.states.size(), std::size_t{1});
    QCOMPARE(run.sink.states.back().counters.step, std::int64_t{100});
    QCOMPARE(run.sink.finishes, 1);
    require_finite_states(run.sink.states);
}

/// Step 100 ends an epoch: its state is saved with a score, and is held to roll back to.
void DivergenceTest::whatIsSavedAlreadyKeepsItsScore() {
    TrainingConfig config = rarely_saving();
    config.checkpoint_epochs = 20;
    Run run(config);
    run.source.held_out_pictures = 32; // the fewest that give a score
    run.source.before_batch = diverging(104, 2);
    QVERIFY(error_of([&] { run.go(); }).has_value());
    QCOMPARE(run.sink.states.size(), std::size_t{1});
    QCOMPARE(run.sink.states.back().counters.step, std::int64_t{100});
    QVERIFY(std::isfinite(run.sink.states.back().quality));
}

void DivergenceTest::aLaterOneIsAnother() {
    Run run(rarely_saving());
    run.source.before_batch = [](const BatchPosition& position) {
        diverging(104, 1)(position);
        diverging(130, 2)(position);
    };
    QCOMPARE(run.go(), Trainer::Outcome::Finished);
    QCOMPARE(run.recorder.rolled_back.size(), std::size_t{2});
    QCOMPARE(run.recorder.rolled_back.back().found_at, std::int64_t{130});
    QCOMPARE(run.sink.states.back().counters.position.order, 2);
}

/// Nothing is arranged here: the weights really go.
void DivergenceTest::anEnormousLearningRate() {
    TrainingConfig config = trainer_config();
    config.checkpoint_epochs = 1;
    config.critic_learning_rate = 1e30;
    Run run(config);
    const auto error = error_of([&] { run.go(); });
    QVERIFY(says(error, ErrorKind::Diverged, "diverged at step 2: critic_loss is not a finite number"));
    QCOMPARE(run.recorder.rolled_back.size(), std::size_t{1});
    QVERIFY(!run.sink.states.empty());
    require_finite_states(run.sink.states);
}

void DivergenceTest::aStateThatIsNotFiniteIsRefused() {
    Run healthy(trainer_config(), one_thread(5, 3));
    healthy.go();
    TrainingState state = healthy.sink.states.back();
    for (auto& [name, tensor] : state.tensors)
        if (name == "critic.blocks.0.conv.weight")
            tensor[0][0][0][0] = kInfinity;
    Run run(trainer_config());
    QVERIFY(says(error_of([&] { run.trainer.restore(state); }), ErrorKind::Model,
                 "'critic.blocks.0.conv.weight' holds a number that is not finite"));
}

WASSERFARBE_TEST(DivergenceTest)

} // namespace wasserfarbe::test::divergence_test

#include "divergence_test.moc"
