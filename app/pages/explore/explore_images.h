#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include <QObject>

#include "app/pages/explore/explore_state.h"
#include "app/sessions/latent_session.h"
#include "app/studio/latent_point.h"
#include "widgets/latent/two_axis_pad.h"

namespace wasserfarbe {

/// Asks a LatentSession for the images of a place: only for those that changed, the one at the cursor first.
/// GUI thread only; nothing blocks.
///
/// While the cursor moves faster than images are made, one image is always finished and shown, and the next
/// one is that of the newest place: the picture follows steadily instead of waiting until the cursor rests.
class ExploreImages : public QObject {
    Q_OBJECT
public:
    explicit ExploreImages(LatentSession& session, QObject* parent = nullptr);

    /// The place is another one. @param point  the latent to be seen large: the state's own, or a walk's
    void show(const ExploreState& state, const std::vector<float>& point);
    /// Only the latent to be seen large is another one.
    void showPoint(const std::vector<float>& point);
    /// The same place with other weights: everything again, and what is shown stays until then.
    void refresh();
    /// There is no model any more.
    void clear();

    /// The image of the newest place asked for; null while it is not there yet.
    QImage image() const;
    /// Of an end as it is now; null while it is not there yet.
    const QImage& endImage(Endpoint endpoint) const;

    /// Renders the point, where it has no image yet, and hands it back by `pointReady`.
    void complete(LatentPoint point);

Q_SIGNALS:
    /// To be seen large: of the newest place or, while it moves, of one shortly before.
    void pointRendered(const QImage& image);
    void endRendered(wasserfarbe::Endpoint endpoint, const QImage& image);
    /// The grid of another place is on its way.
    void gridOutdated();
    void cellsRendered(const std::vector<wasserfarbe::TwoAxisPad::Cell>& cells);
    void pointReady(const wasserfarbe::LatentPoint& point);

private:
    enum Channel { kPoint, kEnds, kGrid, kOthers };

    void requestPoint();
    void requestEnds();
    void requestGrid();
    void requestOthers();
    void take(const RenderedImages& rendered);
    void takePoint(const RenderedImages& rendered);
    void takeOthers(const RenderedImages& rendered);
    void forgetOthers();

    LatentSession& session_;
    std::optional<ExploreState> state_; ///< that the images belong to; empty without a model
    std::vector<float> point_;
    std::uint64_t pointRequest_ = 0; ///< not answered yet; 0: none
    bool pointWaits_ = false;        ///< another one is to follow it
    QImage image_;
    bool imageIsNewest_ = false;
    QImage ends_[2];
    std::vector<LatentPoint> others_;
    std::uint64_t othersRequest_ = 0;
};

} // namespace wasserfarbe
