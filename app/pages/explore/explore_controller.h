#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QObject>

#include "app/pages/explore/explore_history.h"
#include "app/pages/explore/explore_images.h"
#include "app/pages/explore/explore_source.h"
#include "app/pages/explore/explore_state.h"
#include "app/pages/explore/explore_walk.h"
#include "app/sessions/latent_session.h"
#include "app/studio/studio.h"

namespace wasserfarbe {

/// What the page Explore does, without its widgets: the place, where one has been, the walk, and the images
/// of it all. GUI thread only; nothing blocks.
class ExploreController : public QObject {
    Q_OBJECT
public:
    explicit ExploreController(Studio& studio, QObject* parent = nullptr);

    static constexpr int kLargestSteps = 20;

    LatentSession& session() { return session_; }
    const LatentSession& session() const { return session_; }
    ExploreImages& images() { return images_; }
    ExploreSource& source() { return source_; }
    ExploreWalk& walk() { return walk_; }

    bool hasModel() const { return state_.size() > 0; }
    const ExploreState& state() const { return state_; }
    /// The latent that is shown large: the state's own, or the walk's.
    std::vector<float> shownPoint() const;
    /// The point that is shown large is not on the pad.
    bool isAway() const { return walk_.isUnderWay() || state_.away.has_value(); }

    void setSeed(Endpoint endpoint, std::uint64_t seed);
    void reseed(Endpoint endpoint);
    void swapEnds();
    void setInterpolation(Interpolation interpolation);
    void setSteps(int steps);
    void setSplit(int split);
    void moveCursor(double x, double y);
    void setComponent(int component, float value);
    /// The button was let go: what follows is another entry of the history.
    void endGesture() { history_.endGesture(); }

    bool canUndo() const { return history_.canUndo(); }
    bool canRedo() const { return history_.canRedo(); }
    void undo();
    void redo();

    /// A place as the studio knows it, its image too where it is there.
    LatentPoint shownLatentPoint() const;
    LatentPoint endLatentPoint(Endpoint endpoint) const;
    LatentPoint padLatentPoint(double x, double y) const;
    /// Keeps it; its image is made first where it has none.
    void keep(const LatentPoint& point);
    /// The place becomes A or B and the cursor goes there. One of another model opens that model first.
    void useAs(Endpoint endpoint, const LatentPoint& point);
    /// Shows it, away from the pad.
    void goTo(const LatentPoint& point);
    /// Back to where an exported picture came from.
    void restore(const ImageOrigin& origin);

    /// Begins, pauses or goes on.
    void toggleWalk();
    /// The walk ends, and its place stays.
    void useWalkPlace();

Q_SIGNALS:
    /// The place, the model or the history is another one.
    void changed();
    /// The walk moved on: only the shown point is another one.
    void shownPointChanged();
    void noticed(const QString& text);

private:
    void takeModel();
    void commit(const ExploreState& state, ExploreChange change);
    void show(const ExploreState& state);
    void setEnd(Endpoint endpoint, ExploreEnd end, bool goThere);
    void openFor(const LatentPoint& point, const std::function<void()>& then);
    void restoreHere(const ImageOrigin& origin);
    bool fits(std::size_t size);
    QString shownLabel() const;

    Studio& studio_;
    LatentSession session_;
    ExploreImages images_;
    ExploreSource source_;
    ExploreWalk walk_;
    ExploreState state_;
    ExploreHistory history_;
};

} // namespace wasserfarbe
