#include "model/types/field_table.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <string>

#include "model/types/error.h"
#include "model/types/norm_table.h"
#include "model/types/text.h"

namespace wasserfarbe {
namespace {

constexpr double kMaxCount = 1e9;
constexpr bool kPlain = false;
constexpr bool kAdvanced = true;

constexpr const char* kPictures = WASSERFARBE_TEXT("Field", "Pictures");
constexpr const char* kTraining = WASSERFARBE_TEXT("Field", "Training");
constexpr const char* kNetworks = WASSERFARBE_TEXT("Field", "Networks");
constexpr const char* kKeeping = WASSERFARBE_TEXT("Field", "Keeping");

constexpr const char* kNoUnit = "";
//: a unit after a number in another field: "64 px"
constexpr const char* kPixels = WASSERFARBE_COUNTED("Field", "px");
//: a unit after a number in another field: "10 epochs"
constexpr const char* kEpochs = WASSERFARBE_COUNTED("Field", "epochs");
//: a unit after a number in another field: "64 images"
constexpr const char* kImages = WASSERFARBE_COUNTED("Field", "images");
//: a unit after a number in another field: "15 minutes"
constexpr const char* kMinutes = WASSERFARBE_COUNTED("Field", "minutes");

struct ChoiceLabel {
    std::string_view choice;
    const char* label;
};

/// Of the choices that are no norm; those have their labels in the norm table.
constexpr ChoiceLabel kChoiceLabels[] = {
    {"crop", WASSERFARBE_TEXT("Field", "Crop")},       {"top", WASSERFARBE_TEXT("Field", "Crop the top")},
    {"pad", WASSERFARBE_TEXT("Field", "Pad")},         {"edge", WASSERFARBE_TEXT("Field", "Pad with edge")},
    {"stretch", WASSERFARBE_TEXT("Field", "Stretch")}, {"dcgan", WASSERFARBE_TEXT("Field", "DCGAN")},
    {"pytorch", WASSERFARBE_TEXT("Field", "PyTorch")}, {"last", WASSERFARBE_TEXT("Field", "The last one")},
    {"all", WASSERFARBE_TEXT("Field", "All")},
};

constexpr ConfigConflict kDecayWithoutEpochs = {
    "schedule_gamma: has no effect while schedule_epochs is 0; set both or neither",
    WASSERFARBE_TEXT("Field",
                     "The decay factor has no effect while \"Decay every\" is 0: set both or neither.")};
constexpr ConfigConflict kBatchOfOne = {
    "batch_size: must be at least 2 when critic_norm is batch",
    WASSERFARBE_TEXT("Field", "The batch size must be at least 2 when the critic's norm is batch.")};

std::vector<Field> make_table() {
    using C = TrainingConfig;
    std::vector<std::string_view> norms;
    for (const NormInfo& norm : norm_table())
        norms.push_back(norm.name);
    const std::vector<std::string_view> sizes = {"16", "32", "64", "128", "256"};
    const std::vector<std::string_view> fits = {"crop", "top", "pad", "edge", "stretch"};
    const std::vector<std::string_view> biases = {"none", "last", "all"};
    const std::vector<std::string_view> initializations = {"dcgan", "pytorch"};
    return {
        {"image_size", WASSERFARBE_TEXT("Field", "Image size"), kPictures, kPixels,
         WASSERFARBE_TEXT(
             "Field",
             "Width and height of the generated images. Twice the size takes about four times as long."),
         &C::image_size, 16, 256, kPlain, sizes},
        {"fit", WASSERFARBE_TEXT("Field", "Pictures not square"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field",
                          "What happens to a picture that is not square: crop its centre or its top "
                          "(portraits), pad its shorter side with a colour or with its edge, or stretch it."),
         &C::fit, 0, 0, kPlain, fits},
        {"pad_color", WASSERFARBE_TEXT("Field", "Padding colour"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field", "Colour of the padding; used when fit is pad."), &C::pad_color, 0, 0,
         kAdvanced},
        {"alpha_color", WASSERFARBE_TEXT("Field", "Behind transparency"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field", "Colour behind pictures that have transparent parts."), &C::alpha_color, 0,
         0, kAdvanced},
        {"horizontal_flip", WASSERFARBE_TEXT("Field", "Mirror"), kPictures, kNoUnit,
         WASSERFARBE_TEXT(
             "Field",
             "Mirror every second picture at random. Doubles a small set; wrong for pictures with writing."),
         &C::horizontal_flip},
        {"augment_color", WASSERFARBE_TEXT("Field", "Change colours"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field",
                          "Show the critic real and generated images in changed brightness, saturation and "
                          "contrast (DiffAugment). Helps with fewer than 1,000 pictures."),
         &C::augment_color},
        {"augment_translation", WASSERFARBE_TEXT("Field", "Move"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field", "Show the critic real and generated images moved by up to an eighth "
                                   "(DiffAugment). Helps with fewer than 1,000 pictures."),
         &C::augment_translation},
        {"augment_cutout", WASSERFARBE_TEXT("Field", "Cut out a square"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field", "Show the critic real and generated images with a square cut out "
                                   "(DiffAugment). Helps with fewer than 1,000 pictures."),
         &C::augment_cutout},
        {"held_out", WASSERFARBE_TEXT("Field", "Kept from training"), kPictures, kNoUnit,
         WASSERFARBE_TEXT("Field", "Share of the pictures that is kept from training, to see whether the "
                                   "critic learns by heart; with fewer than 500 pictures none is."),
         &C::held_out, 0, 0.5, kAdvanced},
        {"epochs", WASSERFARBE_TEXT("Field", "Epochs"), kTraining, kEpochs,
         WASSERFARBE_TEXT("Field",
                          "How often the critic sees the whole set of pictures before the run is finished."),
         &C::epochs, 1, 1e6},
        {"batch_size", WASSERFARBE_TEXT("Field", "Batch size"), kTraining, kImages,
         WASSERFARBE_TEXT(
             "Field", "Pictures looked at together in one step. Larger is steadier and needs more memory."),
         &C::batch_size, 1, 4096},
        {"drop_last_batch", WASSERFARBE_TEXT("Field", "Drop last batch"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "Leave out what remains of an epoch when it does not fill a whole batch."),
         &C::drop_last_batch, 0, 0, kAdvanced},
        {"critic_updates", WASSERFARBE_TEXT("Field", "Critic updates"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "Critic updates for each generator update. More makes the critic's advice "
                                   "better and the run slower."),
         &C::critic_updates, 1, 100},
        {"lambda", WASSERFARBE_TEXT("Field", "Penalty weight"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "Weight of the gradient penalty, which keeps the critic's slope near 1."),
         &C::lambda, 0, 1000},
        {"generator_learning_rate", WASSERFARBE_TEXT("Field", "Generator learning rate"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "How far the generator's weights move at each update (Adam)."),
         &C::generator_learning_rate, 1e-8, 1},
        {"critic_learning_rate", WASSERFARBE_TEXT("Field", "Critic learning rate"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "How far the critic's weights move at each update (Adam)."),
         &C::critic_learning_rate, 1e-8, 1},
        {"beta1", WASSERFARBE_TEXT("Field", "Adam beta 1"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "Adam's memory of past gradients. 0 is the choice of the WGAN-GP paper."),
         &C::beta1, 0, 0.9999, kAdvanced},
        {"beta2", WASSERFARBE_TEXT("Field", "Adam beta 2"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "Adam's memory of past squared gradients."), &C::beta2, 0, 0.9999,
         kAdvanced},
        {"schedule_epochs", WASSERFARBE_TEXT("Field", "Decay every"), kTraining, kEpochs,
         WASSERFARBE_TEXT("Field", "The learning rates are multiplied by schedule_gamma every so many "
                                   "epochs; 0 keeps them as they are."),
         &C::schedule_epochs, 0, 1e6, kAdvanced},
        {"schedule_gamma", WASSERFARBE_TEXT("Field", "Decay factor"), kTraining, kNoUnit,
         WASSERFARBE_TEXT("Field", "What the learning rates are multiplied by; see schedule_epochs."),
         &C::schedule_gamma, 1e-6, 1, kAdvanced},
        {"ema_half_life", WASSERFARBE_TEXT("Field", "Average half-life"), kTraining, kImages,
         WASSERFARBE_TEXT("Field",
                          "Previews come from an average of the generator's weights in which a weight counts "
                          "half after so many images; 0 uses the weights as they are."),
         &C::ema_half_life, 0, kMaxCount, kAdvanced},
        {"latent_size", WASSERFARBE_TEXT("Field", "Latent size"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT("Field", "Numbers that the generator makes an image from."), &C::latent_size, 2,
         4096, kAdvanced},
        {"generator_channels", WASSERFARBE_TEXT("Field", "Generator channels"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT(
             "Field", "Channels of the generator's narrowest layer; each layer before it has twice as many."),
         &C::generator_channels, 1, 512, kAdvanced},
        {"critic_channels", WASSERFARBE_TEXT("Field", "Critic channels"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT("Field",
                          "Channels of the critic's narrowest layer; each layer after it has twice as many."),
         &C::critic_channels, 1, 512, kAdvanced},
        {"generator_norm", WASSERFARBE_TEXT("Field", "Generator norm"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT("Field", "Normalisation between the generator's layers."), &C::generator_norm, 0, 0,
         kAdvanced, norms},
        {"critic_norm", WASSERFARBE_TEXT("Field", "Critic norm"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT("Field",
                          "Normalisation between the critic's layers. Batch makes one image's score depend "
                          "on its batch, which the penalty assumes it does not: use none or layer."),
         &C::critic_norm, 0, 0, kAdvanced, norms},
        {"critic_first_norm", WASSERFARBE_TEXT("Field", "Norm after the critic's first layer"), kNetworks,
         kNoUnit,
         WASSERFARBE_TEXT(
             "Field", "Whether the critic's first layer is normalised like the others. DCGAN leaves it out."),
         &C::critic_first_norm, 0, 0, kAdvanced},
        {"generator_bias", WASSERFARBE_TEXT("Field", "Generator biases"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT(
             "Field",
             "Which of the generator's convolutions have a bias. DCGAN has none; models from elsewhere may."),
         &C::generator_bias, 0, 0, kAdvanced, biases},
        {"critic_bias", WASSERFARBE_TEXT("Field", "Critic biases"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT(
             "Field",
             "Which of the critic's convolutions have a bias. DCGAN has none; models from elsewhere may."),
         &C::critic_bias, 0, 0, kAdvanced, biases},
        {"initialization", WASSERFARBE_TEXT("Field", "First weights"), kNetworks, kNoUnit,
         WASSERFARBE_TEXT("Field",
                          "How the weights start: dcgan is N(0, 0.02), pytorch is PyTorch's default."),
         &C::initialization, 0, 0, kAdvanced, initializations},
        {"preview_images", WASSERFARBE_TEXT("Field", "Preview images"), kKeeping, kImages,
         WASSERFARBE_TEXT("Field", "Images in each preview, always made from the same latents."),
         &C::preview_images, 1, 1024, kAdvanced},
        {"preview_columns", WASSERFARBE_TEXT("Field", "Preview columns"), kKeeping, kImages,
         WASSERFARBE_TEXT("Field", "Images in a row of the preview."), &C::preview_columns, 1, 64, kAdvanced},
        {"preview_epochs", WASSERFARBE_TEXT("Field", "Preview every"), kKeeping, kEpochs,
         WASSERFARBE_TEXT("Field", "A preview is kept every so many epochs."), &C::preview_epochs, 1, 1e6,
         kAdvanced},
        {"checkpoint_epochs", WASSERFARBE_TEXT("Field", "Checkpoint every"), kKeeping, kEpochs,
         WASSERFARBE_TEXT("Field", "A checkpoint is written every so many epochs, and always at the end."),
         &C::checkpoint_epochs, 1, 1e6, kAdvanced},
        {"checkpoint_minutes", WASSERFARBE_TEXT("Field", "Checkpoint after"), kKeeping, kMinutes,
         WASSERFARBE_TEXT(
             "Field",
             "A checkpoint is also written when the last one is so many minutes of training old; 0: never."),
         &C::checkpoint_minutes, 0, 1440, kAdvanced},
        {"checkpoints_kept", WASSERFARBE_TEXT("Field", "Checkpoints kept"), kKeeping, kNoUnit,
         WASSERFARBE_TEXT("Field", "How many of the newest checkpoints are kept, besides the best and those "
                                   "that are pinned; 0 keeps all."),
         &C::checkpoints_kept, 0, 1e6, kAdvanced},
    };
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

} // namespace

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

const char* choice_label(std::string_view choice) {
    if (const auto norm = std::ranges::find(norm_table(), choice, &NormInfo::name);
        norm != norm_table().end())
        return norm->choice;
    const auto* found = std::ranges::find(kChoiceLabels, choice, &ChoiceLabel::choice);
    return found == std::end(kChoiceLabels) ? nullptr : found->label;
}

void apply_setting(TrainingConfig& config, std::string_view assignment) {
    const std::size_t equals = assignment.find('=');
    if (equals == std::string_view::npos)
        throw Error(ErrorKind::Usage, "'" + std::string(assignment) + "' is not of the form KEY=VALUE");
    const Field& field = find_field(assignment.substr(0, equals));
    field.set(config, field.parse(assignment.substr(equals + 1)));
}

const ConfigConflict* find_conflict(const TrainingConfig& config) {
    if (config.schedule_gamma != 1.0 && config.schedule_epochs == 0)
        return &kDecayWithoutEpochs;
    if (config.batch_size == 1 && norm_info(config.critic_norm).across_batch)
        return &kBatchOfOne;
    return nullptr;
}

void check_config(const TrainingConfig& config) {
    if (const ConfigConflict* conflict = find_conflict(config))
        throw Error(ErrorKind::Usage, conflict->by_keys);
}

} // namespace wasserfarbe
