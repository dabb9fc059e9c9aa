#include "app/pages/data/batch_warning.h"

#include "widgets/look/figures.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {
namespace {

/// The largest power of two that is not more.
int batchFor(std::int64_t pictures) {
    int batch = 1;
    while (2 * static_cast<std::int64_t>(batch) <= pictures)
        batch *= 2;
    return batch;
}

} // namespace

BatchWarning::BatchWarning(MessageBar& bar, QObject* parent) : QObject(parent), bar_(bar) {
    connect(&bar_, &MessageBar::actionTriggered, this, [this] {
        bar_.clear();
        shown_ = false;
        Q_EMIT batchWanted(batchFor(pictures_));
    });
}

void BatchWarning::setPictures(std::int64_t pictures, int batch) {
    pictures_ = pictures;
    if (pictures >= batch) {
        if (shown_)
            bar_.clear();
        shown_ = false;
        return;
    }
    shown_ = true;
    const QString action = pictures >= 2 ? tr("Use batches of %1").arg(batchFor(pictures)) : QString();
    bar_.showMessage(MessageBar::Kind::Warning,
                     tr("%1 picture(s) can be used, and training looks at %2 at a time. Add pictures to the "
                        "folder, or let it look at fewer.",
                        nullptr, static_cast<int>(pictures))
                         .arg(countText(pictures), countText(batch)),
                     {}, action);
}

} // namespace wasserfarbe
