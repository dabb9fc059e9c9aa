#include "model/weights/recognise/recognized_weights.h"

#include <chrono>

#include <QTest>

#include "model/types/norm_table.h"
#include "model/weights/recognise/network_hints.h"
#include "tests/support/network_tensors.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::recognized_weights_test {

namespace {

using Renaming = std::vector<std::pair<std::string, std::string>>;

/// What the tensors of a network's places are called, in its order.
template <typename Spec>
std::vector<std::string> names(const Tensors& tensors, const RecognizedNetwork<Spec>& network) {
    std::vector<std::string> names;
    for (const WeightPlace& place : network.places)
        names.push_back(tensors.at(place.tensor).name);
    return names;
}

/// Whether a network was recognised as `spec`, each tensor in its place. @param expected  in the network's
/// order
template <typename Spec>
bool matches(const std::optional<RecognizedNetwork<Spec>>& network, const Spec& spec, const Tensors& file,
             const Tensors& expected) {
    if (!network || network->spec != spec || network->places.size() != expected.size())
        return false;
    const std::vector<KeyName> keys = network_keys(spec, KeyStyle::Article);
    for (std::size_t i = 0; i < expected.size(); ++i) {
        const WeightPlace& place = network->places[i];
        if (place.name != keys[i].name || file[place.tensor] != expected[i])
            return false;
    }
    return true;
}

/// Gives tensors other names, those after the last dot kept.
Tensors renamed(Tensors tensors, const Renaming& modules) {
    for (TensorInfo& tensor : tensors) {
        for (const auto& [from, to] : modules) {
            if (tensor.name.starts_with(from + ".")) {
                tensor.name.replace(0, from.size(), to);
                break;
            }
        }
    }
    return tensors;
}

Tensors of_type(Tensors tensors, const std::string& type) {
    for (TensorInfo& tensor : tensors) {
        if (tensor.type == "F32")
            tensor.type = type;
    }
    return tensors;
}

std::vector<GeneratorSpec> generator_grid() {
    std::vector<GeneratorSpec> specs;
    for (const int size : {16, 32, 64, 128, 256})
        for (const int latent : {2, 3, 64, 100, 128, 256})
            for (const int channels : {1, 2, 3, 8, 32})
                for (const Norm norm : {Norm::None, Norm::Layer, Norm::Batch})
                    for (const Bias bias : {Bias::None, Bias::Last, Bias::All})
                        specs.push_back({size, latent, channels, norm, bias});
    return specs;
}

std::vector<CriticSpec> critic_grid() {
    std::vector<CriticSpec> specs;
    for (const int size : {16, 32, 64, 128, 256})
        for (const int channels : {1, 2, 3, 8, 32})
            for (const Norm norm : {Norm::None, Norm::Layer, Norm::Batch})
                for (const Bias bias : {Bias::None, Bias::Last, Bias::All})
                    for (const bool first_norm : {true, false}) {
                        if (first_norm || norm != Norm::None)
                            specs.push_back({size, channels, norm, first_norm, bias});
                    }
    return specs;
}

using Metadata = std::map<std::string, std::string>;

/// As in a file that this program exports.
Metadata metadata_of(const GeneratorSpec& generator, const CriticSpec& critic) {
    NetworkHints hints{settings_of(generator)};
    for (const Setting& setting : settings_of(critic))
        hints.settings.push_back(setting);
    return {{kNetworkHints, format_hints(hints)}};
}

Tensors tensors_of_both(const GeneratorSpec& generator, const CriticSpec& critic) {
    return tensors_of(generator, KeyStyle::Article, "generator.") +
           tensors_of(critic, KeyStyle::Article, "critic.");
}

} // namespace

} // namespace wasserfarbe::test::recognized_weights_test

Q_DECLARE_METATYPE(wasserfarbe::test::recognized_weights_test::Renaming)

namespace wasserfarbe::test::recognized_weights_test {

class RecognizedWeightsTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void every_generator_is_recognised() {
        unsigned seed = 0;
        for (const GeneratorSpec& spec : generator_grid()) {
            for (const KeyStyle style : {KeyStyle::Article, KeyStyle::Dcgan}) {
                const Tensors tensors = tensors_of(spec, style);
                const Tensors file = shuffled(tensors, ++seed);
                const RecognizedWeights found = recognize_weights(file);
                QVERIFY(matches(found.generator, spec, file, tensors));
                QVERIFY(!found.averaged && !found.critic && found.misfits.empty());
            }
        }
    }

    void every_critic_is_recognised() {
        unsigned seed = 0;
        for (const CriticSpec& spec : critic_grid()) {
            for (const KeyStyle style : {KeyStyle::Article, KeyStyle::Dcgan}) {
                const Tensors tensors = tensors_of(spec, style);
                const Tensors file = shuffled(tensors, ++seed);
                const RecognizedWeights found = recognize_weights(file);
                QVERIFY(matches(found.critic, spec, file, tensors));
                QVERIFY(!found.generator && !found.averaged && found.misfits.empty());
            }
        }
    }

    void names_do_not_matter_data() {
        QTest::addColumn<Renaming>("modules");
        QTest::newRow("net.0") << Renaming{{"main", "net"}};
        QTest::newRow("blocks in a Sequential") << Renaming{
            {"main.0", "gen.0.0"}, {"main.1", "gen.0.1"}, {"main.3", "gen.1.0"}, {"main.4", "gen.1.1"},
            {"main.6", "gen.2.0"}, {"main.7", "gen.2.1"}, {"main.9", "gen.3"}};
        QTest::newRow("words") << Renaming{{"main.0", "initial"},   {"main.1", "norm_initial"},
                                           {"main.3", "pyramid.b"}, {"main.4", "norm_b"},
                                           {"main.6", "pyramid.a"}, {"main.7", "norm_a"},
                                           {"main.9", "final"}};
        QTest::newRow("DataParallel") << Renaming{{"main", "module.main"}};
        QTest::newRow("Lightning") << Renaming{{"main", "state_dict.generator.module.main"}};
        QTest::newRow("no dots") << Renaming{{"main.0", "tconv1"}, {"main.1", "bn1"},    {"main.3", "tconv2"},
                                             {"main.4", "bn2"},    {"main.6", "tconv3"}, {"main.7", "bn3"},
                                             {"main.9", "tconv4"}};
        QTest::newRow("wrong order") << Renaming{
            {"main.0", "layer.9"},  {"main.1", "layer.10"}, {"main.3", "layer.1"}, {"main.4", "layer.12"},
            {"main.6", "layer.11"}, {"main.7", "layer.0"},  {"main.9", "layer.2"}};
    }

    void names_do_not_matter() {
        QFETCH(Renaming, modules);
        const Tensors tensors = renamed(tensors_of(kGenerator, KeyStyle::Dcgan), modules);
        const RecognizedWeights found = recognize_weights(tensors);
        QVERIFY(matches(found.generator, kGenerator, tensors, tensors));
    }

    /// Its first critic layer has a bias and the last one too, those between have none but a norm.
    void some_biases_may_be_missing() {
        Tensors tensors = tensors_of(CriticSpec{32, 16, Norm::Batch, false, Bias::All}, KeyStyle::Dcgan);
        tensors = without(without(tensors, "main.2.bias"), "main.5.bias");
        const RecognizedWeights found = recognize_weights(tensors);
        QVERIFY(found.critic);
        QCOMPARE(found.critic->spec, (CriticSpec{32, 16, Norm::Batch, false, Bias::All}));
        QCOMPARE(names(tensors, *found.critic).size(), tensors.size());
        QCOMPARE(found.critic->places[1].name, std::string("blocks.0.conv.bias"));
        QCOMPARE(found.critic->places[3].name, std::string("blocks.1.norm.weight"));
    }

    void the_last_layer_alone_may_lack_a_bias() {
        const GeneratorSpec spec{16, 8, 4, Norm::None, Bias::All};
        const RecognizedWeights found =
            recognize_weights(without(tensors_of(spec, KeyStyle::Article), "ConvT3.bias"));
        QVERIFY(found.generator);
        QCOMPARE(found.generator->spec, spec);
        QCOMPARE(found.generator->places.size(), std::size_t{5});
    }

    void types() {
        for (const char* name : {"F16", "BF16", "F64"}) {
            const Tensors tensors = of_type(tensors_of(kGenerator, KeyStyle::Article), name);
            QVERIFY(matches(recognize_weights(tensors).generator, kGenerator, tensors, tensors));
        }
    }

    void counters_of_batches_are_not_needed() {
        const Tensors tensors = without(tensors_of(kGenerator, KeyStyle::Article), "num_batches_tracked");
        const RecognizedWeights found = recognize_weights(tensors);
        QVERIFY(found.generator);
        QCOMPARE(found.generator->spec, kGenerator);
        QCOMPARE(found.generator->places.size(), tensors.size());

        // An average of all that a network has makes fractions of them.
        Tensors averaged = tensors_of(kGenerator, KeyStyle::Article);
        find_tensor(averaged, "batchN2.num_batches_tracked")->type = "F32";
        find_tensor(averaged, "batchN1.num_batches_tracked")->shape = {1};
        const RecognizedWeights fractions = recognize_weights(averaged);
        QVERIFY(fractions.generator);
        QCOMPARE(fractions.generator->places.size(), averaged.size() - 1);
    }

    void single_numbers_beside_the_weights_stay_unused() {
        Tensors tensors = tensors_of(kGenerator, KeyStyle::Article, "G.");
        const std::size_t used = tensors.size();
        for (const char* name : {"G.step", "G.ConvT1.scale", "epoch"})
            tensors.push_back({name, "I64", {}});
        const RecognizedWeights found = recognize_weights(tensors);
        QVERIFY(found.generator);
        QCOMPARE(found.generator->places.size(), used);
        QCOMPARE(found.generator->where, std::string("G"));
    }

    void a_training_checkpoint() {
        const Tensors generator = tensors_of(kGenerator, KeyStyle::Dcgan, "models.netG.module.");
        const Tensors critic = tensors_of(kCritic, KeyStyle::Dcgan, "models.netD.module.");
        const Tensors rest = {{"fixed_noise", "F32", {64, 64, 1, 1}},
                              {"optimizers.g.state.0.exp_avg", "F32", {64, 128, 4, 4}},
                              {"optimizers.g.state.0.step", "F32", {}},
                              {"losses", "F32", {1000}}};
        const Tensors file = shuffled(generator + critic + rest, 5);
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(matches(found.generator, kGenerator, file, generator));
        QVERIFY(matches(found.critic, kCritic, file, critic));
        QVERIFY(!found.averaged);
        QCOMPARE(found.generator->where, std::string("models.netG.module.main"));
        QCOMPARE(found.critic->where, std::string("models.netD.module.main"));
    }

    /// The generator's last convolution has the shape of the critic's first.
    void networks_are_not_mixed() {
        const GeneratorSpec generator{64, 128, 64, Norm::None, Bias::None};
        const CriticSpec critic{64, 64, Norm::None, true, Bias::None};
        const Tensors a = tensors_of(generator, KeyStyle::Dcgan, "gan.gen.");
        const Tensors b = tensors_of(critic, KeyStyle::Dcgan, "gan.disc.");
        for (unsigned seed = 0; seed < 20; ++seed) {
            const Tensors file = shuffled(a + b, seed);
            const RecognizedWeights found = recognize_weights(file);
            QVERIFY(matches(found.generator, generator, file, a));
            QVERIFY(matches(found.critic, critic, file, b));
        }
    }

    void this_programs_own_tensors() {
        const Tensors generator = own_tensors_of(kGenerator, "generator.");
        const Tensors average = own_tensors_of(kGenerator, "ema.");
        const Tensors critic = own_tensors_of(kCritic, "critic.");
        Tensors file = own_tensors_of(kGenerator, "generator_adam.m.") +
                       own_tensors_of(kCritic, "critic_adam.v.") + critic + average + generator;
        file.push_back({"random", "U8", {5056}});
        file.push_back({"preview_z", "F32", {64, 64}});
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(matches(found.generator, kGenerator, file, generator));
        QVERIFY(matches(found.averaged, kGenerator, file, average));
        QVERIFY(matches(found.critic, kCritic, file, critic));
    }

    void averages_by_name_data() {
        QTest::addColumn<QString>("prefix");
        QTest::addColumn<bool>("average");
        for (const char* name : {"g_ema", "netG_ema", "ema_model.module", "params_ema", "generator_ema",
                                 "ema", "netEMA", "emaGenerator", "EMAModel", "swa_model", "shadow", "g_avg",
                                 "averaged.generator", "average-model", "a.ema.b"})
            QTest::newRow(name) << name << true;
        for (const char* name : {"g", "schema", "cinema", "emanon", "remaining", "swag", "generator", "Gema"})
            QTest::newRow(name) << name << false;
    }

    void averages_by_name() {
        QFETCH(QString, prefix);
        QFETCH(bool, average);
        const RecognizedWeights found =
            recognize_weights(tensors_of(kGenerator, KeyStyle::Article, prefix.toStdString() + "."));
        QCOMPARE(found.averaged.has_value(), average);
        QCOMPARE(found.generator.has_value(), !average);
        QCOMPARE((average ? found.averaged : found.generator)->where, prefix.toStdString());
    }

    /// torch.optim.swa_utils.AveragedModel does not call itself an average.
    void an_averaged_model_by_its_counter() {
        Tensors averaged = tensors_of(kGenerator, KeyStyle::Article, "module.");
        averaged.push_back({"n_averaged", "I64", {}});
        QVERIFY(recognize_weights(averaged).averaged);

        Tensors file = tensors_of(kGenerator, KeyStyle::Article, "a.module.") +
                       tensors_of(kGenerator, KeyStyle::Article, "b.module.");
        file.push_back({"b.n_averaged", "I64", {}});
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(found.generator && found.averaged);
        QCOMPARE(found.generator->where, std::string("a.module"));
        QCOMPARE(found.averaged->where, std::string("b.module"));
    }

    /// An average of the parameters alone has the statistics of the weights that it is the average of.
    void an_average_without_statistics_is_completed() {
        const Tensors raw = tensors_of(kGenerator, KeyStyle::Article, "G.");
        const Tensors average =
            without(without(without(tensors_of(kGenerator, KeyStyle::Article, "shadow."), "running_mean"),
                            "running_var"),
                    "num_batches_tracked");
        const Tensors file = average + raw;
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(matches(found.generator, kGenerator, file, raw));
        QVERIFY(found.averaged);
        QCOMPARE(found.averaged->spec, kGenerator);
        QCOMPARE(found.averaged->places.size(), raw.size());
        QCOMPARE(names(file, *found.averaged)[2], std::string("shadow.batchN1.bias"));
        QCOMPARE(names(file, *found.averaged)[3], std::string("G.batchN1.running_mean"));
    }

    void an_average_of_another_generator_is_not_used() {
        const Tensors file =
            tensors_of(kGenerator, KeyStyle::Article, "G.") +
            tensors_of(GeneratorSpec{32, 100, 32, Norm::Batch, Bias::None}, KeyStyle::Article, "other_ema.");
        const RecognizedWeights found = recognize_weights(file);
        QVERIFY(found.generator && !found.averaged);
    }

    void usual_names_are_preferred() {
        const Tensors file = tensors_of(kGenerator, KeyStyle::Article, "old.") +
                             tensors_of(kGenerator, KeyStyle::Article, "params.") +
                             tensors_of(kGenerator, KeyStyle::Article, "netG.") +
                             tensors_of(kCritic, KeyStyle::Article, "first.") +
                             tensors_of(kCritic, KeyStyle::Article, "second.");
        const RecognizedWeights found = recognize_weights(file);
        QCOMPARE(found.generator->where, std::string("netG"));
        QCOMPARE(found.critic->where, std::string("first"));
    }

    void a_critic_of_the_generators_size_is_preferred() {
        const CriticSpec larger{64, 16, Norm::None, true, Bias::None};
        const Tensors file = tensors_of(larger, KeyStyle::Article, "critic.") +
                             tensors_of(kCritic, KeyStyle::Article, "small.") +
                             tensors_of(kGenerator, KeyStyle::Article, "generator.");
        QCOMPARE(recognize_weights(file).critic->where, std::string("small"));
    }

    void many_tensors_take_no_time() {
        Tensors networks;
        for (int i = 0; networks.size() < 100'000; ++i)
            networks = std::move(networks) +
                       tensors_of(kGenerator, KeyStyle::Dcgan, "models." + std::to_string(i) + ".nested.");
        Tensors convolutions;
        Tensors deep;
        std::string prefix;
        for (int i = 0; i < 100'000; ++i) {
            convolutions.push_back({"layer" + std::to_string(i) + ".weight", "F32", {64, 64, 4, 4}});
            if (i % 50 == 0)
                deep.push_back({(prefix += "a.") + "weight", "F32", {64, 64, 4, 4}});
        }
        for (const Tensors& tensors : {networks, convolutions, deep}) {
            const auto start = std::chrono::steady_clock::now();
            const RecognizedWeights found = recognize_weights(tensors);
            QCOMPARE(found.misfits.empty(), found.generator.has_value());
            const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
            QVERIFY2(seconds.count() < 10, std::to_string(seconds.count()).c_str()); // a sanitizer is slow
        }
    }

    void the_modules_version_tells_instance_norm() {
        const Tensors file =
            tensors_of(GeneratorSpec{16, 8, 4, Norm::Layer, Bias::None}, KeyStyle::Dcgan, "");
        for (const std::int64_t version : {0, 1, 2}) {
            Tensors versioned = file;
            for (TensorInfo& tensor : versioned)
                tensor.module_version = version;
            const Norm expected = version == 2 ? Norm::Instance : Norm::Layer;
            QCOMPARE(recognize_weights(versioned).generator->spec.norm, expected);
            // It is the module's word, which a hint does not change.
            const Metadata metadata = {{kNetworkHints, R"({"generator_norm":"layer"})"}};
            QCOMPARE(recognize_weights(versioned, metadata).generator->spec.norm, expected);
        }
    }

    /// They wrote the norms alone: all else is what the tensors say.
    void hints_of_earlier_versions_tell_instance_norm() {
        const GeneratorSpec generator{16, 8, 4, Norm::Layer, Bias::Last};
        const CriticSpec critic{16, 8, Norm::Layer, false, Bias::All};
        const GeneratorSpec instance_generator{16, 8, 4, Norm::Instance, Bias::Last};
        const CriticSpec instance_critic{16, 8, Norm::Instance, false, Bias::All};
        const Tensors file =
            tensors_of_both(generator, critic) + tensors_of(generator, KeyStyle::Article, "ema.");
        QCOMPARE(recognize_weights(file).generator->spec, generator);
        const RecognizedWeights found = recognize_weights(
            file, {{kNetworkHints,
                    R"({"generator_norm":"instance","critic_norm":"instance","epoch":3,"step":400})"}});
        QCOMPARE(found.generator->spec, instance_generator);
        QCOMPARE(found.averaged->spec, instance_generator);
        QCOMPARE(found.critic->spec, instance_critic);
        const RecognizedWeights one = recognize_weights(
            file,
            {{kNetworkHints, R"({"generator_norm":"layer","critic_norm":"instance","epoch":3,"step":400})"}});
        QCOMPARE(one.generator->spec, generator);
        QCOMPARE(one.critic->spec, instance_critic);
    }

    /// Also of networks for images of two sizes, which have one hint of it.
    void hints_tell_what_tensors_do_not() {
        for (const NormInfo& info : norm_table())
            for (const bool first_norm : {true, false})
                for (const int size : {16, 32}) {
                    const GeneratorSpec generator{16, 8, 4, info.norm, Bias::Last};
                    const CriticSpec critic{size, 8, info.norm, first_norm, Bias::None};
                    const RecognizedWeights found =
                        recognize_weights(tensors_of_both(generator, critic), metadata_of(generator, critic));
                    QCOMPARE(found.generator->spec, generator);
                    QCOMPARE(found.critic->spec, critic);
                }
    }

    /// The tensors are right where the two contradict each other.
    void hints_change_nothing_else() {
        for (const Norm norm : {Norm::None, Norm::Layer, Norm::Batch})
            for (const NormInfo& hint : norm_table()) {
                const GeneratorSpec generator{16, 8, 4, norm, Bias::Last};
                const CriticSpec critic{16, 8, norm, true, Bias::None};
                const RecognizedWeights found = recognize_weights(
                    tensors_of_both(generator, critic),
                    metadata_of({64, 9, 5, hint.norm, Bias::All}, {64, 9, hint.norm, true, Bias::Last}));
                const Norm expected = hint.tensors == norm_info(norm).tensors ? hint.norm : norm;
                QCOMPARE(found.generator->spec, (GeneratorSpec{16, 8, 4, expected, Bias::Last}));
                QCOMPARE(found.critic->spec, (CriticSpec{16, 8, expected, true, Bias::None}));
            }
        const CriticSpec critic{16, 8, Norm::Layer, true, Bias::None};
        const CriticSpec hint{16, 8, Norm::Layer, false, Bias::None};
        QCOMPARE(recognize_weights(tensors_of_both(kGenerator, critic), metadata_of(kGenerator, hint))
                     .critic->spec,
                 critic);
    }

    void hints_are_read_back() {
        for (const NetworkHints& hints :
             {NetworkHints{}, NetworkHints{settings_of(kGenerator), 12, 3456789012},
              NetworkHints{settings_of(kCritic), 0, 1}, NetworkHints{{}, 2147483647, 0}})
            QCOMPARE(parse_hints({{kNetworkHints, format_hints(hints)}}), hints);
        QCOMPARE(metadata_of(kGenerator, {32, 16, Norm::Layer, false, Bias::All}).at(kNetworkHints),
                 std::string(R"({"image_size":32,"latent_size":64,"generator_channels":32,)"
                             R"("generator_norm":"batch","generator_bias":"none",)"
                             R"("critic_channels":16,"critic_norm":"layer","critic_first_norm":false,)"
                             R"("critic_bias":"all","epoch":0,"step":0})"));
    }

    void hints_that_make_no_sense_are_none() {
        QCOMPARE(parse_hints({}), NetworkHints{});
        QCOMPARE(parse_hints({{"format", "pt"}}), NetworkHints{});
        for (const char* garbage :
             {"", "{", "[]", "3", "null", "\"batch\"", "[[[[[[[[[[[[[[]]]]]]]]]]]]]]",
              R"({"generator_norm":"group"})", R"({"generator_norm":3})", R"({"critic_norm":null})",
              R"({"critic_first_norm":"no"})", R"({"image_size":48})",
              R"({"generator_norm":"batch","epoch":-1})", R"({"epoch":1e99})", R"({"epoch":2147483648})",
              R"({"step":"many"})", R"({"generator_norm":"layer","step":null})"})
            QCOMPARE(parse_hints({{kNetworkHints, garbage}}), NetworkHints{});
        QCOMPARE(parse_hints({{kNetworkHints, R"({"critic_norm":"layer","new":[1]})"}}),
                 (NetworkHints{{{"critic_norm", std::string("layer")}}, 0, 0}));
    }

    void shapes_as_text() {
        QCOMPARE(shape_text(std::vector<std::int64_t>{100, 512, 4, 4}), std::string("[100, 512, 4, 4]"));
        QCOMPARE(shape_text(std::vector<std::int64_t>{7}), std::string("[7]"));
        QCOMPARE(shape_text({}), std::string("[]"));
    }
};

WASSERFARBE_TEST(RecognizedWeightsTest)

} // namespace wasserfarbe::test::recognized_weights_test

#include "recognized_weights_test.moc"
