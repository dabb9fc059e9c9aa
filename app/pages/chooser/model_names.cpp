#include "app/pages/chooser/model_names.h"

#include <QCoreApplication>

#include "app/studio/model_text.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

/// The context of these texts for translators.
struct ModelNames {
    Q_DECLARE_TR_FUNCTIONS(ModelNames)
};

} // namespace

QString checkpointText(const RunDirectory::Checkpoint& checkpoint) {
    if (!checkpoint.step)
        return ModelNames::tr("Epoch %1").arg(countText(checkpoint.epoch));
    return ModelNames::tr("Epoch %1, step %2").arg(countText(checkpoint.epoch), countText(*checkpoint.step));
}

QString modelSourceText(const ModelSource& source) {
    const QString name = modelName(source.path);
    if (source.live)
        return ModelNames::tr("%1, training, step %2").arg(name, countText(source.step));
    if (source.epoch == 0 && source.step == 0) // a file of elsewhere, which does not say
        return source.weights == Weights::Raw ? ModelNames::tr("%1, raw weights").arg(name) : name;
    if (source.weights == Weights::Raw)
        return ModelNames::tr("%1, epoch %2, raw weights").arg(name, countText(source.epoch));
    return ModelNames::tr("%1, epoch %2").arg(name, countText(source.epoch));
}

} // namespace wasserfarbe
