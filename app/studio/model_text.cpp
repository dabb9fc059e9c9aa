#include "app/studio/model_text.h"

#include <QCoreApplication>

#include "app/studio/path_text.h"
#include "model/types/norm_table.h"
#include "model/types/unhandled_value.h"
#include "model/weights/model_formats.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

/// The context of these texts for translators.
struct ModelText {
    Q_DECLARE_TR_FUNCTIONS(ModelText)
};

QString normText(Norm norm) {
    return QCoreApplication::translate("ModelText", norm_info(norm).text);
}

} // namespace

QString modelName(const std::filesystem::path& path) {
    const std::filesystem::path whole = path.has_filename() ? path : path.parent_path();
    const std::filesystem::path folder = whole.parent_path();
    if (folder.filename() == "checkpoints" && folder.parent_path().has_filename())
        return toQString(folder.parent_path().filename());
    return toQString(whole.filename());
}

QString formatTitle(ModelFormat format) {
    return toQString(export_format(format).title);
}

QString modelFormatText(WeightsFormat format) {
    switch (format) {
    case WeightsFormat::Safetensors:
        return formatTitle(ModelFormat::Safetensors);
    case WeightsFormat::PyTorchZip:
        return formatTitle(ModelFormat::PyTorch);
    case WeightsFormat::PyTorchLegacy:
        return ModelText::tr("PyTorch before 1.6");
    }
    unhandled_value();
}

QStringList modelFileFilters() {
    return {ModelText::tr("Models and checkpoints (%1)").arg(endingPatterns(read_endings())),
            ModelText::tr("All files (*)")};
}

QString endingPatterns(const std::vector<std::string_view>& endings) {
    QStringList patterns;
    for (const std::string_view ending : endings)
        patterns.append(QLatin1Char('*') + toQString(ending));
    return patterns.join(QLatin1Char(' '));
}

QString modelText(const ModelInfo& info) {
    if (info.generator) {
        const QString size = countText(info.generator->image_size);
        const QString latents = countText(info.generator->latent_size);
        const QString norm = normText(info.generator->norm);
        return info.critic
                   ? ModelText::tr("A generator of %1 × %1 pixel images from %2 numbers, %3; and its critic.")
                         .arg(size, latents, norm)
                   : ModelText::tr("A generator of %1 × %1 pixel images from %2 numbers, %3.")
                         .arg(size, latents, norm);
    }
    if (info.critic)
        return ModelText::tr("A critic of %1 × %1 pixel images, %2; no generator.")
            .arg(countText(info.critic->image_size), normText(info.critic->norm));
    return ModelText::tr("Neither a generator nor a critic that Wasserfarbe knows.");
}

} // namespace wasserfarbe
