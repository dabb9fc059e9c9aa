#include "model/weights/recognise/recognized_weights.h"

#include <functional>

#include <QTest>

#include "tests/support/network_tensors.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::weight_misfits_test {

namespace {

std::string text(const std::vector<Misfit>& misfits) {
    std::string text;
    for (const Misfit& misfit : misfits)
        text += misfit.tensor + ": expected " + misfit.expected + ", found " + misfit.found + "\n";
    return text;
}

std::string misfits_of(const Tensors& tensors) {
    const RecognizedWeights found = recognize_weights(tensors);
    return found.generator || found.averaged || found.critic ? "recognised" : text(found.misfits);
}

/// One change to a network's tensors.
using Change = std::function<void(Tensors&)>;

Change shape(const std::string& name, const std::vector<std::int64_t>& shape) {
    return [=](Tensors& tensors) { find_tensor(tensors, name)->shape = shape; };
}

Change type(const std::string& name, const std::string& type) {
    return [=](Tensors& tensors) { find_tensor(tensors, name)->type = type; };
}

Change call(const std::string& name, const std::string& to) {
    return [=](Tensors& tensors) { find_tensor(tensors, name)->name = to; };
}

Change add(const TensorInfo& tensor) {
    return [=](Tensors& tensors) { tensors.push_back(tensor); };
}

Change drop(const std::string& name) {
    return [=](Tensors& tensors) { tensors = without(tensors, name); };
}

Change all(const std::vector<Change>& changes) {
    return [=](Tensors& tensors) {
        for (const Change& change : changes)
            change(tensors);
    };
}

Change everything(const Tensors& instead) {
    return [=](Tensors& tensors) { tensors = instead; };
}

} // namespace

} // namespace wasserfarbe::test::weight_misfits_test

Q_DECLARE_METATYPE(wasserfarbe::test::weight_misfits_test::Change)

namespace wasserfarbe::test::weight_misfits_test {

class WeightMisfitsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void misfits_of_a_generator_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const Change& change, const char* expected) {
            QTest::newRow(name) << change << expected;
        };
        row("kernel", shape("main.3.weight", {128, 64, 5, 5}),
            "main.3.weight: expected [128, 64, 4, 4], found [128, 64, 5, 5]\n");
        row("every kernel",
            all({shape("main.0.weight", {64, 128, 3, 3}), shape("main.3.weight", {128, 64, 3, 3}),
                 shape("main.6.weight", {64, 32, 3, 3}), shape("main.9.weight", {32, 3, 3, 3})}),
            "main.9.weight: expected [32, 3, 4, 4], found [32, 3, 3, 3]\n"
            "main.6.weight: expected [64, 32, 4, 4], found [64, 32, 3, 3]\n"
            "main.3.weight: expected [128, 64, 4, 4], found [128, 64, 3, 3]\n"
            "main.0.weight: expected [64, 128, 4, 4], found [64, 128, 3, 3]\n");
        row("grey", shape("main.9.weight", {32, 1, 4, 4}),
            "main.9.weight: expected [32, 3, 4, 4], found [32, 1, 4, 4]\n");
        row("alpha", shape("main.9.weight", {32, 4, 4, 4}),
            "main.9.weight: expected [32, 3, 4, 4], found [32, 4, 4, 4]\n");
        row("widths", all({shape("main.0.weight", {64, 96, 4, 4}), shape("main.3.weight", {96, 64, 4, 4})}),
            "main.3.weight: expected [128, 64, 4, 4], found [96, 64, 4, 4]\n"
            "main.0.weight: expected [64, 128, 4, 4], found [64, 96, 4, 4]\n");
        row("linear", shape("main.0.weight", {2048, 64}),
            "main.0.weight: expected [64, 128, 4, 4], found [2048, 64]\n");
        row("a linear layer more", add({"main.2.weight", "F32", {10, 10}}),
            "main.2.weight: expected nothing, found [10, 10]\n");
        row("no running_var", drop("main.1.running_var"),
            "main.1.running_var: expected [128], found nothing\n");
        row("one norm without statistics", all({drop("main.4.running_mean"), drop("main.4.running_var")}),
            "main.4.running_mean: expected [64], found nothing\n"
            "main.4.running_var: expected [64], found nothing\n");
        row("no norm's bias", drop("main.1.bias"), "main.1.bias: expected [128], found nothing\n");
        row("no norm's weight", drop("main.1.weight"), "main.1.weight: expected [128], found nothing\n");
        row("statistics of another width", shape("main.1.running_mean", {64}),
            "main.1.running_mean: expected [128], found [64]\n");
        row("counter", shape("main.1.num_batches_tracked", {2}),
            "main.1.num_batches_tracked: expected [], found [2]\n");
        row("norm of another width",
            all({shape("main.4.weight", {65}), shape("main.4.bias", {65}), shape("main.4.running_mean", {65}),
                 shape("main.4.running_var", {65})}),
            "main.4.weight: expected [64], found [65]\nmain.4.bias: expected [64], found [65]\n"
            "main.4.running_mean: expected [64], found [65]\nmain.4.running_var: expected [64], found "
            "[65]\n");
        row("a norm too few",
            all({drop("main.4.weight"), drop("main.4.bias"), drop("main.4.running_mean"),
                 drop("main.4.running_var"), drop("main.4.num_batches_tracked")}),
            "main.3.weight: expected a norm of 64 channels after it, found nothing\n");
        row("norm over pixels", all({shape("main.1.weight", {128, 4, 4}), shape("main.1.bias", {128, 4, 4})}),
            "main.1.weight: expected [128], found [128, 4, 4]\nmain.1.bias: expected [128], found [128, 4, "
            "4]\n");
        row("bias", add({"main.3.bias", "F32", {128}}), "main.3.bias: expected [64], found [128]\n");
        row("bias of two dimensions", add({"main.3.bias", "F32", {64, 1}}),
            "main.3.bias: expected [64], found [64, 1]\n");
        row("attention", add({"main.2.query.weight", "F32", {8, 64, 1, 1}}),
            "main.2.query.weight: expected nothing, found [8, 64, 1, 1]\n");
        row("gamma", add({"main.2.gamma", "F32", {1}}), "main.2.gamma: expected nothing, found [1]\n");
        row("activation", add({"main.2.weight", "F32", {1}}), "main.2.weight: expected nothing, found [1]\n");
        row("spectral norm",
            all({call("main.0.weight", "main.0.weight_orig"), add({"main.0.weight_u", "F32", {128}}),
                 add({"main.0.weight_v", "F32", {1024}})}),
            "main.0.weight_orig: expected a weight without spectral norm, found [64, 128, 4, 4]\n");
        row("parametrized spectral norm",
            all({call("main.3.weight", "main.3.parametrizations.weight.original"),
                 add({"main.3.parametrizations.weight.0._u", "F32", {64}}),
                 add({"main.3.parametrizations.weight.0._v", "F32", {2048}})}),
            "main.3.parametrizations.weight.original: expected a weight without spectral norm, "
            "found [128, 64, 4, 4]\n");
        row("weight norm",
            all({call("main.3.weight", "main.3.weight_v"), add({"main.3.weight_g", "F32", {128, 1, 1, 1}})}),
            "main.3.weight_v: expected a weight without weight norm, found [128, 64, 4, 4]\n");
        row("type", type("main.3.weight", "I8"), "main.3.weight: expected F16, BF16, F32 or F64, found I8\n");
        row("type of a norm", type("main.1.bias", "BOOL"),
            "main.1.bias: expected F16, BF16, F32 or F64, found BOOL\n");
        row("latent too small", shape("main.0.weight", {0, 128, 4, 4}),
            "main.0.weight: expected latent_size 2 to 4096, found [0, 128, 4, 4]\n");
        row("latent too large", shape("main.0.weight", {4097, 128, 4, 4}),
            "main.0.weight: expected latent_size 2 to 4096, found [4097, 128, 4, 4]\n");
        row("channels",
            everything(tensors_of(GeneratorSpec{16, 8, 513, Norm::None, Bias::None}, KeyStyle::Dcgan)),
            "main.4.weight: expected generator_channels 1 to 512, found [513, 3, 4, 4]\n");
        row("a layer too many",
            everything(tensors_of(GeneratorSpec{256, 8, 4, Norm::None, Bias::None}, KeyStyle::Article) +
                       Tensors{{"ConvT0.weight", "F32", {100, 256, 4, 4}}}),
            "ConvT0.weight: expected 3 to 7 convolutions, found 8\n"
            "ConvT1.weight: expected [256, 128, 4, 4], found [8, 128, 4, 4]\n");
        row("one layer", everything({{"a.weight", "F32", {10, 3, 4, 4}}}),
            "a.weight: expected 3 to 7 convolutions, found 1\n");
        row("two layers", everything({{"a.weight", "F32", {10, 8, 4, 4}}, {"b.weight", "F32", {8, 3, 4, 4}}}),
            "a.weight: expected 3 to 7 convolutions, found 2\n");
        row("plain convolutions",
            everything({{"0.weight", "F32", {64, 100, 3, 3}},
                        {"1.weight", "F32", {32, 64, 3, 3}},
                        {"2.weight", "F32", {3, 32, 3, 3}}}),
            "2.weight: expected [32, 3, 4, 4], found [3, 32, 3, 3]\n"
            "1.weight: expected [64, 32, 4, 4], found [32, 64, 3, 3]\n"
            "0.weight: expected [64, 64, 4, 4], found [64, 100, 3, 3]\n");
        row("no convolution",
            everything({{"layers.0.weight", "F32", {256, 100}}, {"layers.0.bias", "F32", {256}}}),
            "layers.0.weight: expected a convolution's weight of 4 dimensions, found [256, 100]\n");
        row("something else", everything({{"z", "F32", {8, 100}}}),
            "blocks.0.conv.weight: expected a convolution's weight of 4 dimensions, found nothing\n");
        row("nothing", everything({}),
            "blocks.0.conv.weight: expected a convolution's weight of 4 dimensions, found nothing\n");
    }

    void misfits_of_a_generator() {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        Tensors tensors = tensors_of(kGenerator, KeyStyle::Dcgan);
        change(tensors);
        QCOMPARE(QString::fromStdString(misfits_of(tensors)), expected);
        QCOMPARE(QString::fromStdString(misfits_of(shuffled(tensors, 3))), expected);
    }

    void misfits_of_a_critic_data() {
        QTest::addColumn<Change>("change");
        QTest::addColumn<QString>("expected");
        const auto row = [](const char* name, const Change& change, const char* expected) {
            QTest::newRow(name) << change << expected;
        };
        row("kernel", shape("main.3.weight", {32, 16, 5, 5}),
            "main.3.weight: expected [32, 16, 4, 4], found [32, 16, 5, 5]\n");
        row("grey", shape("main.0.weight", {16, 1, 4, 4}),
            "main.0.weight: expected [16, 3, 4, 4], found [16, 1, 4, 4]\n");
        row("linear", shape("main.9.weight", {1, 1024}),
            "main.9.weight: expected [1, 64, 4, 4], found [1, 1024]\n");
        row("two norms too few",
            all({drop("main.4.weight"), drop("main.4.bias"), drop("main.1.weight"), drop("main.1.bias")}),
            "main.0.weight: expected a norm of 16 channels after it, found nothing\n"
            "main.3.weight: expected a norm of 32 channels after it, found nothing\n");
        row("channels",
            everything(tensors_of(CriticSpec{16, 513, Norm::None, true, Bias::None}, KeyStyle::Dcgan)),
            "main.0.weight: expected critic_channels 1 to 512, found [513, 3, 4, 4]\n");
        row("bias of the score", add({"main.9.bias", "F32", {64}}),
            "main.9.bias: expected [1], found [64]\n");
    }

    void misfits_of_a_critic() {
        QFETCH(Change, change);
        QFETCH(QString, expected);
        Tensors tensors = tensors_of(CriticSpec{32, 16, Norm::Layer, true, Bias::None}, KeyStyle::Dcgan);
        change(tensors);
        QCOMPARE(QString::fromStdString(misfits_of(tensors)), expected);
    }

    /// The generator is what somebody wants to open.
    void misfits_are_those_of_the_generator() {
        Tensors file = tensors_of(kCritic, KeyStyle::Dcgan, "checkpoint.netD.") +
                       tensors_of(kGenerator, KeyStyle::Dcgan, "checkpoint.netG_ema.") +
                       tensors_of(kGenerator, KeyStyle::Dcgan, "checkpoint.netG.");
        for (const char* network : {"netD", "netG", "netG_ema"})
            add({std::string("checkpoint.") + network + ".main.2.gamma", "F32", {1}})(file);
        QCOMPARE(misfits_of(file),
                 std::string("checkpoint.netG.main.2.gamma: expected nothing, found [1]\n"));
    }

    void misfits_do_not_fill_the_screen() {
        Tensors tensors = tensors_of(kGenerator, KeyStyle::Article);
        for (int i = 0; i < 100; ++i)
            tensors.push_back({"extra" + std::to_string(i) + ".weight", "F32", {7, 7, 7}});
        const RecognizedWeights found = recognize_weights(tensors);
        QCOMPARE(found.misfits.size(), std::size_t{8});
        QCOMPARE(found.misfits.front(), (Misfit{"extra0.weight", "nothing", "[7, 7, 7]"}));
    }

    /// A linear layer takes the place of the first convolution: the others alone look like a smaller
    /// generator.
    void what_is_left_of_another_network_is_none() {
        const GeneratorSpec left{32, 256, 32, Norm::Batch, Bias::None};
        Tensors tensors = tensors_of(left, KeyStyle::Dcgan, "up.");
        QVERIFY(recognize_weights(tensors).generator);
        tensors.push_back({"fc.weight", "F32", {4096, 100}});
        QCOMPARE(misfits_of(tensors),
                 std::string("fc.weight: expected [100, 256, 4, 4], found [4096, 100]\n"));
    }

    void one_network_that_fits_is_enough() {
        Tensors file =
            tensors_of(kGenerator, KeyStyle::Dcgan, "netG.") + tensors_of(kCritic, KeyStyle::Dcgan, "netD.");
        shape("netG.main.9.weight", {32, 1, 4, 4})(file);
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(!found.generator && found.critic && found.misfits.empty());
    }
};

WASSERFARBE_TEST(WeightMisfitsTest)

} // namespace wasserfarbe::test::weight_misfits_test

#include "weight_misfits_test.moc"
