#pragma once

#include <cstddef>
#include <deque>
#include <optional>

#include "app/pages/explore/explore_state.h"

namespace wasserfarbe {

/// What changed the state. Changes of one kind within one gesture count as one.
enum class ExploreChange { Cursor, Component, Seeds, Axes, Place };

/// Where one has been, to go back and forth. A value; any thread, one at a time.
class ExploreHistory {
public:
    /// The oldest are forgotten beyond so many.
    static constexpr std::size_t kMost = 500;

    /// Forgets everything; `state` is where one is.
    void restart(ExploreState state);
    /// One is at `state` now. What could be redone is forgotten. A state equal to the present one is no
    /// change. A cursor or component that goes on moving within its gesture replaces the entry.
    void record(ExploreState state, ExploreChange change);
    /// The button was let go: the next change is an entry of its own.
    void endGesture() { gesture_.reset(); }

    bool canUndo() const { return present_ > 0; }
    bool canRedo() const { return present_ + 1 < entries_.size(); }
    /// The state to go to. @pre canUndo()
    const ExploreState& undo();
    /// @pre canRedo()
    const ExploreState& redo();
    /// Entries before the present one.
    std::size_t undoCount() const { return present_; }

private:
    std::deque<ExploreState> entries_{1};
    std::size_t present_ = 0;
    std::optional<ExploreChange> gesture_; ///< of the present entry, while it goes on
};

} // namespace wasserfarbe
