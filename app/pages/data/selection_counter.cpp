#include "app/pages/data/selection_counter.h"

namespace wasserfarbe {
namespace {

SharedCounts countPictures(const SharedCheck& check, const DatasetSelection& selection, double heldOut) {
    auto counts = std::make_shared<SelectionCounts>();
    counts->check = check;
    const std::vector<PreparedPicture>& files = check->report.files;
    const std::vector<std::uint32_t> selected = select_pictures(files, selection);
    counts->takesPart.assign(files.size(), false);
    for (const std::uint32_t index : selected)
        counts->takesPart[index] = true;
    counts->takingPart = static_cast<std::int64_t>(selected.size());
    counts->heldOut = static_cast<std::int64_t>(split_held_out(files, selected, heldOut).held_out.size());
    return counts;
}

} // namespace

SelectionCounter::SelectionCounter(QObject* parent) : QObject(parent) {}

void SelectionCounter::count(const SharedCheck& check, const DatasetSelection& selection, double heldOut) {
    background_.replace([this, check, selection, heldOut](const auto&) {
        return [this, counts = countPictures(check, selection, heldOut)] { Q_EMIT counted(counts); };
    });
}

void SelectionCounter::cancel() {
    background_.cancel();
}

} // namespace wasserfarbe
