#include "app/pages/explore/explore_images.h"

#include <utility>

#include "app/sessions/coarse_to_fine.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {

ExploreImages::ExploreImages(LatentSession& session, QObject* parent) : QObject(parent), session_(session) {
    connect(&session_, &LatentSession::rendered, this, &ExploreImages::take);
    // What failed is not told apart: the next request begins anew, and a late answer is still taken.
    connect(&session_, &LatentSession::failed, this, [this] {
        pointRequest_ = 0;
        if (std::exchange(pointWaits_, false))
            requestPoint();
    });
}

void ExploreImages::show(const ExploreState& state, const std::vector<float>& point) {
    const bool first = !state_ || state_->size() != state.size();
    const bool otherEnds = first || state_->a.z != state.a.z || state_->b.z != state.b.z;
    const bool otherGrid = otherEnds || state_->shownAxes() != state.shownAxes();
    if (first) {
        pointRequest_ = 0;
        forgetOthers();
    }
    state_ = state;
    if (first || point != point_)
        showPoint(point);
    if (otherEnds)
        requestEnds();
    if (otherGrid) {
        Q_EMIT gridOutdated();
        requestGrid();
    }
}

void ExploreImages::showPoint(const std::vector<float>& point) {
    point_ = point;
    imageIsNewest_ = false;
    requestPoint();
}

void ExploreImages::refresh() {
    if (!state_)
        return;
    imageIsNewest_ = false;
    requestPoint();
    requestEnds();
    requestGrid();
}

void ExploreImages::clear() {
    state_.reset();
    point_.clear();
    pointRequest_ = 0;
    pointWaits_ = false;
    image_ = {};
    imageIsNewest_ = false;
    ends_[0] = ends_[1] = {};
    forgetOthers();
}

void ExploreImages::forgetOthers() {
    others_.clear();
    othersRequest_ = 0;
}

QImage ExploreImages::image() const {
    return imageIsNewest_ ? image_ : QImage();
}

const QImage& ExploreImages::endImage(Endpoint endpoint) const {
    return ends_[static_cast<int>(endpoint)];
}

void ExploreImages::complete(LatentPoint point) {
    if (!point.image.isNull()) {
        Q_EMIT pointReady(point);
        return;
    }
    others_.push_back(std::move(point));
    requestOthers();
}

void ExploreImages::requestPoint() {
    if (!state_)
        return;
    if (pointRequest_ != 0) {
        pointWaits_ = true;
        return;
    }
    pointRequest_ = session_.request(kPoint, {1, static_cast<int>(point_.size()), point_});
}

void ExploreImages::requestEnds() {
    ends_[0] = ends_[1] = {};
    Latents both;
    both.append(state_->a.z);
    both.append(state_->b.z);
    session_.request(kEnds, std::move(both));
}

void ExploreImages::requestGrid() {
    const int columns = state_->axes.steps + 1;
    session_.request(kGrid, state_->grid(), coarseToFine(columns, columns));
}

void ExploreImages::requestOthers() {
    Latents latents;
    for (const LatentPoint& point : others_)
        latents.append(point.z);
    othersRequest_ = session_.request(kOthers, std::move(latents));
}

void ExploreImages::take(const RenderedImages& rendered) {
    if (!state_)
        return;
    if (rendered.channel == kPoint)
        return takePoint(rendered);
    if (rendered.channel == kOthers)
        return takeOthers(rendered);
    std::vector<TwoAxisPad::Cell> cells;
    for (std::size_t i = 0; i < rendered.images.size(); ++i) {
        const int index = rendered.indices[i];
        QImage image = toQImage(rendered.images[i]);
        if (rendered.channel == kGrid) {
            cells.push_back({index, std::move(image)});
        } else {
            ends_[index] = std::move(image);
            Q_EMIT endRendered(static_cast<Endpoint>(index), ends_[index]);
        }
    }
    if (!cells.empty())
        Q_EMIT cellsRendered(cells);
}

void ExploreImages::takePoint(const RenderedImages& rendered) {
    if (rendered.images.empty())
        return;
    pointRequest_ = 0;
    image_ = toQImage(rendered.images.front());
    imageIsNewest_ = !pointWaits_;
    if (std::exchange(pointWaits_, false))
        requestPoint();
    Q_EMIT pointRendered(image_);
}

void ExploreImages::takeOthers(const RenderedImages& rendered) {
    if (rendered.request != othersRequest_)
        return;
    std::vector<LatentPoint> ready;
    for (std::size_t i = 0; i < rendered.images.size(); ++i) {
        LatentPoint& point = others_[static_cast<std::size_t>(rendered.indices[i])];
        point.image = toQImage(rendered.images[i]);
        point.source = rendered.source;
        ready.push_back(point);
    }
    if (rendered.complete) {
        others_.clear();
    } else {
        // A request for more would ask for these again.
        std::erase_if(others_, [](const LatentPoint& point) { return !point.image.isNull(); });
        requestOthers();
    }
    for (const LatentPoint& point : ready)
        Q_EMIT pointReady(point);
}

} // namespace wasserfarbe
