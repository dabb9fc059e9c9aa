// The mathematics of one update, network by network and loss by loss.

#include <QtTest>

#include "model/networks/conv_transpose.h"
#include "model/networks/initialize.h"
#include "model/torch.h"
#include "model/training/diff_augment.h"
#include "model/training/gradient_penalty.h"
#include "model/training/networks.h"
#include "model/training/speed_meter.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/types/norm_table.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::training_test {

using test::tiny_config;

namespace {

struct Inputs {
    explicit Inputs(const TrainingConfig& config, std::uint64_t seed = 3) {
        at::Generator random = cpu_random(seed);
        real =
            torch::rand({config.batch_size, 3, config.image_size, config.image_size}, random).mul(2).sub(1);
        z = torch::randn({config.batch_size, config.latent_size}, random);
        alpha = torch::rand({config.batch_size}, random);
    }
    torch::Tensor real, z, alpha;
};

std::vector<torch::Tensor> gradients(const torch::nn::Module& network) {
    std::vector<torch::Tensor> result;
    for (const torch::Tensor& parameter : network.parameters())
        result.push_back(parameter.grad().defined() ? parameter.grad().clone() : torch::Tensor());
    return result;
}

bool any_nonzero(const std::vector<torch::Tensor>& tensors) {
    return std::any_of(tensors.begin(), tensors.end(), [](const torch::Tensor& t) {
        return t.defined() && t.abs().max().item<double>() > 0;
    });
}

bool close(const torch::Tensor& a, const torch::Tensor& b, double tolerance = 1e-5) {
    return torch::allclose(a, b, tolerance, tolerance);
}

} // namespace

class TrainingTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void shapes_data();
    void shapes();
    void parameterNames();
    void biasesAndTheFirstNormAreAsAsked();
    void convTransposeEqualsTheStockOne();
    void penaltyOfALinearCritic();
    void penaltyMixesEachImageByItsOwnAlpha();
    void lambdaChangesTheCriticsGradients();
    void generatorGetsNoGradientInTheCriticsUpdate();
    void criticGetsNoGradientInTheGeneratorsUpdate();
    void onePassOrTwoGiveTheSameScores();
    void theGeneratorLearnsThroughTheAugmentation();
    void thePenaltyIsTakenBetweenWhatTheCriticIsShown();
    void evaluationMovesNothing_data();
    void evaluationMovesNothing();
    void initializationIsAsNamed_data();
    void initializationIsAsNamed();
    void theSeedDecidesTheWeights();
    void averageFollowsTheHalfLife();
    void learningRateSteps();
    void adamStateRoundTrip();
    void divergenceIsFoundBeforeAnyWeightMoves();
    void speedMeter();
};

void TrainingTest::shapes_data() {
    QTest::addColumn<int>("size");
    QTest::addColumn<int>("norm");
    for (const int size : {16, 32, 64, 128, 256})
        for (const NormInfo& info : norm_table())
            QTest::addRow("%d px, norm %s", size, info.name.data()) << size << static_cast<int>(info.norm);
}

void TrainingTest::shapes() {
    QFETCH(int, size);
    QFETCH(int, norm);
    TrainingConfig config = tiny_config();
    config.image_size = size;
    config.generator_channels = 2;
    config.critic_channels = 2;
    config.generator_norm = static_cast<Norm>(norm);
    config.critic_norm = static_cast<Norm>(norm);
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    const torch::Tensor images = networks.generator(inputs.z);
    QCOMPARE(images.sizes().vec(), (std::vector<std::int64_t>{4, 3, size, size}));
    QVERIFY(images.abs().max().item<double>() <= 1.0);
    QCOMPARE(networks.critic(images).sizes().vec(), std::vector<std::int64_t>{4});
    const StepStats update = networks.update_critic(inputs.real, inputs.z, inputs.alpha);
    QVERIFY(update.penalty > 0);
    QVERIFY(std::isfinite(networks.update_generator(inputs.z)));
}

void TrainingTest::parameterNames() {
    TrainingConfig config = preset_config(Preset::Article);
    const Generator generator(generator_spec(config));
    const Critic critic(critic_spec(config));
    // The article's widths: 100 -> 512 -> 256 -> 128 -> 64 -> 3 and 3 -> 64 -> 128 -> 256 -> 512 -> 1.
    const auto generator_weights = generator->named_parameters();
    const std::vector<std::int64_t> up = {100, 512, 256, 128, 64, 3};
    const auto critic_weights = critic->named_parameters();
    const std::vector<std::int64_t> down = {3, 64, 128, 256, 512, 1};
    for (std::size_t i = 0; i + 1 < up.size(); ++i) {
        const std::string name = "blocks." + std::to_string(i) + ".conv.weight";
        QCOMPARE(generator_weights[name].sizes().vec(), (std::vector<std::int64_t>{up[i], up[i + 1], 4, 4}));
        QCOMPARE(critic_weights[name].sizes().vec(), (std::vector<std::int64_t>{down[i + 1], down[i], 4, 4}));
        const std::string norm = "blocks." + std::to_string(i) + ".norm.weight";
        QCOMPARE(generator_weights.contains(norm), i < 4);
        QCOMPARE(critic_weights.contains(norm), i < 4);
    }
    QVERIFY(!generator_weights.contains("blocks.0.conv.bias"));
}

void TrainingTest::biasesAndTheFirstNormAreAsAsked() {
    TrainingConfig config = tiny_config(); // 16 px: blocks 0 to 2
    config.critic_norm = Norm::Layer;
    config.critic_first_norm = false;
    config.generator_bias = Bias::Last;
    config.critic_bias = Bias::All;
    Networks networks(config, 1, torch::kCPU);
    const auto generator = networks.generator->named_parameters();
    const auto critic = networks.critic->named_parameters();
    for (const std::string block : {"blocks.0", "blocks.1", "blocks.2"}) {
        QCOMPARE(generator.contains(block + ".conv.bias"), block == "blocks.2");
        QVERIFY(critic.contains(block + ".conv.bias"));
        QCOMPARE(critic.contains(block + ".norm.weight"), block == "blocks.1");
    }
    QCOMPARE(generator["blocks.2.conv.bias"].sizes().vec(), std::vector<std::int64_t>{3});
    QCOMPARE(critic["blocks.2.conv.bias"].sizes().vec(), std::vector<std::int64_t>{1});
    // They are trained like the weights.
    const Inputs inputs(config);
    const torch::Tensor before = generator["blocks.2.conv.bias"].detach().clone();
    const torch::Tensor first = critic["blocks.0.conv.bias"].detach().clone();
    networks.update_critic(inputs.real, inputs.z, inputs.alpha);
    networks.update_generator(inputs.z);
    QVERIFY(!torch::equal(generator["blocks.2.conv.bias"], before));
    QVERIFY(!torch::equal(critic["blocks.0.conv.bias"], first));
}

void TrainingTest::convTransposeEqualsTheStockOne() {
    at::Generator random = cpu_random(5);
    const torch::Tensor x = torch::randn({3, 6, 5, 7}, random).requires_grad_();
    const torch::Tensor weight = torch::randn({6, 4, 4, 4}, random).requires_grad_();
    const torch::Tensor probe = torch::randn({3, 4, 10, 14}, random);
    const torch::Tensor own = doubling_conv_transpose(x, weight);
    const torch::Tensor stock = at::conv_transpose2d(x, weight, {}, {2, 2}, {1, 1});
    QVERIFY(close(own, stock));
    const auto own_gradients = torch::autograd::grad({(own * probe).sum()}, {x, weight});
    const auto stock_gradients = torch::autograd::grad({(stock * probe).sum()}, {x, weight});
    QVERIFY(close(own_gradients[0], stock_gradients[0], 1e-4));
    QVERIFY(close(own_gradients[1], stock_gradients[1], 1e-4));
}

void TrainingTest::penaltyOfALinearCritic() {
    // critic(x) = w.x has the gradient w everywhere, so the penalty is lambda (|w| - 1)^2 whatever the images
    // are.
    at::Generator random = cpu_random(6);
    const torch::Tensor w = torch::randn({3 * 4 * 4}, random).requires_grad_();
    const Inputs inputs([] {
        TrainingConfig config = tiny_config();
        config.image_size = 4;
        return config;
    }());
    const torch::Tensor fake = torch::randn({4, 3, 4, 4}, random);
    const double lambda = 7.5;
    const GradientPenalty result = gradient_penalty(
        [&](const torch::Tensor& x) { return x.flatten(1).mv(w); }, inputs.real, fake, inputs.alpha, lambda);
    const double norm = w.norm().item<double>();
    QVERIFY(std::abs(result.penalty.item<double>() - lambda * (norm - 1) * (norm - 1)) < 1e-3);
    QVERIFY(std::abs(result.gradient_norm.item<double>() - norm) < 1e-4);
    // And it pulls w towards length 1: its gradient is 2 lambda (|w| - 1) w / |w|.
    const torch::Tensor gradient = torch::autograd::grad({result.penalty}, {w})[0];
    QVERIFY(close(gradient, (2 * lambda * (norm - 1) / norm) * w.detach(), 1e-4));
}

void TrainingTest::penaltyMixesEachImageByItsOwnAlpha() {
    // critic(x) = |x|^2 / 2 has the gradient x, so the norm is that of x_hat itself.
    const torch::Tensor real = torch::full({2, 3, 2, 2}, 2.0);
    const torch::Tensor fake = torch::full({2, 3, 2, 2}, -1.0);
    const torch::Tensor alpha = torch::tensor({1.0, 0.0}); // the first is all real, the second all generated
    const GradientPenalty result = gradient_penalty(
        [](const torch::Tensor& x) { return x.flatten(1).square().sum(1) / 2; }, real, fake, alpha, 1.0);
    const double first = 2.0 * std::sqrt(12.0);
    const double second = 1.0 * std::sqrt(12.0);
    QVERIFY(std::abs(result.gradient_norm.item<double>() - (first + second) / 2) < 1e-5);
    const double expected = ((first - 1) * (first - 1) + (second - 1) * (second - 1)) / 2;
    QVERIFY(std::abs(result.penalty.item<double>() - expected) < 1e-4);
}

void TrainingTest::lambdaChangesTheCriticsGradients() {
    std::vector<torch::Tensor> found[2];
    for (int i = 0; i < 2; ++i) {
        TrainingConfig config = tiny_config();
        config.lambda = i == 0 ? 10.0 : 20.0;
        Networks networks(config, 1, torch::kCPU);
        const Inputs inputs(config);
        networks.critic_gradients(inputs.real, inputs.z, inputs.alpha);
        found[i] = gradients(*networks.critic);
    }
    for (std::size_t i = 0; i < found[0].size(); ++i)
        QVERIFY(!close(found[0][i], found[1][i], 1e-3));
}

void TrainingTest::generatorGetsNoGradientInTheCriticsUpdate() {
    const TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    networks.critic_gradients(inputs.real, inputs.z, inputs.alpha);
    QVERIFY(any_nonzero(gradients(*networks.critic)));
    QVERIFY(!any_nonzero(gradients(*networks.generator)));
}

void TrainingTest::criticGetsNoGradientInTheGeneratorsUpdate() {
    const TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    networks.generator_gradients(inputs.z);
    QVERIFY(any_nonzero(gradients(*networks.generator)));
    QVERIFY(!any_nonzero(gradients(*networks.critic)));
    // And the critic learns again afterwards.
    for (const torch::Tensor& parameter : networks.critic->parameters())
        QVERIFY(parameter.requires_grad());
}

void TrainingTest::onePassOrTwoGiveTheSameScores() {
    // The critic scores real and generated images in one pass where its norm allows; an image's score must
    // not depend on the others.
    for (const NormInfo& info : norm_table()) {
        if (info.across_batch)
            continue;
        TrainingConfig config = tiny_config();
        config.critic_norm = info.norm;
        Networks networks(config, 1, torch::kCPU);
        const Inputs inputs(config);
        const torch::Tensor together = networks.critic(inputs.real);
        for (std::int64_t i = 0; i < inputs.real.size(0); ++i)
            QVERIFY(close(together.narrow(0, i, 1), networks.critic(inputs.real.narrow(0, i, 1))));
    }
}

void TrainingTest::theGeneratorLearnsThroughTheAugmentation() {
    const TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    networks.generator_gradients(inputs.z);
    const auto plain = gradients(*networks.generator);
    TrainingConfig augmented_config = config;
    augmented_config.augment_color = true;
    augmented_config.augment_translation = true;
    augmented_config.augment_cutout = true;
    const Augmentation drawn =
        draw_augmentation(augmented_config, config.batch_size, cpu_random(4), torch::kCPU);
    const double loss = networks.generator_gradients(inputs.z, drawn);
    const auto augmented = gradients(*networks.generator);
    QVERIFY(!any_nonzero(gradients(*networks.critic)));
    for (std::size_t i = 0; i < plain.size(); ++i) {
        QVERIFY(augmented[i].abs().max().item<double>() > 0);
        QVERIFY(!torch::equal(augmented[i], plain[i]));
    }
    // By the chain rule, piece by piece: the critic's gradient by what it is shown, that by the images.
    const torch::Tensor images = networks.generator(inputs.z);
    const torch::Tensor shown = augment(images, drawn).detach().requires_grad_();
    const torch::Tensor score = -networks.critic(shown).mean();
    QVERIFY(std::abs(score.item<double>() - loss) < 1e-6);
    const torch::Tensor critics = torch::autograd::grad({score}, {shown})[0];
    const torch::Tensor through = images.detach().requires_grad_();
    const torch::Tensor back = torch::autograd::grad({augment(through, drawn)}, {through}, {critics})[0];
    const auto parameters = networks.generator->parameters();
    const auto expected = torch::autograd::grad({images}, parameters, {back});
    for (std::size_t i = 0; i < parameters.size(); ++i)
        QVERIFY(close(augmented[i], expected[i]));
}

void TrainingTest::thePenaltyIsTakenBetweenWhatTheCriticIsShown() {
    // With no contrast left but brightness, both ends of the penalty are the same whatever the images are.
    TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    const Inputs others(config, 4);
    const torch::Tensor flat = torch::tensor({{0.25F, 0.0F, 0.0F}}).repeat({config.batch_size, 1});
    const auto update = [&](const Inputs& given) {
        const torch::Tensor real = given.real - given.real.mean({1, 2, 3}, true); // all of mean 0
        CriticAugmentation augmentation;
        augmentation.real.color = flat;
        // The generated images' means differ: all of them is cut out.
        augmentation.fake.translation = torch::full({config.batch_size, 2}, config.image_size, torch::kInt64);
        return networks.critic_gradients(real, given.z, inputs.alpha, augmentation);
    };
    const StepStats first = update(inputs);
    const StepStats second = update(others);
    QVERIFY(std::abs(first.gradient_norm - second.gradient_norm) < 1e-6);
    QVERIFY(std::abs(first.critic_real - second.critic_real) < 1e-6);
    QVERIFY(std::abs(first.critic_fake - second.critic_fake) < 1e-6);
    QVERIFY(std::abs(networks.critic_gradients(inputs.real, inputs.z, inputs.alpha).gradient_norm -
                     first.gradient_norm) > 1e-6);
}

void TrainingTest::evaluationMovesNothing_data() {
    QTest::addColumn<int>("norm");
    for (const NormInfo& info : norm_table())
        QTest::newRow(info.name.data()) << static_cast<int>(info.norm);
}

void TrainingTest::evaluationMovesNothing() {
    QFETCH(int, norm);
    TrainingConfig config = tiny_config();
    config.critic_norm = static_cast<Norm>(norm);
    Networks networks(config, 1, torch::kCPU);
    const Inputs inputs(config);
    networks.critic_gradients(inputs.real, inputs.z, inputs.alpha); // moves the running statistics
    const auto found = gradients(*networks.critic);
    std::vector<torch::Tensor> before;
    for (const auto& [name, tensor] : networks.state())
        before.push_back(tensor.detach().clone());
    const torch::Tensor scores = networks.evaluate_critic(inputs.real);
    QVERIFY(!scores.requires_grad());
    const NamedTensors after = networks.state();
    for (std::size_t i = 0; i < before.size(); ++i)
        QVERIFY2(torch::equal(after[i].second, before[i]), after[i].first.c_str());
    for (std::size_t i = 0; i < found.size(); ++i)
        QVERIFY(torch::equal(networks.critic->parameters()[i].grad(), found[i]));
    QVERIFY(networks.critic->is_training());
    // And a score does not depend on what else is in the batch, with batch norm too.
    for (std::int64_t i = 0; i < inputs.real.size(0); ++i)
        QVERIFY(close(scores.narrow(0, i, 1), networks.evaluate_critic(inputs.real.narrow(0, i, 1))));
}

void TrainingTest::initializationIsAsNamed_data() {
    QTest::addColumn<int>("how");
    QTest::newRow("dcgan") << static_cast<int>(Initialization::Dcgan);
    QTest::newRow("pytorch") << static_cast<int>(Initialization::PyTorch);
}

void TrainingTest::initializationIsAsNamed() {
    QFETCH(int, how);
    const bool dcgan = how == static_cast<int>(Initialization::Dcgan);
    TrainingConfig config = tiny_config();
    config.generator_channels = 32;
    config.critic_channels = 32;
    config.latent_size = 64;
    config.generator_bias = config.critic_bias = Bias::All;
    config.initialization = static_cast<Initialization>(how);
    double last_bound = 0; // of the convolution that a bias belongs to
    const Networks networks(config, 1, torch::kCPU);
    for (const torch::nn::Module* network : {static_cast<const torch::nn::Module*>(networks.generator.get()),
                                             static_cast<const torch::nn::Module*>(networks.critic.get())}) {
        for (const auto& item : network->named_parameters()) {
            const torch::Tensor& value = item.value();
            if (value.dim() == 4) {
                const double bound = last_bound = 1.0 / std::sqrt(static_cast<double>(value[0].numel()));
                const double expected = dcgan ? 0.02 : bound / std::sqrt(3.0); // of U(-b, b)
                QVERIFY(std::abs(value.std().item<double>() / expected - 1) < 0.1);
                QVERIFY(std::abs(value.mean().item<double>()) < 0.2 * expected);
                if (!dcgan)
                    QVERIFY(value.abs().max().item<double>() <= bound);
            } else if (item.key().ends_with("conv.bias") && !dcgan) {
                QVERIFY(value.abs().max().item<double>() > 0);
                QVERIFY(value.abs().max().item<double>() <= last_bound);
            } else if (item.key().ends_with("bias")) {
                QCOMPARE(value.abs().max().item<double>(), 0.0);
            } else {
                QVERIFY(std::abs(value.mean().item<double>() - 1) < 0.02);
                QCOMPARE(value.std().item<double>() > 0, dcgan);
            }
        }
    }
}

void TrainingTest::theSeedDecidesTheWeights() {
    torch::manual_seed(1); // the shared generator has no part in it
    const Networks first(tiny_config(), 7, torch::kCPU);
    torch::manual_seed(2);
    const Networks same(tiny_config(), 7, torch::kCPU);
    const Networks other(tiny_config(), 8, torch::kCPU);
    const auto weights = [](const Networks& networks) { return networks.generator->parameters().front(); };
    QVERIFY(torch::equal(weights(first), weights(same)));
    QVERIFY(!torch::equal(weights(first), weights(other)));
    QVERIFY(torch::equal(weights(first), first.ema->parameters().front()));
}

void TrainingTest::averageFollowsTheHalfLife() {
    QCOMPARE(ema_decay(1000, 1000, 1'000'000), 0.5);
    QCOMPARE(ema_decay(1000, 500, 1'000'000), std::sqrt(0.5));
    QCOMPARE(ema_decay(1000, 100, 2000), 0.5); // at the start, a twentieth of what was seen
    QCOMPARE(ema_decay(0, 100, 2000), 0.0);

    const TrainingConfig config = tiny_config();
    const Networks from(config, 1, torch::kCPU);
    Networks to(config, 2, torch::kCPU);
    const Inputs inputs(config);
    Generator moving = from.generator;
    moving->forward(inputs.z); // moves the running statistics and the counter
    const torch::Tensor before = to.generator->parameters().front().clone();
    const torch::Tensor buffer_before = to.generator->named_buffers()["blocks.0.norm.running_mean"].clone();
    update_ema(*from.generator, *to.generator, 0.75);
    QVERIFY(close(to.generator->parameters().front(),
                  0.75 * before + 0.25 * from.generator->parameters().front()));
    QVERIFY(
        close(to.generator->named_buffers()["blocks.0.norm.running_mean"],
              0.75 * buffer_before + 0.25 * from.generator->named_buffers()["blocks.0.norm.running_mean"]));
    QCOMPARE(to.generator->named_buffers()["blocks.0.norm.num_batches_tracked"].item<std::int64_t>(), 1);
}

void TrainingTest::learningRateSteps() {
    TrainingConfig config;
    QCOMPARE(learning_rate_factor(config, 1000), 1.0);
    config.schedule_epochs = 100;
    config.schedule_gamma = 0.95;
    QCOMPARE(learning_rate_factor(config, 1), 1.0);
    QCOMPARE(learning_rate_factor(config, 100), 1.0);
    QCOMPARE(learning_rate_factor(config, 101), 0.95);
    QCOMPARE(learning_rate_factor(config, 301), 0.95 * 0.95 * 0.95);
}

void TrainingTest::adamStateRoundTrip() {
    const TrainingConfig config = tiny_config();
    const Inputs inputs(config);
    Networks original(config, 1, torch::kCPU);
    original.update_critic(inputs.real, inputs.z, inputs.alpha);
    original.update_generator(inputs.z);
    NamedTensors copies;
    for (const auto& [name, tensor] : original.state())
        copies.emplace_back(name, tensor.detach().clone());
    Networks restored(config, 99, torch::kCPU);
    restored.restore(StateReader(copies));
    for (Networks* networks : {&original, &restored}) {
        networks->update_critic(inputs.real, inputs.z, inputs.alpha);
        networks->update_generator(inputs.z);
    }
    const NamedTensors expected = original.state();
    const NamedTensors actual = restored.state();
    QCOMPARE(actual.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        QCOMPARE(actual[i].first, expected[i].first);
        QVERIFY2(torch::equal(actual[i].second, expected[i].second), expected[i].first.c_str());
    }
    QCOMPARE(StateReader(actual)
                 .find("critic_adam.blocks.0.conv.weight.step", torch::zeros({}, torch::kInt64))
                 .item<int>(),
             2);
}

void TrainingTest::divergenceIsFoundBeforeAnyWeightMoves() {
    const TrainingConfig config = tiny_config();
    Networks networks(config, 1, torch::kCPU);
    Inputs inputs(config);
    inputs.real[0][0][0][0] = std::numeric_limits<float>::quiet_NaN();
    const torch::Tensor before = networks.critic->parameters().front().clone();
    try {
        networks.update_critic(inputs.real, inputs.z, inputs.alpha);
        QFAIL("a NaN went unnoticed");
    } catch (const Error& error) {
        QCOMPARE(error.kind(), ErrorKind::Diverged);
        QVERIFY(error.detail().find("critic_loss") != std::string::npos);
    }
    QVERIFY(torch::equal(before, networks.critic->parameters().front()));
}

void TrainingTest::speedMeter() {
    SpeedMeter meter;
    QCOMPARE(meter.per_second(), 0.0);
    for (int i = 0; i < 100; ++i)
        meter.add(10, 0.5);
    QVERIFY(std::abs(meter.per_second() - 20) < 1e-9);
    for (int i = 0; i < 100; ++i)
        meter.add(10, 1.0);
    QVERIFY(std::abs(meter.per_second() - 10) < 1e-3);
}

WASSERFARBE_TEST(TrainingTest)

} // namespace wasserfarbe::test::training_test

#include "training_test.moc"
