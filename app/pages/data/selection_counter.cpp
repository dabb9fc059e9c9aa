#include "app/pages/data/selection_counter.h"

#include <exception>

#include "app/pages/data/newest_request.h"

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
    worker_.replace([this, check, selection, heldOut, request = ++request_](const std::stop_token& stop) {
        try {
            if (stop.stop_requested())
                return;
            postForRequest(
                this, request_, request,
                [this, counts = countPictures(check, selection, heldOut)] { Q_EMIT counted(counts); });
        } catch (const std::exception&) { // out of memory: the numbers stay as they are
        }
    });
}

void SelectionCounter::cancel() {
    ++request_;
    worker_.cancel();
}

} // namespace wasserfarbe
