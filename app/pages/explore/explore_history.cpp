#include "app/pages/explore/explore_history.h"

#include <utility>

namespace wasserfarbe {

void ExploreHistory::restart(ExploreState state) {
    entries_.clear();
    entries_.push_back(std::move(state));
    present_ = 0;
    gesture_.reset();
}

void ExploreHistory::record(ExploreState state, ExploreChange change) {
    if (state == entries_[present_])
        return;
    entries_.resize(present_ + 1);
    const bool moves = change == ExploreChange::Cursor || change == ExploreChange::Component;
    if (gesture_ == change && moves) {
        entries_.back() = std::move(state);
        return;
    }
    entries_.push_back(std::move(state));
    if (entries_.size() > kMost)
        entries_.pop_front();
    present_ = entries_.size() - 1;
    gesture_ = change;
}

const ExploreState& ExploreHistory::undo() {
    gesture_.reset();
    return entries_[--present_];
}

const ExploreState& ExploreHistory::redo() {
    gesture_.reset();
    return entries_[++present_];
}

} // namespace wasserfarbe
