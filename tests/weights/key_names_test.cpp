#include "model/weights/recognise/key_names.h"

#include <set>

#include <QTest>

#include "tests/support/error_support.h"
#include "tests/support/network_tensors.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::key_names_test {

namespace {

using Texts = std::vector<std::string>;

Texts keys(const std::vector<KeyName>& names) {
    Texts keys;
    for (const KeyName& name : names)
        keys.push_back(name.key);
    return keys;
}

Texts names(const std::vector<KeyName>& keys) {
    Texts names;
    for (const KeyName& key : keys)
        names.push_back(key.name);
    return names;
}

Texts batch_norm(const std::string& module) {
    return {module + ".weight", module + ".bias", module + ".running_mean", module + ".running_var",
            module + ".num_batches_tracked"};
}

Texts joined(const std::vector<Texts>& parts) {
    Texts all;
    for (const Texts& part : parts)
        all.insert(all.end(), part.begin(), part.end());
    return all;
}

/// PyTorch's DCGAN example, whose critic's first layer has no norm.
const CriticSpec kExampleCritic{64, 64, Norm::Batch, false, Bias::None};

} // namespace

class KeyNamesTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void own_names_of_a_generator() {
        QCOMPARE(names(network_keys({16, 8, 4, Norm::Batch, Bias::All}, KeyStyle::Article)),
                 joined({{"blocks.0.conv.weight", "blocks.0.conv.bias"},
                         batch_norm("blocks.0.norm"),
                         {"blocks.1.conv.weight", "blocks.1.conv.bias"},
                         batch_norm("blocks.1.norm"),
                         {"blocks.2.conv.weight", "blocks.2.conv.bias"}}));
    }

    void own_names_of_a_critic() {
        QCOMPARE(names(network_keys({16, 8, Norm::Layer, false, Bias::Last}, KeyStyle::Dcgan)),
                 (Texts{"blocks.0.conv.weight", "blocks.1.conv.weight", "blocks.1.norm.weight",
                        "blocks.1.norm.bias", "blocks.2.conv.weight", "blocks.2.conv.bias"}));
    }

    void keys_of_the_article() {
        QCOMPARE(keys(network_keys({16, 8, 4, Norm::Batch, Bias::None}, KeyStyle::Article)),
                 joined({{"ConvT1.weight"},
                         batch_norm("batchN1"),
                         {"ConvT2.weight"},
                         batch_norm("batchN2"),
                         {"ConvT3.weight"}}));
        QCOMPARE(keys(network_keys({16, 8, Norm::Instance, true, Bias::All}, KeyStyle::Article)),
                 (Texts{"Conv1.weight", "Conv1.bias", "batchN1.weight", "batchN1.bias", "Conv2.weight",
                        "Conv2.bias", "batchN2.weight", "batchN2.bias", "Conv3.weight", "Conv3.bias"}));
    }

    /// A norm has the number of its convolution.
    void keys_of_the_article_without_a_first_norm() {
        QCOMPARE(keys(network_keys({16, 8, Norm::Batch, false, Bias::None}, KeyStyle::Article)),
                 joined({{"Conv1.weight", "Conv2.weight"}, batch_norm("batchN2"), {"Conv3.weight"}}));
    }

    /// As `netG.state_dict()` and `netD.state_dict()` of the example list them.
    void keys_of_the_dcgan_example() {
        QCOMPARE(keys(network_keys({64, 100, 64, Norm::Batch, Bias::None}, KeyStyle::Dcgan)),
                 joined({{"main.0.weight"},
                         batch_norm("main.1"),
                         {"main.3.weight"},
                         batch_norm("main.4"),
                         {"main.6.weight"},
                         batch_norm("main.7"),
                         {"main.9.weight"},
                         batch_norm("main.10"),
                         {"main.12.weight"}}));
        QCOMPARE(keys(network_keys(kExampleCritic, KeyStyle::Dcgan)),
                 joined({{"main.0.weight", "main.2.weight"},
                         batch_norm("main.3"),
                         {"main.5.weight"},
                         batch_norm("main.6"),
                         {"main.8.weight"},
                         batch_norm("main.9"),
                         {"main.11.weight"}}));
    }

    void keys_of_a_sequential_without_norms() {
        QCOMPARE(keys(network_keys({16, 8, 4, Norm::None, Bias::Last}, KeyStyle::Dcgan)),
                 (Texts{"main.0.weight", "main.2.weight", "main.4.weight", "main.4.bias"}));
        // Without norms it says nothing whether the first layer has one.
        for (const bool first_norm : {false, true})
            QCOMPARE(keys(network_keys({16, 8, Norm::None, first_norm, Bias::None}, KeyStyle::Dcgan)),
                     (Texts{"main.0.weight", "main.2.weight", "main.4.weight"}));
    }

    void no_key_is_there_twice() {
        for (const KeyStyle style : {KeyStyle::Article, KeyStyle::Dcgan}) {
            const Texts all = keys(network_keys({256, 100, 64, Norm::Batch, Bias::All}, style));
            QCOMPARE((std::set<std::string>(all.begin(), all.end()).size()), all.size());
            QCOMPARE(all.size(), std::size_t{7 * 2 + 6 * 5});
        }
    }

    void an_image_size_out_of_range_is_refused() {
        for (const int size : {0, 8, 48, 512}) {
            GeneratorSpec generator{64, 100, 64, Norm::Batch, Bias::None};
            generator.image_size = size;
            QVERIFY(says(error_of([&] { network_keys(generator, KeyStyle::Dcgan); }), ErrorKind::Usage,
                         "image_size"));
        }
    }
};

WASSERFARBE_TEST(KeyNamesTest)

} // namespace wasserfarbe::test::key_names_test

#include "key_names_test.moc"
