#pragma once

#include <memory>
#include <vector>

#include <QObject>

#include "app/pages/data/folder_check.h"
#include "app/sessions/background.h"

namespace wasserfarbe {

/// Which pictures take part, and how many of them are kept from training.
struct SelectionCounts {
    SharedCheck check;           ///< the report that was counted
    std::vector<bool> takesPart; ///< of each file of the report
    std::int64_t takingPart = 0;
    std::int64_t heldOut = 0; ///< of `takingPart`

    std::int64_t training() const { return takingPart - heldOut; }
};
using SharedCounts = std::shared_ptr<const SelectionCounts>;

/// Counts on a thread of its own, as there may be very many pictures. Latest-wins. GUI thread only, nothing
/// blocks.
class SelectionCounter : public QObject {
    Q_OBJECT
public:
    explicit SelectionCounter(QObject* parent = nullptr);

    /// `counted` follows. @param heldOut  the share that is kept from training
    void count(const SharedCheck& check, const DatasetSelection& selection, double heldOut);
    /// What is being counted is of no more use.
    void cancel();

Q_SIGNALS:
    void counted(const wasserfarbe::SharedCounts& counts);

private:
    Background background_; ///< out of memory: the numbers of before stay
};

} // namespace wasserfarbe
