#include "model/types/field_table.h"

#include <algorithm>
#include <limits>
#include <set>
#include <string>

#include <QTest>

#include "model/networks/network_spec.h"
#include "model/types/config_difference.h"
#include "tests/support/error_support.h"
#include "tests/support/test_program.h"

namespace wasserfarbe::test::field_table_test {

namespace {

std::string text_of(const TrainingConfig& config, std::string_view key) {
    return to_text(find_field(key).get(config));
}

std::optional<Error> error_of_setting(std::string_view assignment) {
    TrainingConfig config;
    return error_of([&] { apply_setting(config, assignment); });
}

std::optional<Error> error_of_value(std::string_view key, const FieldValue& value) {
    TrainingConfig config;
    return error_of([&] { find_field(key).set(config, value); });
}

TrainingConfig with(std::string_view assignment) {
    TrainingConfig config;
    apply_setting(config, assignment);
    return config;
}

/// A key of the table of presets and its values.
struct PresetRow {
    const char* key;
    const char* article;
    const char* paper;
    const char* quick;
};

constexpr PresetRow kPresetRows[] = {{"image_size", "64", "64", "32"},
                                     {"latent_size", "100", "128", "64"},
                                     {"generator_channels", "64", "64", "32"},
                                     {"critic_channels", "64", "64", "32"},
                                     {"generator_norm", "batch", "batch", "batch"},
                                     {"critic_norm", "batch", "layer", "none"},
                                     {"lambda", "10", "10", "10"},
                                     {"critic_updates", "2", "5", "2"},
                                     {"generator_learning_rate", "0.0002", "0.0001", "0.0002"},
                                     {"critic_learning_rate", "0.0002", "0.0001", "0.0002"},
                                     {"beta1", "0.5", "0", "0"},
                                     {"beta2", "0.9", "0.9", "0.9"},
                                     {"schedule_gamma", "0.95", "1", "1"},
                                     {"schedule_epochs", "100", "0", "0"},
                                     {"batch_size", "128", "64", "64"}};

} // namespace

class FieldTableTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void presets_have_their_values_data() {
        QTest::addColumn<QString>("key");
        QTest::addColumn<QStringList>("values");
        for (const PresetRow& row : kPresetRows)
            QTest::newRow(row.key) << QString(row.key) << QStringList{row.article, row.paper, row.quick};
    }
    void presets_have_their_values() {
        QFETCH(QString, key);
        QFETCH(QStringList, values);
        const std::string name = key.toStdString();
        QCOMPARE(text_of(preset_config(Preset::Article), name), values[0].toStdString());
        QCOMPARE(text_of(preset_config(Preset::Paper), name), values[1].toStdString());
        QCOMPARE(text_of(preset_config(Preset::Quick), name), values[2].toStdString());
    }

    void numbers_of_presets_are_exact() {
        const TrainingConfig article = preset_config(Preset::Article);
        QVERIFY(article.generator_learning_rate == 2e-4 && article.critic_learning_rate == 2e-4);
        QVERIFY(article.schedule_gamma == 0.95 && article.beta1 == 0.5 && article.beta2 == 0.9);
        const TrainingConfig paper = preset_config(Preset::Paper);
        QVERIFY(paper.generator_learning_rate == 1e-4 && paper.critic_learning_rate == 1e-4);
        QVERIFY(paper.lambda == 10.0);
    }

    void quick_is_what_a_config_starts_as() { QVERIFY(preset_config(Preset::Quick) == TrainingConfig{}); }

    void presets_pass_their_own_checks() {
        for (const Preset preset : all_presets()) {
            const TrainingConfig config = preset_config(preset);
            check_config(config);
            TrainingConfig copy;
            for (const Field& field : field_table())
                field.set(copy, field.get(config));
            QVERIFY2(copy == config, preset_name(preset).data());
        }
    }

    void preset_names_are_read_back() {
        QCOMPARE(all_presets().size(), std::size_t{3});
        for (const Preset preset : all_presets())
            QVERIFY(parse_preset(preset_name(preset)) == preset);
        QVERIFY(parse_preset("quick") == Preset::Quick);
        QVERIFY(parse_preset("paper") == Preset::Paper);
        QVERIFY(parse_preset("article") == Preset::Article);
        for (const char* name : {"", "Quick", "quick ", "fast"})
            QVERIFY2(says(error_of([&] { parse_preset(name); }), ErrorKind::Usage, "quick, paper or article"),
                     name);
    }

    void every_member_of_the_config_has_a_field() {
        // A config differs from the default in each field, so copying by the table must carry every member.
        TrainingConfig config;
        for (const Field& field : field_table()) {
            FieldValue other = field.get(config);
            if (auto* number = std::get_if<std::int64_t>(&other))
                *number = *number == 32 ? 64 : *number + 1;
            else if (auto* real = std::get_if<double>(&other))
                *real = *real == field.maximum ? field.minimum : (*real + field.maximum) / 2;
            else if (auto* flag = std::get_if<bool>(&other))
                *flag = !*flag;
            else if (field.type() == FieldType::Color)
                other = std::string("#123456");
            else
                other = std::string(
                    field.choices.at(field.choices.front() == std::get<std::string>(other) ? 1 : 0));
            const TrainingConfig before = config;
            field.set(config, other);
            QVERIFY2(config != before, field.key.data());
            QVERIFY2(field.get(config) == other, field.key.data());
        }
        QCOMPARE(field_table().size(), std::size_t{36});
    }

    void keys_are_unique_and_described() {
        std::set<std::string_view> keys;
        std::set<std::string_view> labels;
        for (const Field& field : field_table()) {
            QVERIFY2(keys.insert(field.key).second, field.key.data());
            QVERIFY2(!field.key.empty() && *field.group != '\0', field.key.data());
            QVERIFY2(*field.label != '\0' && labels.insert(field.label).second, field.key.data());
            QVERIFY2(std::string_view(field.help).ends_with('.'), field.key.data());
            QVERIFY2(std::ranges::all_of(
                         field.key,
                         [](char c) { return (c >= 'a' && c <= 'z') || c == '_' || c == '1' || c == '2'; }),
                     field.key.data());
            QVERIFY(&find_field(field.key) == &field);
        }
    }

    void numbers_have_a_range_and_choices_have_names() {
        for (const Field& field : field_table()) {
            const bool number = field.type() == FieldType::Integer || field.type() == FieldType::Real;
            QVERIFY2(!number || field.minimum < field.maximum, field.key.data());
            QVERIFY2(field.type() != FieldType::Choice || field.choices.size() >= 2, field.key.data());
            for (const std::string_view choice : field.choices) {
                const char* label = choice_label(choice);
                QVERIFY2((label != nullptr) == (field.type() == FieldType::Choice), choice.data());
                QVERIFY2(!label || label != choice, choice.data()); // words, not names
            }
            QVERIFY2(!field.range_text().empty(), field.key.data());
        }
    }

    void types_follow_from_the_members() {
        QVERIFY(find_field("batch_size").type() == FieldType::Integer);
        QVERIFY(find_field("lambda").type() == FieldType::Real);
        QVERIFY(find_field("horizontal_flip").type() == FieldType::Boolean);
        QVERIFY(find_field("critic_norm").type() == FieldType::Choice);
        QVERIFY(find_field("pad_color").type() == FieldType::Color);
    }

    void range_texts() {
        QCOMPARE(find_field("image_size").range_text(), std::string("16, 32, 64, 128, 256"));
        QCOMPARE(find_field("lambda").range_text(), std::string("0 to 1000"));
        QCOMPARE(find_field("generator_learning_rate").range_text(), std::string("1e-08 to 1"));
        QCOMPARE(find_field("horizontal_flip").range_text(), std::string("true, false"));
        QCOMPARE(find_field("critic_bias").range_text(), std::string("none, last, all"));
        QCOMPARE(find_field("pad_color").range_text(), std::string("#000000 to #ffffff"));
    }

    void choices_stand_in_the_order_of_their_enumeration() {
        QVERIFY(with("critic_norm=none").critic_norm == Norm::None);
        QVERIFY(with("critic_norm=layer").critic_norm == Norm::Layer);
        QVERIFY(with("critic_norm=instance").critic_norm == Norm::Instance);
        QVERIFY(with("generator_norm=batch").generator_norm == Norm::Batch);
        QVERIFY(with("initialization=dcgan").initialization == Initialization::Dcgan);
        QVERIFY(with("initialization=pytorch").initialization == Initialization::PyTorch);
        QVERIFY(with("fit=crop").fit == Fit::Crop);
        QVERIFY(with("fit=pad").fit == Fit::Pad);
        QVERIFY(with("fit=stretch").fit == Fit::Stretch);
        QVERIFY(with("fit=top").fit == Fit::Top);
        QVERIFY(with("fit=edge").fit == Fit::Edge);
    }

    void text_is_read_back_as_the_same_value() {
        for (const Preset preset : all_presets()) {
            const TrainingConfig config = preset_config(preset);
            for (const Field& field : field_table())
                QVERIFY2(field.parse(to_text(field.get(config))) == field.get(config), field.key.data());
        }
        const Field& lambda = find_field("lambda");
        for (const double value : {0.1, 1.0 / 3.0, 5e-324, 1e-8, 999.9999999999999, 0.0})
            QVERIFY(lambda.parse(to_text(value)) == FieldValue(value));
    }

    void limits_themselves_are_allowed() {
        TrainingConfig config;
        for (const Field& field : field_table()) {
            if (field.type() == FieldType::Real) {
                field.set(config, field.minimum);
                field.set(config, field.maximum);
                QVERIFY(field.get(config) == FieldValue(field.maximum));
            } else if (field.type() == FieldType::Integer) {
                field.set(config, static_cast<std::int64_t>(field.minimum));
                field.set(config, static_cast<std::int64_t>(field.maximum));
                QVERIFY(field.get(config) == FieldValue(static_cast<std::int64_t>(field.maximum)));
            }
        }
    }

    void beyond_the_limits_the_key_and_the_range_are_named() {
        for (const Field& field : field_table()) {
            if (field.type() != FieldType::Real && field.type() != FieldType::Integer)
                continue;
            const auto low = static_cast<std::int64_t>(field.minimum) - 1;
            const auto high = static_cast<std::int64_t>(field.maximum) + 1;
            for (const std::int64_t value : {low, high, std::numeric_limits<std::int64_t>::min(),
                                             std::numeric_limits<std::int64_t>::max()}) {
                const std::optional<Error> error = error_of_value(field.key, value);
                QVERIFY2(says(error, ErrorKind::Usage, field.key), field.key.data());
                QVERIFY2(says(error, ErrorKind::Usage, "allowed: " + field.range_text()), field.key.data());
            }
        }
        QCOMPARE(error_of_setting("batch_size=0")->detail(),
                 std::string("batch_size: 0 is out of range; allowed: 1 to 4096"));
        QVERIFY(says(error_of_setting("beta1=1"), ErrorKind::Usage, "allowed: 0 to 0.9999"));
        QVERIFY(says(error_of_setting("generator_learning_rate=1e-9"), ErrorKind::Usage,
                     "1e-09 is out of range"));
    }

    void image_sizes_between_the_allowed_ones_are_refused() {
        QCOMPARE(with("image_size=128").image_size, 128);
        QCOMPARE(error_of_setting("image_size=48")->detail(),
                 std::string("image_size: 48 is out of range; allowed: 16, 32, 64, 128, 256"));
    }

    void not_a_finite_number_is_refused() {
        constexpr double inf = std::numeric_limits<double>::infinity();
        for (const double value : {std::numeric_limits<double>::quiet_NaN(), inf, -inf})
            for (const char* key : {"lambda", "ema_half_life", "held_out"})
                QVERIFY2(says(error_of_value(key, value), ErrorKind::Usage, "allowed: 0 to "), key);
    }

    void wrong_types_are_refused() {
        QVERIFY(says(error_of_value("batch_size", 8.0), ErrorKind::Usage, "not a whole number"));
        QVERIFY(says(error_of_value("batch_size", true), ErrorKind::Usage, "not a whole number"));
        QVERIFY(says(error_of_value("batch_size", std::string("8")), ErrorKind::Usage, "not a whole number"));
        QVERIFY(says(error_of_value("image_size", 32.0), ErrorKind::Usage, "not a whole number"));
        QVERIFY(says(error_of_value("lambda", std::string("10")), ErrorKind::Usage, "not a number"));
        QVERIFY(says(error_of_value("lambda", true), ErrorKind::Usage, "not a number"));
        QVERIFY(says(error_of_value("horizontal_flip", std::int64_t{1}), ErrorKind::Usage, "true or false"));
        QVERIFY(
            says(error_of_value("horizontal_flip", std::string("true")), ErrorKind::Usage, "true or false"));
        QVERIFY(
            says(error_of_value("fit", std::int64_t{0}), ErrorKind::Usage, "crop, top, pad, edge, stretch"));
        QVERIFY(says(error_of_value("fit", std::string("Crop")), ErrorKind::Usage,
                     "crop, top, pad, edge, stretch"));
    }

    void a_refused_value_changes_nothing() {
        TrainingConfig config;
        QVERIFY(error_of([&] { apply_setting(config, "lambda=1001"); }));
        QVERIFY(error_of([&] { apply_setting(config, "image_size=48"); }));
        QVERIFY(error_of([&] { apply_setting(config, "fit=squeeze"); }));
        QVERIFY(config == TrainingConfig{});
    }

    void a_whole_number_is_a_number() {
        TrainingConfig config;
        find_field("lambda").set(config, std::int64_t{7});
        QCOMPARE(config.lambda, 7.0);
    }

    void settings_of_every_type() {
        QCOMPARE(with("batch_size=16").batch_size, 16);
        QCOMPARE(with("lambda=2.5").lambda, 2.5);
        QCOMPARE(with("lambda=25e-1").lambda, 2.5);
        QCOMPARE(with("horizontal_flip=true").horizontal_flip, true);
        QCOMPARE(with("drop_last_batch=false").drop_last_batch, false);
        QVERIFY(with("fit=pad").fit == Fit::Pad);
        QVERIFY((with("pad_color=#0a0B0c").pad_color == Color{10, 11, 12}));
        QCOMPARE(text_of(with("pad_color=#0a0B0c"), "pad_color"), std::string("#0a0b0c"));
    }

    void malformed_settings_are_refused_data() {
        QTest::addColumn<QString>("setting");
        QTest::addColumn<QString>("words");
        const auto add = [](const char* setting, const char* words) {
            QTest::newRow(setting) << QString(setting) << QString(words);
        };
        add("lambda", "'lambda' is not of the form KEY=VALUE");
        add("", "'' is not of the form KEY=VALUE");
        add("=10", "unknown setting ''");
        add(" lambda=10", "unknown setting ' lambda'; did you mean 'lambda'?");
        add("Lambda=10", "did you mean 'lambda'?");
        for (const char* value : {"nan", "NAN", "inf", "-inf", "infinity", "", " ", "10x", "10 ", " 10",
                                  "+10", "1e999", "0x10", "1,5", "1e", "--1", "10=10"})
            QTest::addRow("lambda=%s", value) << QString("lambda=") + value << "lambda: ";
        for (const char* value : {"", "8.0", "8 ", "1e2", "eight", "99999999999999999999", "-", "0x8"})
            QTest::addRow("batch_size=%s", value) << QString("batch_size=") + value << "batch_size: ";
        for (const char* value : {"", "1", "yes", "True", "true "})
            QTest::addRow("horizontal_flip=%s", value)
                << QString("horizontal_flip=") + value << "true, false";
        for (const char* value : {"", "0", "pad ", "PAD", "crop,pad"})
            QTest::addRow("fit=%s", value)
                << QString("fit=") + value << "allowed: crop, top, pad, edge, stretch";
        for (const char* value : {"", "red", "#fff", "#12345g", "#1234567", "0"})
            QTest::addRow("pad_color=%s", value)
                << QString("pad_color=") + value << "not a colour; allowed: #000000 to #ffffff";
    }
    void malformed_settings_are_refused() {
        QFETCH(QString, setting);
        QFETCH(QString, words);
        const std::optional<Error> error = error_of_setting(setting.toStdString());
        QVERIFY2(says(error, ErrorKind::Usage, words.toStdString()), error ? error->what() : "it was taken");
    }

    void an_unknown_key_suggests_the_nearest() {
        const auto suggests = [](const char* key, const char* nearest) {
            return says(error_of([&] { find_field(key); }), ErrorKind::Usage,
                        "unknown setting '" + std::string(key) + "'; did you mean '" + nearest + "'?");
        };
        QVERIFY(suggests("lamda", "lambda"));
        QVERIFY(suggests("batchsize", "batch_size"));
        QVERIFY(suggests("image_szie", "image_size"));
        QVERIFY(suggests("critic_learning_rat", "critic_learning_rate"));
        QVERIFY(suggests("beta3", "beta1"));
        QVERIFY(suggests("discriminator_channels", "generator_channels"));
    }

    void settings_that_contradict_each_other() {
        TrainingConfig config;
        config.schedule_gamma = 0.5;
        QVERIFY(says(error_of([&] { check_config(config); }), ErrorKind::Usage, "schedule_gamma"));
        config.schedule_epochs = 10;
        check_config(config);
        config.batch_size = 1;
        check_config(config);
        config.critic_norm = Norm::Batch;
        QVERIFY(says(error_of([&] { check_config(config); }), ErrorKind::Usage, "batch_size"));
        config.batch_size = 2;
        check_config(config);
    }

    void values_in_text() {
        QCOMPARE(to_text(std::int64_t{-42}), std::string("-42"));
        QCOMPARE(to_text(2e-4), std::string("0.0002"));
        QCOMPARE(to_text(1e-8), std::string("1e-08"));
        QCOMPARE(to_text(10.0), std::string("10"));
        QCOMPARE(to_text(true), std::string("true"));
        QCOMPARE(to_text(false), std::string("false"));
        QCOMPARE(to_text(std::string("pad")), std::string("pad"));
    }

    void settings_that_differ() {
        std::vector<TrainingConfig> configs(3);
        QVERIFY(differing_settings(configs).empty());
        QVERIFY(differing_settings({}).empty());
        configs[1].lambda = 5.0;
        configs[2].critic_norm = Norm::Layer;
        configs[2].image_size = 64;
        QVERIFY(differing_settings(std::span(configs).first(1)).empty());
        const std::vector<SettingDifference> differences = differing_settings(configs);
        QCOMPARE(differences.size(), std::size_t{3}); // in the order of the form
        QCOMPARE(differences[0].key, std::string_view("image_size"));
        QVERIFY(differences[0].values ==
                (std::vector<FieldValue>{std::int64_t{32}, std::int64_t{32}, std::int64_t{64}}));
        QCOMPARE(differences[1].key, std::string_view("lambda"));
        QVERIFY(differences[1].values == (std::vector<FieldValue>{10.0, 5.0, 10.0}));
        QCOMPARE(differences[2].key, std::string_view("critic_norm"));
        QVERIFY(differences[2].values ==
                (std::vector<FieldValue>{std::string("none"), std::string("none"), std::string("layer")}));
    }

    void settings_that_may_change() {
        std::set<std::string_view> shapes;
        for (const std::vector<Setting>& settings : {settings_of(GeneratorSpec()), settings_of(CriticSpec())})
            for (const auto& [key, value] : settings)
                shapes.insert(key);
        int on_resume = 0;
        for (const Field& field : field_table()) {
            on_resume += may_change_on_resume(field.key) ? 1 : 0;
            QVERIFY2(may_change_on_branch(field.key) != shapes.contains(field.key), field.key.data());
            // What may change in a run may change between two.
            QVERIFY2(!may_change_on_resume(field.key) || may_change_on_branch(field.key), field.key.data());
            if (field.group != std::string_view("Keeping"))
                QVERIFY2(!may_change_on_resume(field.key) || field.key == "epochs", field.key.data());
        }
        QCOMPARE(on_resume, 5);
        QCOMPARE(shapes.size(), std::size_t{9});
        QVERIFY(may_change_on_resume("checkpoints_kept"));
        QVERIFY(!may_change_on_resume("lambda"));
        QVERIFY(may_change_on_branch("lambda"));
        QVERIFY(!may_change_on_branch("latent_size"));
    }
};

WASSERFARBE_TEST(FieldTableTest)

} // namespace wasserfarbe::test::field_table_test

#include "field_table_test.moc"
