#include "app/studio/saved_text.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

struct SavedText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::SavedText)
};

} // namespace

QString unsavedStepsText(std::int64_t saved, std::int64_t steps) {
    if (saved == 0)
        return SavedText::tr("Nothing is saved yet; it begins again when it goes on");
    const std::int64_t most = std::numeric_limits<int>::max();
    return SavedText::tr("Saved up to step %1; the %2 step(s) after it will be trained again when it goes on",
                         nullptr, static_cast<int>(std::min(steps, most)))
        .arg(countText(saved), countText(steps));
}

} // namespace wasserfarbe
