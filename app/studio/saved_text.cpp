#include "app/studio/saved_text.h"

#include <algorithm>
#include <limits>

#include <QCoreApplication>

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

struct SavedText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::SavedText)
public:
    static QString after(const QString& saved, const QString& steps, int count) {
        return tr("Saved up to step %1; the %2 step(s) after it will be trained again when it goes on",
                  nullptr, count)
            .arg(saved, steps);
    }
    static QString none() { return tr("Nothing is saved yet; it begins again when it goes on"); }
};

} // namespace

QString unsavedStepsText(std::int64_t saved, std::int64_t steps) {
    if (saved == 0)
        return SavedText::none();
    const std::int64_t most = std::numeric_limits<int>::max();
    return SavedText::after(countText(saved), countText(steps), static_cast<int>(std::min(steps, most)));
}

} // namespace wasserfarbe
