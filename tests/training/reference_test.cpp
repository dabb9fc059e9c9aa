// Holds the engine against values that PyTorch computed; reference/README.md says what they are.

#include <map>

#include <QtTest>

#include <nlohmann/json.hpp>

#include "model/files/config_json.h"
#include "model/latent/latents.h"
#include "model/latent/sampler.h"
#include "model/latent/tensors.h"
#include "model/latent/two_axis.h"
#include "model/torch.h"
#include "model/training/diff_augment.h"
#include "model/training/networks.h"
#include "model/training/quality_score.h"
#include "model/types/image_grid.h"
#include "model/weights/read/tensor_file.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::reference_test {

namespace {

/// A fixture's tensors by name.
class Fixture {
public:
    explicit Fixture(const std::string& name)
        : file_(read_tensor_file(std::filesystem::path(SOURCE_FOLDER "/tests/reference/fixtures") /
                                 (name + ".safetensors"))),
          tensors_(file_.tensors.begin(), file_.tensors.end()) {}

    torch::Tensor operator[](const std::string& name) const { return tensors_.at(name); }
    nlohmann::ordered_json metadata(const std::string& key) const {
        return nlohmann::ordered_json::parse(file_.metadata.at(key));
    }
    /// The tensors below a prefix, which is taken off their names.
    NamedTensors below(const std::string& prefix) const {
        NamedTensors found;
        for (const auto& [name, tensor] : tensors_)
            if (name.starts_with(prefix))
                found.emplace_back(name.substr(prefix.size()), tensor);
        return found;
    }

private:
    TensorFile file_;
    std::map<std::string, torch::Tensor> tensors_;
};

/// The largest difference, relative to the largest expected value.
double difference(const torch::Tensor& actual, const torch::Tensor& expected) {
    if (actual.sizes() != expected.sizes())
        return std::numeric_limits<double>::infinity();
    const auto wide = [](const torch::Tensor& t) { return t.detach().to(torch::kFloat64); };
    const double scale = std::max(1e-12, wide(expected).abs().max().item<double>());
    return (wide(actual) - wide(expected)).abs().max().item<double>() / scale;
}

constexpr double kTolerance = 1e-4;

#define COMPARE_TENSORS(actual, expected)                                                                    \
    do {                                                                                                     \
        const double relative = difference(actual, expected);                                                \
        QVERIFY2(relative <= kTolerance,                                                                     \
                 qPrintable(QString("%1 differs by %2").arg(#actual).arg(relative)));                        \
    } while (false)

void compare_network(const torch::nn::Module& network, const NamedTensors& expected) {
    std::map<std::string, torch::Tensor> actual;
    for (const auto& [name, tensor] : network_tensors("", network))
        actual[name.substr(1)] = tensor;
    QCOMPARE(actual.size(), expected.size());
    for (const auto& [name, tensor] : expected) {
        QVERIFY2(actual.contains(name), name.c_str());
        const double relative = difference(actual[name], tensor);
        QVERIFY2(relative <= kTolerance,
                 qPrintable(QString("%1 differs by %2").arg(name.c_str()).arg(relative)));
    }
}

void compare_gradients(const torch::nn::Module& network, const NamedTensors& expected) {
    QCOMPARE(network.parameters().size(), expected.size());
    const auto parameters = network.named_parameters();
    for (const auto& [name, gradient] : expected) {
        const double relative = difference(parameters[name].grad(), gradient);
        QVERIFY2(relative <= kTolerance,
                 qPrintable(QString("gradient of %1 differs by %2").arg(name.c_str()).arg(relative)));
    }
}

/// What a fixture's images were augmented with.
Augmentation drawn(const Fixture& fixture, const std::string& prefix) {
    return {fixture[prefix + "color"], fixture[prefix + "translation"], fixture[prefix + "cutout"]};
}

/// Networks in the fixture's initial state.
Networks initial_networks(const Fixture& fixture) {
    Networks networks(config_from_json(fixture.metadata("config")), 0, torch::kCPU);
    StateReader(fixture.below("initial/")).load(network_tensors("generator", *networks.generator));
    StateReader(fixture.below("initial/")).load(network_tensors("critic", *networks.critic));
    StateReader(fixture.below("initial/generator.")).load([&] {
        NamedTensors tensors;
        for (const auto& [name, tensor] : network_tensors("", *networks.ema))
            tensors.emplace_back(name.substr(1), tensor);
        return tensors;
    }());
    return networks;
}

} // namespace

class ReferenceTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void forward_data() { norms(); }
    void forward();
    void criticLossAndGradients_data() { norms(); }
    void criticLossAndGradients();
    void generatorLossAndGradients_data() { norms(); }
    void generatorLossAndGradients();
    void fourSteps_data() { norms(); }
    void fourSteps();
    void augmentation_data();
    void augmentation();
    void updatesWithAugmentation();
    void partsOfTheQualityScore();
    void grids();
    void twoAxisLatents();
    void seededLatents();
    void imagesOfTheSampler();

private:
    static void norms() {
        QTest::addColumn<QString>("norm");
        for (const char* norm : {"batch", "layer", "instance", "none"})
            QTest::newRow(norm) << norm;
    }

    static Fixture training(const QString& norm) { return Fixture("training-" + norm.toStdString()); }
    const Fixture inputs_{"training-inputs"};
};

void ReferenceTest::forward() {
    QFETCH(QString, norm);
    const Fixture fixture = training(norm);
    const torch::Tensor z = inputs_["input/z_critic"][0];
    const torch::Tensor real = inputs_["input/real"][0];
    {
        Networks networks = initial_networks(fixture);
        COMPARE_TENSORS(networks.generator(z), fixture["forward/generator_train"]);
        COMPARE_TENSORS(networks.critic(real), fixture["forward/critic_train"]);
    }
    Networks networks = initial_networks(fixture);
    networks.generator->eval();
    networks.critic->eval();
    COMPARE_TENSORS(networks.generator(z), fixture["forward/generator_eval"]);
    COMPARE_TENSORS(networks.critic(real), fixture["forward/critic_eval"]);
}

void ReferenceTest::criticLossAndGradients() {
    QFETCH(QString, norm);
    const Fixture fixture = training(norm);
    Networks networks = initial_networks(fixture);
    const StepStats update = networks.critic_gradients(inputs_["input/real"][0], inputs_["input/z_critic"][0],
                                                       inputs_["input/alpha"][0]);
    COMPARE_TENSORS(torch::tensor(update.critic_real), fixture["loss/critic_real"]);
    COMPARE_TENSORS(torch::tensor(update.critic_fake), fixture["loss/critic_fake"]);
    COMPARE_TENSORS(torch::tensor(update.penalty), fixture["loss/penalty"]);
    COMPARE_TENSORS(torch::tensor(update.critic_loss), fixture["loss/critic"]);
    COMPARE_TENSORS(torch::tensor(update.gradient_norm), fixture["loss/gradient_norm"]);
    compare_gradients(*networks.critic, fixture.below("gradient/critic."));
}

void ReferenceTest::generatorLossAndGradients() {
    QFETCH(QString, norm);
    const Fixture fixture = training(norm);
    Networks networks = initial_networks(fixture);
    const double loss = networks.generator_gradients(inputs_["input/z_generator"][0]);
    COMPARE_TENSORS(torch::tensor(loss), fixture["loss/generator"]);
    compare_gradients(*networks.generator, fixture.below("gradient/generator."));
}

void ReferenceTest::fourSteps() {
    QFETCH(QString, norm);
    const Fixture fixture = training(norm);
    Networks networks = initial_networks(fixture);
    const double decay = fixture.metadata("ema_decay").get<double>();
    for (int step = 0; step < 4; ++step) {
        const StepStats update = networks.update_critic(
            inputs_["input/real"][step], inputs_["input/z_critic"][step], inputs_["input/alpha"][step]);
        COMPARE_TENSORS(torch::tensor(update.critic_loss), fixture["steps/critic_loss"][step]);
        COMPARE_TENSORS(torch::tensor(update.penalty), fixture["steps/penalty"][step]);
        if (step % 2 == 1) {
            const double loss = networks.update_generator(inputs_["input/z_generator"][step / 2]);
            COMPARE_TENSORS(torch::tensor(loss), fixture["steps/generator_loss"][step / 2]);
            update_ema(*networks.generator, *networks.ema, decay);
        }
        if (step < 2)
            continue;
        const std::string after = "after" + std::to_string(step + 1);
        compare_network(*networks.generator, fixture.below(after + "/generator."));
        compare_network(*networks.critic, fixture.below(after + "/critic."));
    }
    compare_network(*networks.ema, fixture.below("ema_after4/generator."));
}

void ReferenceTest::augmentation_data() {
    QTest::addColumn<QString>("part");
    for (const char* part : {"color", "translation", "cutout", "all"})
        QTest::newRow(part) << part;
}

void ReferenceTest::augmentation() {
    QFETCH(QString, part);
    const Fixture fixture("augment");
    const std::string name = part.toStdString();
    Augmentation augmentation = drawn(fixture, "drawn/");
    for (const auto& [other, tensor] : {std::pair("color", &augmentation.color),
                                        {"translation", &augmentation.translation},
                                        {"cutout", &augmentation.cutout}})
        if (name != other && name != "all")
            tensor->reset();
    const torch::Tensor images = fixture["images"].clone().requires_grad_();
    const torch::Tensor augmented = augment(images, augmentation);
    COMPARE_TENSORS(augmented, fixture["augmented/" + name]);
    const torch::Tensor sum = (augmented * fixture["probe"]).sum();
    COMPARE_TENSORS(torch::autograd::grad({sum}, {images})[0], fixture["gradient/" + name]);
}

void ReferenceTest::updatesWithAugmentation() {
    const Fixture fixture("training-augmented");
    const CriticAugmentation for_critic{drawn(fixture, "drawn/real/"), drawn(fixture, "drawn/fake/")};
    const Augmentation for_generator = drawn(fixture, "drawn/generator/");
    const torch::Tensor real = inputs_["input/real"][0];
    const torch::Tensor z = inputs_["input/z_critic"][0];
    const torch::Tensor alpha = inputs_["input/alpha"][0];
    {
        Networks networks = initial_networks(training("batch"));
        const StepStats update = networks.critic_gradients(real, z, alpha, for_critic);
        COMPARE_TENSORS(torch::tensor(update.critic_real), fixture["loss/critic_real"]);
        COMPARE_TENSORS(torch::tensor(update.critic_fake), fixture["loss/critic_fake"]);
        COMPARE_TENSORS(torch::tensor(update.penalty), fixture["loss/penalty"]);
        COMPARE_TENSORS(torch::tensor(update.critic_loss), fixture["loss/critic"]);
        COMPARE_TENSORS(torch::tensor(update.gradient_norm), fixture["loss/gradient_norm"]);
        compare_gradients(*networks.critic, fixture.below("gradient/critic."));
    }
    {
        Networks networks = initial_networks(training("batch"));
        const double loss = networks.generator_gradients(inputs_["input/z_generator"][0], for_generator);
        COMPARE_TENSORS(torch::tensor(loss), fixture["loss/generator"]);
        compare_gradients(*networks.generator, fixture.below("gradient/generator."));
    }
    Networks networks = initial_networks(training("batch"));
    networks.update_critic(real, z, alpha, for_critic);
    networks.update_generator(inputs_["input/z_generator"][0], for_generator);
    compare_network(*networks.generator, fixture.below("after/generator."));
    compare_network(*networks.critic, fixture.below("after/critic."));
}

void ReferenceTest::partsOfTheQualityScore() {
    const Fixture fixture("quality");
    const auto levels_of = [&](const char* name) {
        const torch::Tensor bytes = fixture[std::string("images/") + name];
        return quality::laplacian_pyramid(bytes.to(torch::kFloat32).div(127.5).sub(1));
    };
    const std::vector<torch::Tensor> a = levels_of("a");
    const std::vector<torch::Tensor> b = levels_of("b");
    QCOMPARE(a.size(), std::size_t{3});
    for (std::size_t k = 0; k < a.size(); ++k) {
        const std::string number = std::to_string(k);
        COMPARE_TENSORS(a[k].narrow(0, 0, 1), fixture["level/" + number]);
        const auto rows_of = [&](const torch::Tensor& level) {
            return quality::normalized_rows(quality::patches_at(level, fixture["corners/" + number]));
        };
        COMPARE_TENSORS(rows_of(a[k]), fixture["rows/" + number]);
        const double distance = quality::sliced_distance(rows_of(a[k]), rows_of(b[k]), fixture["directions"]);
        COMPARE_TENSORS(torch::tensor(distance), fixture["distances"][static_cast<std::int64_t>(k)]);
    }
}

void ReferenceTest::grids() {
    const Fixture fixture("grids");
    for (int k = 0; k < 5; ++k) {
        const std::string number = std::to_string(k);
        const auto json = fixture.metadata("layout/" + number);
        const GridLayout layout{json["columns"], json["padding"], json["pad_value"]};
        const std::vector<Image> images = to_images(fixture["images/" + number]);
        QCOMPARE(images.size(), json["count"].get<std::size_t>());
        const auto bytes = [](const torch::Tensor& t) {
            return std::vector<std::uint8_t>(t.data_ptr<std::uint8_t>(),
                                             t.data_ptr<std::uint8_t>() + t.numel());
        };
        for (std::size_t i = 0; i < images.size(); ++i)
            QCOMPARE(images[i].pixels, bytes(fixture["bytes/" + number][static_cast<std::int64_t>(i)]));
        const Image sheet = make_grid(images, layout);
        const torch::Tensor expected = fixture["grid/" + number];
        QCOMPARE(sheet.height, static_cast<int>(expected.size(0)));
        QCOMPARE(sheet.width, static_cast<int>(expected.size(1)));
        QVERIFY(sheet.pixels == bytes(expected));
    }
}

void ReferenceTest::twoAxisLatents() {
    const Fixture fixture("latents");
    for (int k = 0; k < 14; ++k) {
        const std::string number = std::to_string(k);
        const auto json = fixture.metadata("case/" + number);
        const std::string pair = json["pair"];
        const TwoAxisOptions options{json["steps"], json["split"].get<int>(),
                                     json["interpolation"] == "slerp" ? Interpolation::Spherical
                                                                      : Interpolation::Linear};
        const Latents a = to_latents(fixture["a/" + pair].unsqueeze(0));
        const Latents b = to_latents(fixture["b/" + pair].unsqueeze(0));
        COMPARE_TENSORS(to_tensor(two_axis_grid(a.row(0), b.row(0), options)), fixture["grid/" + number]);
    }
}

void ReferenceTest::seededLatents() {
    const Fixture fixture("latents");
    for (const int seed : {0, 7, 123456789}) {
        for (const auto& [prefix, size] :
             {std::pair("seeded/", 100), std::pair("seeded-10/", 10), std::pair("seeded-7/", 7)})
            COMPARE_TENSORS(to_tensor(seeded_latents(static_cast<std::uint64_t>(seed), 5, size)),
                            fixture[prefix + std::to_string(seed)]);
    }
}

void ReferenceTest::imagesOfTheSampler() {
    const Fixture fixture = training("batch");
    Networks networks = initial_networks(fixture);
    Sampler sampler(networks.generator);
    const std::vector<Image> images = sampler.sample(to_latents(inputs_["input/z_critic"][0]));
    const std::vector<Image> expected = to_images(fixture["forward/generator_eval"]);
    QCOMPARE(images.size(), expected.size());
    for (std::size_t i = 0; i < images.size(); ++i)
        for (std::size_t k = 0; k < images[i].pixels.size(); ++k) // rounding may fall either way
            QVERIFY(std::abs(images[i].pixels[k] - expected[i].pixels[k]) <= 1);
}

WASSERFARBE_TEST(ReferenceTest)

} // namespace wasserfarbe::test::reference_test

#include "reference_test.moc"
