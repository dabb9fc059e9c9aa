#include "widgets/training/field_texts.h"

#include <algorithm>
#include <array>

#include <QCoreApplication>

#include "model/types/error.h"
#include "model/types/norm_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

// The help stands in the field table too; lupdate only sees literals, and a test holds both equal.
constexpr FieldText kTexts[] = {
    {"image_size", QT_TRANSLATE_NOOP("Field", "Image size"),
     QT_TRANSLATE_NOOP(
         "Field",
         "Width and height of the generated images. Twice the size takes about four times as long.")},
    {"fit", QT_TRANSLATE_NOOP("Field", "Pictures not square"),
     QT_TRANSLATE_NOOP("Field", "What happens to a picture that is not square: crop its centre or its top "
                                "(portraits), pad its shorter side with a colour or with its edge, or "
                                "stretch it.")},
    {"pad_color", QT_TRANSLATE_NOOP("Field", "Padding colour"),
     QT_TRANSLATE_NOOP("Field", "Colour of the padding; used when fit is pad.")},
    {"alpha_color", QT_TRANSLATE_NOOP("Field", "Behind transparency"),
     QT_TRANSLATE_NOOP("Field", "Colour behind pictures that have transparent parts.")},
    {"horizontal_flip", QT_TRANSLATE_NOOP("Field", "Mirror"),
     QT_TRANSLATE_NOOP(
         "Field",
         "Mirror every second picture at random. Doubles a small set; wrong for pictures with writing.")},
    {"augment_color", QT_TRANSLATE_NOOP("Field", "Change colours"),
     QT_TRANSLATE_NOOP("Field", "Show the critic real and generated images in changed brightness, saturation "
                                "and contrast (DiffAugment). Helps with fewer than 1,000 pictures.")},
    {"augment_translation", QT_TRANSLATE_NOOP("Field", "Move"),
     QT_TRANSLATE_NOOP("Field", "Show the critic real and generated images moved by up to an eighth "
                                "(DiffAugment). Helps with fewer than 1,000 pictures.")},
    {"augment_cutout", QT_TRANSLATE_NOOP("Field", "Cut out a square"),
     QT_TRANSLATE_NOOP("Field", "Show the critic real and generated images with a square cut out "
                                "(DiffAugment). Helps with fewer than 1,000 pictures.")},
    {"held_out", QT_TRANSLATE_NOOP("Field", "Kept from training"),
     QT_TRANSLATE_NOOP("Field", "Share of the pictures that is kept from training, to see whether the critic "
                                "learns by heart; with fewer than 500 pictures none is.")},
    {"epochs", QT_TRANSLATE_NOOP("Field", "Epochs"),
     QT_TRANSLATE_NOOP("Field",
                       "How often the critic sees the whole set of pictures before the run is finished.")},
    {"batch_size", QT_TRANSLATE_NOOP("Field", "Batch size"),
     QT_TRANSLATE_NOOP("Field",
                       "Pictures looked at together in one step. Larger is steadier and needs more memory.")},
    {"drop_last_batch", QT_TRANSLATE_NOOP("Field", "Drop last batch"),
     QT_TRANSLATE_NOOP("Field", "Leave out what remains of an epoch when it does not fill a whole batch.")},
    {"critic_updates", QT_TRANSLATE_NOOP("Field", "Critic updates"),
     QT_TRANSLATE_NOOP("Field", "Critic updates for each generator update. More makes the critic's advice "
                                "better and the run slower.")},
    {"lambda", QT_TRANSLATE_NOOP("Field", "Penalty weight"),
     QT_TRANSLATE_NOOP("Field", "Weight of the gradient penalty, which keeps the critic's slope near 1.")},
    {"generator_learning_rate", QT_TRANSLATE_NOOP("Field", "Generator learning rate"),
     QT_TRANSLATE_NOOP("Field", "How far the generator's weights move at each update (Adam).")},
    {"critic_learning_rate", QT_TRANSLATE_NOOP("Field", "Critic learning rate"),
     QT_TRANSLATE_NOOP("Field", "How far the critic's weights move at each update (Adam).")},
    {"beta1", QT_TRANSLATE_NOOP("Field", "Adam beta 1"),
     QT_TRANSLATE_NOOP("Field", "Adam's memory of past gradients. 0 is the choice of the WGAN-GP paper.")},
    {"beta2", QT_TRANSLATE_NOOP("Field", "Adam beta 2"),
     QT_TRANSLATE_NOOP("Field", "Adam's memory of past squared gradients.")},
    {"schedule_epochs", QT_TRANSLATE_NOOP("Field", "Decay every"),
     QT_TRANSLATE_NOOP("Field", "The learning rates are multiplied by schedule_gamma every so many epochs; 0 "
                                "keeps them as they are.")},
    {"schedule_gamma", QT_TRANSLATE_NOOP("Field", "Decay factor"),
     QT_TRANSLATE_NOOP("Field", "What the learning rates are multiplied by; see schedule_epochs.")},
    {"ema_half_life", QT_TRANSLATE_NOOP("Field", "Average half-life"),
     QT_TRANSLATE_NOOP("Field", "Previews come from an average of the generator's weights in which a weight "
                                "counts half after so many images; 0 uses the weights as they are.")},
    {"latent_size", QT_TRANSLATE_NOOP("Field", "Latent size"),
     QT_TRANSLATE_NOOP("Field", "Numbers that the generator makes an image from.")},
    {"generator_channels", QT_TRANSLATE_NOOP("Field", "Generator channels"),
     QT_TRANSLATE_NOOP(
         "Field", "Channels of the generator's narrowest layer; each layer before it has twice as many.")},
    {"critic_channels", QT_TRANSLATE_NOOP("Field", "Critic channels"),
     QT_TRANSLATE_NOOP("Field",
                       "Channels of the critic's narrowest layer; each layer after it has twice as many.")},
    {"generator_norm", QT_TRANSLATE_NOOP("Field", "Generator norm"),
     QT_TRANSLATE_NOOP("Field", "Normalisation between the generator's layers.")},
    {"critic_norm", QT_TRANSLATE_NOOP("Field", "Critic norm"),
     QT_TRANSLATE_NOOP("Field",
                       "Normalisation between the critic's layers. Batch makes one image's score depend on "
                       "its batch, which the penalty assumes it does not: use none or layer.")},
    {"critic_first_norm", QT_TRANSLATE_NOOP("Field", "Norm after the critic's first layer"),
     QT_TRANSLATE_NOOP(
         "Field", "Whether the critic's first layer is normalised like the others. DCGAN leaves it out.")},
    {"generator_bias", QT_TRANSLATE_NOOP("Field", "Generator biases"),
     QT_TRANSLATE_NOOP(
         "Field",
         "Which of the generator's convolutions have a bias. DCGAN has none; models from elsewhere may.")},
    {"critic_bias", QT_TRANSLATE_NOOP("Field", "Critic biases"),
     QT_TRANSLATE_NOOP(
         "Field",
         "Which of the critic's convolutions have a bias. DCGAN has none; models from elsewhere may.")},
    {"initialization", QT_TRANSLATE_NOOP("Field", "First weights"),
     QT_TRANSLATE_NOOP("Field", "How the weights start: dcgan is N(0, 0.02), pytorch is PyTorch's default.")},
    {"preview_images", QT_TRANSLATE_NOOP("Field", "Preview images"),
     QT_TRANSLATE_NOOP("Field", "Images in each preview, always made from the same latents.")},
    {"preview_columns", QT_TRANSLATE_NOOP("Field", "Preview columns"),
     QT_TRANSLATE_NOOP("Field", "Images in a row of the preview.")},
    {"preview_epochs", QT_TRANSLATE_NOOP("Field", "Preview every"),
     QT_TRANSLATE_NOOP("Field", "A preview is kept every so many epochs.")},
    {"checkpoint_epochs", QT_TRANSLATE_NOOP("Field", "Checkpoint every"),
     QT_TRANSLATE_NOOP("Field", "A checkpoint is written every so many epochs, and always at the end.")},
    {"checkpoint_minutes", QT_TRANSLATE_NOOP("Field", "Checkpoint after"),
     QT_TRANSLATE_NOOP("Field", "A checkpoint is also written when the last one is so many minutes of "
                                "training old; 0: never.")},
    {"checkpoints_kept", QT_TRANSLATE_NOOP("Field", "Checkpoints kept"),
     QT_TRANSLATE_NOOP("Field", "How many of the newest checkpoints are kept, besides the best and those "
                                "that are pinned; 0 keeps all.")},
};

struct NamedText {
    std::string_view name;
    const char* text;
};

constexpr NamedText kGroups[] = {
    {"Pictures", QT_TRANSLATE_NOOP("Field", "Pictures")},
    {"Training", QT_TRANSLATE_NOOP("Field", "Training")},
    {"Networks", QT_TRANSLATE_NOOP("Field", "Networks")},
    {"Keeping", QT_TRANSLATE_NOOP("Field", "Keeping")},
};

constexpr NamedText kChoices[] = {
    {"crop", QT_TRANSLATE_NOOP("Field", "Crop")},
    {"top", QT_TRANSLATE_NOOP("Field", "Crop the top")},
    {"pad", QT_TRANSLATE_NOOP("Field", "Pad")},
    {"edge", QT_TRANSLATE_NOOP("Field", "Pad with edge")},
    {"stretch", QT_TRANSLATE_NOOP("Field", "Stretch")},
    {"none", QT_TRANSLATE_NOOP("Field", "None")},
    {"dcgan", QT_TRANSLATE_NOOP("Field", "DCGAN")},
    {"pytorch", QT_TRANSLATE_NOOP("Field", "PyTorch")},
    {"last", QT_TRANSLATE_NOOP("Field", "The last one")},
    {"all", QT_TRANSLATE_NOOP("Field", "All")},
};

QString translated(const char* text) {
    return QCoreApplication::translate("Field", text);
}

template <std::size_t n>
QString lookUp(const NamedText (&texts)[n], std::string_view name) {
    const auto found = std::find_if(std::begin(texts), std::end(texts),
                                    [&](const NamedText& entry) { return entry.name == name; });
    return found == std::end(texts) ? QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()))
                                    : translated(found->text);
}

const FieldText* find(std::string_view key) {
    const auto found =
        std::find_if(std::begin(kTexts), std::end(kTexts), [&](const FieldText& t) { return t.key == key; });
    return found == std::end(kTexts) ? nullptr : found;
}

} // namespace

std::span<const FieldText> fieldTexts() {
    return kTexts;
}

QString fieldLabel(std::string_view key) {
    const FieldText* text = find(key);
    return text ? translated(text->label) : QString::fromUtf8(key.data(), static_cast<qsizetype>(key.size()));
}

QString fieldHelp(const Field& field) {
    const FieldText* text = find(field.key);
    return text ? translated(text->help)
                : QString::fromUtf8(field.help.data(), static_cast<qsizetype>(field.help.size()));
}

QString fieldToolTip(const Field& field) {
    const QString key = QString::fromUtf8(field.key.data(), static_cast<qsizetype>(field.key.size()));
    const bool number = field.type() == FieldType::Integer || field.type() == FieldType::Real;
    const QString range = field.choices.empty() && number
                              ? QCoreApplication::translate("Field", "Allowed: %1 to %2.")
                                    .arg(QString::fromStdString(to_text(field.minimum)),
                                         QString::fromStdString(to_text(field.maximum)))
                              : QString();
    const QString name = QCoreApplication::translate("Field", "On the command line: %1").arg(key);
    return QStringLiteral("<p>%1 %2</p><p>%3</p>")
        .arg(fieldHelp(field).toHtmlEscaped(), range.toHtmlEscaped(), name.toHtmlEscaped());
}

QString groupTitle(std::string_view group) {
    return lookUp(kGroups, group);
}

QString unitText(std::string_view unit, int count) {
    if (unit == "px")
        return QCoreApplication::translate("Field", "px");
    if (unit == "epochs") //: a unit after a number in another field: "10 epochs"
        return QCoreApplication::translate("Field", "epochs", "after a number", count);
    if (unit == "images") //: a unit after a number in another field: "64 images"
        return QCoreApplication::translate("Field", "images", "after a number", count);
    if (unit == "minutes") //: a unit after a number in another field: "15 minutes"
        return QCoreApplication::translate("Field", "minutes", "after a number", count);
    return QString::fromUtf8(unit.data(), static_cast<qsizetype>(unit.size()));
}

QString choiceText(std::string_view choice) {
    const auto norm = std::ranges::find(norm_table(), choice, &NormInfo::name);
    return norm == norm_table().end() ? lookUp(kChoices, choice) : translated(norm->choice);
}

QString presetTitle(Preset preset) {
    switch (preset) {
    case Preset::Quick:
        return QCoreApplication::translate("Field", "Quick");
    case Preset::Paper:
        return QCoreApplication::translate("Field", "Paper");
    case Preset::Article:
        return QCoreApplication::translate("Field", "Article");
    }
    unhandled_value();
}

QString presetDescription(Preset preset) {
    switch (preset) {
    case Preset::Quick:
        return QCoreApplication::translate("Field", "Small images, results in minutes on a laptop.");
    case Preset::Paper:
        return QCoreApplication::translate("Field", "As the WGAN-GP paper has it. Best with a GPU.");
    case Preset::Article:
        return QCoreApplication::translate("Field", "As a well-known tutorial has it, its slips mended.");
    }
    unhandled_value();
}

QString conflictText(const TrainingConfig& config) {
    try {
        check_config(config);
        return {};
    } catch (const Error& error) {
        const std::string& detail = error.detail();
        if (detail.starts_with("schedule_gamma:"))
            return QCoreApplication::translate(
                "Field", "The decay factor has no effect while \"Decay every\" is 0: set both or neither.");
        if (detail.starts_with("batch_size:"))
            return QCoreApplication::translate(
                "Field", "The batch size must be at least 2 when the critic's norm is batch.");
        return QString::fromStdString(detail);
    }
}

QString criticNormWarning(const TrainingConfig& config) {
    if (config.critic_norm != Norm::Batch)
        return {};
    return QCoreApplication::translate(
        "Field",
        "Batch norm in the critic makes one image's score depend on the others in its batch. The penalty "
        "assumes it does not: \"none\" or \"layer\" trains more soundly.");
}

QString configSummary(const TrainingConfig& config, Preset preset) {
    //: A run's settings in one line: preset, image size, batch size, number of epochs
    return QCoreApplication::translate("Field", "%1 · %2 px · batch of %3 · %4 epochs")
        .arg(presetTitle(preset))
        .arg(config.image_size)
        .arg(config.batch_size)
        .arg(config.epochs);
}

} // namespace wasserfarbe
