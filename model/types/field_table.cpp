#include "model/types/field_table.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <numeric>
#include <optional>

#include "model/types/error.h"
#include "model/types/norm_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

constexpr double kMaxCount = 1e9;

std::vector<Field> make_table() {
    using C = TrainingConfig;
    std::vector<std::string_view> norms;
    for (const NormInfo& norm : norm_table())
        norms.push_back(norm.name);
    const std::vector<std::string_view> biases = {"none", "last", "all"};
    return {
        {"image_size",
         "Pictures",
         "px",
         "Width and height of the generated images. Twice the size takes about four times as long.",
         &C::image_size,
         16,
         256,
         {"16", "32", "64", "128", "256"}},
        {"fit",
         "Pictures",
         "",
         "What happens to a picture that is not square: crop its centre or its top (portraits), pad its "
         "shorter side with a colour or with its edge, or stretch it.",
         &C::fit,
         0,
         0,
         {"crop", "top", "pad", "edge", "stretch"}},
        {"pad_color",
         "Pictures",
         "",
         "Colour of the padding; used when fit is pad.",
         &C::pad_color,
         0,
         0,
         {},
         true},
        {"alpha_color",
         "Pictures",
         "",
         "Colour behind pictures that have transparent parts.",
         &C::alpha_color,
         0,
         0,
         {},
         true},
        {"horizontal_flip", "Pictures", "",
         "Mirror every second picture at random. Doubles a small set; wrong for pictures with writing.",
         &C::horizontal_flip},
        {"augment_color", "Pictures", "",
         "Show the critic real and generated images in changed brightness, saturation and contrast "
         "(DiffAugment). Helps with fewer than 1,000 pictures.",
         &C::augment_color},
        {"augment_translation", "Pictures", "",
         "Show the critic real and generated images moved by up to an eighth (DiffAugment). Helps with fewer "
         "than 1,000 pictures.",
         &C::augment_translation},
        {"augment_cutout", "Pictures", "",
         "Show the critic real and generated images with a square cut out (DiffAugment). Helps with fewer "
         "than 1,000 pictures.",
         &C::augment_cutout},
        {"held_out",
         "Pictures",
         "",
         "Share of the pictures that is kept from training, to see whether the critic learns by heart; with "
         "fewer than 500 pictures none is.",
         &C::held_out,
         0,
         0.5,
         {},
         true},
        {"epochs",
         "Training",
         "epochs",
         "How often the critic sees the whole set of pictures before the run is finished.",
         &C::epochs,
         1,
         1e6,
         {}},
        {"batch_size",
         "Training",
         "images",
         "Pictures looked at together in one step. Larger is steadier and needs more memory.",
         &C::batch_size,
         1,
         4096,
         {}},
        {"drop_last_batch",
         "Training",
         "",
         "Leave out what remains of an epoch when it does not fill a whole batch.",
         &C::drop_last_batch,
         0,
         0,
         {},
         true},
        {"critic_updates",
         "Training",
         "",
         "Critic updates for each generator update. More makes the critic's advice better and the run "
         "slower.",
         &C::critic_updates,
         1,
         100,
         {}},
        {"lambda",
         "Training",
         "",
         "Weight of the gradient penalty, which keeps the critic's slope near 1.",
         &C::lambda,
         0,
         1000,
         {}},
        {"generator_learning_rate",
         "Training",
         "",
         "How far the generator's weights move at each update (Adam).",
         &C::generator_learning_rate,
         1e-8,
         1,
         {}},
        {"critic_learning_rate",
         "Training",
         "",
         "How far the critic's weights move at each update (Adam).",
         &C::critic_learning_rate,
         1e-8,
         1,
         {}},
        {"beta1",
         "Training",
         "",
         "Adam's memory of past gradients. 0 is the choice of the WGAN-GP paper.",
         &C::beta1,
         0,
         0.9999,
         {},
         true},
        {"beta2", "Training", "", "Adam's memory of past squared gradients.", &C::beta2, 0, 0.9999, {}, true},
        {"schedule_epochs",
         "Training",
         "epochs",
         "The learning rates are multiplied by schedule_gamma every so many epochs; 0 keeps them as they "
         "are.",
         &C::schedule_epochs,
         0,
         1e6,
         {},
         true},
        {"schedule_gamma",
         "Training",
         "",
         "What the learning rates are multiplied by; see schedule_epochs.",
         &C::schedule_gamma,
         1e-6,
         1,
         {},
         true},
        {"ema_half_life",
         "Training",
         "images",
         "Previews come from an average of the generator's weights in which a weight counts half after so "
         "many images; 0 uses the weights as they are.",
         &C::ema_half_life,
         0,
         kMaxCount,
         {},
         true},
        {"latent_size",
         "Networks",
         "",
         "Numbers that the generator makes an image from.",
         &C::latent_size,
         2,
         4096,
         {},
         true},
        {"generator_channels",
         "Networks",
         "",
         "Channels of the generator's narrowest layer; each layer before it has twice as many.",
         &C::generator_channels,
         1,
         512,
         {},
         true},
        {"critic_channels",
         "Networks",
         "",
         "Channels of the critic's narrowest layer; each layer after it has twice as many.",
         &C::critic_channels,
         1,
         512,
         {},
         true},
        {"generator_norm", "Networks", "", "Normalisation between the generator's layers.",
         &C::generator_norm, 0, 0, norms, true},
        {"critic_norm", "Networks", "",
         "Normalisation between the critic's layers. Batch makes one image's score depend on its batch, "
         "which the penalty assumes it does not: use none or layer.",
         &C::critic_norm, 0, 0, norms, true},
        {"critic_first_norm",
         "Networks",
         "",
         "Whether the critic's first layer is normalised like the others. DCGAN leaves it out.",
         &C::critic_first_norm,
         0,
         0,
         {},
         true},
        {"generator_bias", "Networks", "",
         "Which of the generator's convolutions have a bias. DCGAN has none; models from elsewhere may.",
         &C::generator_bias, 0, 0, biases, true},
        {"critic_bias", "Networks", "",
         "Which of the critic's convolutions have a bias. DCGAN has none; models from elsewhere may.",
         &C::critic_bias, 0, 0, biases, true},
        {"initialization",
         "Networks",
         "",
         "How the weights start: dcgan is N(0, 0.02), pytorch is PyTorch's default.",
         &C::initialization,
         0,
         0,
         {"dcgan", "pytorch"},
         true},
        {"preview_images",
         "Keeping",
         "images",
         "Images in each preview, always made from the same latents.",
         &C::preview_images,
         1,
         1024,
         {},
         true},
        {"preview_columns",
         "Keeping",
         "images",
         "Images in a row of the preview.",
         &C::preview_columns,
         1,
         64,
         {},
         true},
        {"preview_epochs",
         "Keeping",
         "epochs",
         "A preview is kept every so many epochs.",
         &C::preview_epochs,
         1,
         1e6,
         {},
         true},
        {"checkpoint_epochs",
         "Keeping",
         "epochs",
         "A checkpoint is written every so many epochs, and always at the end.",
         &C::checkpoint_epochs,
         1,
         1e6,
         {},
         true},
        {"checkpoint_minutes",
         "Keeping",
         "minutes",
         "A checkpoint is also written when the last one is so many minutes of training old; 0: never.",
         &C::checkpoint_minutes,
         0,
         1440,
         {},
         true},
        {"checkpoints_kept",
         "Keeping",
         "",
         "How many of the newest checkpoints are kept, besides the best and those that are pinned; 0 keeps "
         "all.",
         &C::checkpoints_kept,
         0,
         1e6,
         {},
         true},
    };
}

Error out_of_range(const Field& field, const std::string& value) {
    return {ErrorKind::Usage,
            std::string(field.key) + ": " + value + " is out of range; allowed: " + field.range_text()};
}

Error wrong_type(const Field& field, std::string_view value, std::string_view expected) {
    return {ErrorKind::Usage, std::string(field.key) + ": '" + std::string(value) + "' is not " +
                                  std::string(expected) + "; allowed: " + field.range_text()};
}

template <typename Number>
bool parse_number(std::string_view text, Number& number) {
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc{} && result.ptr == end && !text.empty();
}

std::size_t edit_distance(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    std::iota(row.begin(), row.end(), std::size_t{0});
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t diagonal = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t changed = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
            diagonal = row[j];
            row[j] = std::min({row[j] + 1, row[j - 1] + 1, changed});
        }
    }
    return row.back();
}

template <typename T>
constexpr bool is_choice = std::is_enum_v<T>;

} // namespace

FieldType Field::type() const {
    return std::visit(
        []<typename T>(T TrainingConfig::*) {
            if constexpr (is_choice<T>)
                return FieldType::Choice;
            else if constexpr (std::is_same_v<T, Color>)
                return FieldType::Color;
            else if constexpr (std::is_same_v<T, bool>)
                return FieldType::Boolean;
            else if constexpr (std::is_same_v<T, int>)
                return FieldType::Integer;
            else
                return FieldType::Real;
        },
        member);
}

FieldValue Field::get(const TrainingConfig& config) const {
    return std::visit(
        [&]<typename T>(T TrainingConfig::*pointer) -> FieldValue {
            if constexpr (is_choice<T>)
                return std::string(choices.at(static_cast<std::size_t>(config.*pointer)));
            else if constexpr (std::is_same_v<T, Color>)
                return color_text(config.*pointer);
            else if constexpr (std::is_same_v<T, int>)
                return static_cast<std::int64_t>(config.*pointer);
            else
                return config.*pointer;
        },
        member);
}

void Field::set(TrainingConfig& config, const FieldValue& value) const {
    const std::string text = to_text(value);
    const bool named = choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end();
    const auto check_range = [&](double number) {
        if (!(number >= minimum && number <= maximum) || !named)
            throw out_of_range(*this, text);
    };
    std::visit(
        [&]<typename T>(T TrainingConfig::*pointer) {
            if constexpr (is_choice<T>) {
                const auto* name = std::get_if<std::string>(&value);
                if (!name || !named)
                    throw wrong_type(*this, text, "a choice");
                const auto found = std::find(choices.begin(), choices.end(), *name);
                config.*pointer = static_cast<T>(found - choices.begin());
            } else if constexpr (std::is_same_v<T, Color>) {
                const auto* name = std::get_if<std::string>(&value);
                const std::optional<Color> color = name ? parse_color(*name) : std::nullopt;
                if (!color)
                    throw wrong_type(*this, text, "a colour");
                config.*pointer = *color;
            } else if constexpr (std::is_same_v<T, bool>) {
                const auto* flag = std::get_if<bool>(&value);
                if (!flag)
                    throw wrong_type(*this, text, "true or false");
                config.*pointer = *flag;
            } else if constexpr (std::is_same_v<T, int>) {
                const auto* number = std::get_if<std::int64_t>(&value);
                if (!number)
                    throw wrong_type(*this, text, "a whole number");
                check_range(static_cast<double>(*number));
                config.*pointer = static_cast<int>(*number);
            } else {
                const auto* whole = std::get_if<std::int64_t>(&value);
                const auto* real = std::get_if<double>(&value);
                if (!whole && !real)
                    throw wrong_type(*this, text, "a number");
                const double number = whole ? static_cast<double>(*whole) : *real;
                check_range(number);
                config.*pointer = number;
            }
        },
        member);
}

FieldValue Field::parse(std::string_view text) const {
    switch (type()) {
    case FieldType::Integer:
        if (std::int64_t number = 0; parse_number(text, number))
            return number;
        throw wrong_type(*this, text, "a whole number");
    case FieldType::Real:
        if (double number = 0; parse_number(text, number) && std::isfinite(number))
            return number;
        throw wrong_type(*this, text, "a number");
    case FieldType::Boolean:
        if (text == "true" || text == "false")
            return text == "true";
        throw wrong_type(*this, text, "true or false");
    case FieldType::Choice:
    case FieldType::Color:
        return std::string(text);
    }
    unhandled_value();
}

std::string Field::range_text() const {
    if (type() == FieldType::Boolean)
        return "true, false";
    if (type() == FieldType::Color)
        return "#000000 to #ffffff";
    if (choices.empty() && type() == FieldType::Integer)
        return to_text(static_cast<std::int64_t>(minimum)) + " to " +
               to_text(static_cast<std::int64_t>(maximum));
    if (choices.empty())
        return to_text(minimum) + " to " + to_text(maximum);
    std::string text;
    for (const std::string_view choice : choices)
        text.append(text.empty() ? "" : ", ").append(choice);
    return text;
}

std::span<const Field> field_table() {
    static const std::vector<Field> table = make_table();
    return table;
}

const Field& find_field(std::string_view key) {
    const std::span<const Field> table = field_table();
    const auto found = std::find_if(table.begin(), table.end(), [&](const Field& f) { return f.key == key; });
    if (found != table.end())
        return *found;
    const auto nearest = std::min_element(table.begin(), table.end(), [&](const Field& a, const Field& b) {
        return edit_distance(key, a.key) < edit_distance(key, b.key);
    });
    throw Error(ErrorKind::Usage, "unknown setting '" + std::string(key) + "'; did you mean '" +
                                      std::string(nearest->key) + "'?");
}

std::string to_text(const FieldValue& value) {
    return std::visit(
        []<typename T>(const T& v) -> std::string {
            if constexpr (std::is_same_v<T, std::string>) {
                return v;
            } else if constexpr (std::is_same_v<T, bool>) {
                return v ? "true" : "false";
            } else if constexpr (std::is_same_v<T, double>) {
                const double size = std::abs(v);
                const bool plain = v == 0 || (size >= 1e-5 && size < 1e9); // 0.0002 reads better than 2e-04
                std::array<char, 64> buffer{};
                const auto result =
                    std::to_chars(buffer.data(), buffer.data() + buffer.size(), v,
                                  plain ? std::chars_format::fixed : std::chars_format::scientific);
                return {buffer.data(), result.ptr};
            } else {
                return std::to_string(v);
            }
        },
        value);
}

void apply_setting(TrainingConfig& config, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos)
        throw Error(ErrorKind::Usage, "'" + std::string(assignment) + "' is not of the form KEY=VALUE");
    const Field& field = find_field(assignment.substr(0, equals));
    field.set(config, field.parse(assignment.substr(equals + 1)));
}

void check_config(const TrainingConfig& config) {
    if (config.schedule_gamma != 1.0 && config.schedule_epochs == 0)
        throw Error(ErrorKind::Usage,
                    "schedule_gamma: has no effect while schedule_epochs is 0; set both or neither");
    if (config.batch_size == 1 && norm_info(config.critic_norm).across_batch)
        throw Error(ErrorKind::Usage, "batch_size: must be at least 2 when critic_norm is batch");
}

TrainingConfig preset_config(Preset preset) {
    TrainingConfig config; // quick
    if (preset == Preset::Quick)
        return config;
    config.image_size = 64;
    config.generator_channels = 64;
    config.critic_channels = 64;
    config.ema_half_life = 10000.0; // as StyleGAN2 has it
    if (preset == Preset::Paper) {
        config.latent_size = 128;
        config.critic_norm = Norm::Layer;
        config.critic_updates = 5;
        config.generator_learning_rate = 1e-4;
        config.critic_learning_rate = 1e-4;
        config.epochs = 500;
        return config;
    }
    config.latent_size = 100;
    config.critic_norm = Norm::Batch;
    config.initialization = Initialization::PyTorch;
    config.beta1 = 0.5;
    config.schedule_gamma = 0.95;
    config.schedule_epochs = 100;
    config.batch_size = 128;
    config.drop_last_batch = false;
    config.epochs = 1000;
    return config;
}

std::string_view preset_name(Preset preset) {
    switch (preset) {
    case Preset::Quick:
        return "quick";
    case Preset::Paper:
        return "paper";
    case Preset::Article:
        return "article";
    }
    unhandled_value();
}

std::span<const Preset> all_presets() {
    static constexpr std::array presets = {Preset::Quick, Preset::Paper, Preset::Article};
    return presets;
}

Preset parse_preset(std::string_view name) {
    for (const Preset preset : all_presets())
        if (preset_name(preset) == name)
            return preset;
    throw Error(ErrorKind::Usage, "preset: '" + std::string(name) + "' is not quick, paper or article");
}

} // namespace wasserfarbe
