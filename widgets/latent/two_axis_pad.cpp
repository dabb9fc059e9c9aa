#include "widgets/latent/two_axis_pad.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPainter>

#include "widgets/look/labelling.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kCursorRadius = 6;
constexpr int kCursorReach = kCursorRadius + 3; // with its outline
constexpr double kFadedOpacity = 0.45;

std::size_t at(int index) {
    return static_cast<std::size_t>(index);
}

} // namespace

TwoAxisPad::TwoAxisPad(QWidget* parent) : QWidget(parent) {
    setFocusPolicy(Qt::StrongFocus);
    setCursor(Qt::CrossCursor);
    cells_.resize(at((steps_ + 1) * (steps_ + 1)));
    followPalette(this, [this] {
        if (!picture_.isNull()) // none before it has its size
            rebuildPicture();
    });
    followLanguage(this, [this] { describe(); });
}

void TwoAxisPad::setSteps(int steps) {
    if (steps == steps_ || steps < 1)
        return;
    steps_ = steps;
    clear();
}

void TwoAxisPad::setImageSize(int pixels) {
    if (pixels == imageSize_)
        return;
    imageSize_ = pixels;
    rebuildPicture();
}

void TwoAxisPad::markStale() {
    std::vector<int> renewed;
    for (int i = 0; i < static_cast<int>(cells_.size()); ++i) {
        if (!cells_[at(i)].arrived)
            continue;
        cells_[at(i)].arrived = false;
        renewed.push_back(i);
    }
    refreshPicture(renewed);
}

void TwoAxisPad::clear() {
    cells_.assign(at((steps_ + 1) * (steps_ + 1)), {});
    rebuildPicture();
}

void TwoAxisPad::setCells(const std::vector<Cell>& cells) {
    std::vector<int> renewed;
    for (const Cell& cell : cells) {
        if (cell.index < 0 || cell.index >= static_cast<int>(cells_.size()))
            continue;
        cells_[at(cell.index)].image = cell.image;
        cells_[at(cell.index)].arrived = true;
        renewed.push_back(cell.index);
    }
    refreshPicture(renewed);
}

int TwoAxisPad::arrivedCount() const {
    return static_cast<int>(
        std::count_if(cells_.begin(), cells_.end(), [](const Slot& slot) { return slot.arrived; }));
}

void TwoAxisPad::setCursorPoint(const QPointF& point) {
    placeCursor({std::clamp(point.x(), 0.0, 1.0), std::clamp(point.y(), 0.0, 1.0)});
}

void TwoAxisPad::setCursorAway(bool away) {
    if (away == away_)
        return;
    away_ = away;
    update(cursorRegion());
    describe();
}

PadGeometry TwoAxisPad::geometryFor(const QSize& area) const {
    return PadGeometry::fit(area, steps_, imageSize_, devicePixelRatioF());
}

QSize TwoAxisPad::sizeHint() const {
    return {48 * kUnit, 48 * kUnit};
}

QSize TwoAxisPad::minimumSizeHint() const {
    return {22 * kUnit, 22 * kUnit};
}

void TwoAxisPad::placeCursor(const QPointF& point) {
    if (point == cursor_)
        return;
    update(cursorRegion());
    cursor_ = point;
    update(cursorRegion());
    describe();
}

void TwoAxisPad::moveCursor(const QPointF& point) {
    if (point == cursor_ && !away_)
        return;
    placeCursor(point);
    Q_EMIT cursorMoved(cursor_);
}

QRect TwoAxisPad::cursorRegion() const {
    const PadGeometry geometry = padGeometry();
    const QPoint cell = geometry.nearestCell(cursor_);
    const QRectF ring = QRectF(geometry.toPosition(cursor_), QSizeF(0, 0))
                            .adjusted(-kCursorReach, -kCursorReach, kCursorReach, kCursorReach);
    return ring.united(geometry.cellRect(cell.x(), cell.y()).adjusted(-3, -3, 3, 3)).toAlignedRect();
}

/// The cell whose image is to be seen at `index`: its own once it arrived, else the nearest that has; where
/// none has, its own old one.
int TwoAxisPad::sourceOf(int index, bool anyArrived) const {
    if (cells_[at(index)].arrived)
        return index;
    if (!anyArrived)
        return cells_[at(index)].image.isNull() ? -1 : index;
    const int columns = steps_ + 1;
    int nearest = -1;
    int least = std::numeric_limits<int>::max();
    for (int i = 0; i < static_cast<int>(cells_.size()); ++i) {
        if (!cells_[at(i)].arrived)
            continue;
        const int dx = i % columns - index % columns;
        const int dy = i / columns - index / columns;
        if (dx * dx + dy * dy < least) {
            least = dx * dx + dy * dy;
            nearest = i;
        }
    }
    return nearest;
}

void TwoAxisPad::rebuildPicture() {
    const PadGeometry geometry = padGeometry();
    const double ratio = devicePixelRatioF();
    const int pixels = static_cast<int>(std::lround(geometry.side() * ratio));
    picture_ = pixels > 0 ? QPixmap(pixels, pixels) : QPixmap();
    picture_.setDevicePixelRatio(ratio);
    picture_.fill(surfaceColor(palette()));
    for (Slot& slot : cells_)
        slot.drawn = -1;
    refreshPicture({});
    update();
}

/// Draws into the cached picture the cells that show something else than before.
/// @param renewed  cells whose own image is another one now
void TwoAxisPad::refreshPicture(const std::vector<int>& renewed) {
    if (picture_.isNull())
        return;
    std::vector<bool> isNew(cells_.size());
    for (const int index : renewed)
        isNew[at(index)] = true;
    const bool anyArrived =
        std::any_of(cells_.begin(), cells_.end(), [](const Slot& slot) { return slot.arrived; });
    const PadGeometry geometry = padGeometry();
    QPainter painter(&picture_);
    for (int i = 0; i < static_cast<int>(cells_.size()); ++i) {
        const int source = sourceOf(i, anyArrived);
        const bool faded = !cells_[at(i)].arrived;
        Slot& slot = cells_[at(i)];
        if (slot.drawn == source && slot.faded == faded && (source < 0 || !isNew[at(source)]))
            continue;
        slot.drawn = source;
        slot.faded = faded;
        drawCell(painter, i);
        update(geometry.cellRect(i % geometry.count(), i / geometry.count()).toAlignedRect());
    }
}

void TwoAxisPad::drawCell(QPainter& painter, int index) {
    const PadGeometry geometry = padGeometry();
    const QRectF place =
        geometry.cellRect(index % geometry.count(), index / geometry.count()).translated(-geometry.origin);
    const Slot& slot = cells_[at(index)];
    painter.setOpacity(1);
    painter.fillRect(place, surfaceColor(palette()));
    if (slot.drawn < 0)
        return;
    const QImage& image = cells_[at(slot.drawn)].image;
    const bool shrunk = place.width() * devicePixelRatioF() < image.width();
    painter.setOpacity(slot.faded ? kFadedOpacity : 1);
    if (shrunk) {
        // The painter's own smoothing looks at four pixels only and would drop details.
        const QSize pixels = (place.size() * devicePixelRatioF()).toSize();
        painter.drawImage(place, image.scaled(pixels, Qt::IgnoreAspectRatio, Qt::SmoothTransformation));
    } else {
        painter.drawImage(place, image);
    }
}

void TwoAxisPad::drawCursor(QPainter& painter) const {
    const PadGeometry geometry = padGeometry();
    const QColor accent = accentColor(palette());
    const QPoint cell = geometry.nearestCell(cursor_);
    if (!away_) {
        painter.setPen(QPen(accent, 2));
        painter.drawRect(geometry.cellRect(cell.x(), cell.y()).adjusted(-1, -1, 1, 1));
    }
    // A ring in black and white is seen on any picture, in the accent alone it would drown in a blue one.
    painter.setRenderHint(QPainter::Antialiasing);
    const QPointF position = geometry.toPosition(cursor_);
    painter.setPen(QPen(QColor(0, 0, 0, 160), 5));
    painter.drawEllipse(position, kCursorRadius, kCursorRadius);
    painter.setPen(QPen(Qt::white, 3));
    painter.drawEllipse(position, kCursorRadius, kCursorRadius);
    painter.setPen(Qt::NoPen);
    painter.setBrush(away_ ? QBrush(Qt::NoBrush) : QBrush(accent));
    painter.drawEllipse(position, kCursorRadius - 1, kCursorRadius - 1);
}

void TwoAxisPad::paintEvent(QPaintEvent* event) {
    QPainter painter(this);
    const PadGeometry geometry = padGeometry();
    if (picture_.isNull() || geometry.cell <= 0)
        return;
    painter.setClipRegion(event->region());
    painter.drawPixmap(geometry.origin, picture_);
    painter.setPen(hasFocus() ? accentColor(palette()) : lineColor(palette()));
    painter.drawRect(geometry.rect().adjusted(0, 0, -1, -1));
    drawCursor(painter);
}

void TwoAxisPad::resizeEvent(QResizeEvent* event) {
    QWidget::resizeEvent(event);
    rebuildPicture();
}

void TwoAxisPad::mousePressEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mousePressEvent(event);
    dragging_ = true;
    moveCursor(padGeometry().toPoint(event->position()));
}

void TwoAxisPad::mouseMoveEvent(QMouseEvent* event) {
    if (dragging_)
        moveCursor(padGeometry().toPoint(event->position()));
}

void TwoAxisPad::mouseReleaseEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton || !dragging_)
        return QWidget::mouseReleaseEvent(event);
    dragging_ = false;
    Q_EMIT moveFinished();
}

void TwoAxisPad::mouseDoubleClickEvent(QMouseEvent* event) {
    if (event->button() != Qt::LeftButton)
        return QWidget::mouseDoubleClickEvent(event);
    const PadGeometry geometry = padGeometry();
    moveCursor(geometry.snapped(geometry.toPoint(event->position())));
    Q_EMIT moveFinished();
}

void TwoAxisPad::keyPressEvent(QKeyEvent* event) {
    const PadGeometry geometry = padGeometry();
    const bool fine = event->modifiers().testFlag(Qt::ShiftModifier);
    const auto moved = [&](double coordinate, int direction) {
        if (!fine)
            return geometry.stepped(coordinate, direction);
        return std::clamp(coordinate + direction / static_cast<double>(steps_ * kFineParts), 0.0, 1.0);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return moveCursor({moved(cursor_.x(), -1), cursor_.y()});
    case Qt::Key_Right:
        return moveCursor({moved(cursor_.x(), 1), cursor_.y()});
    case Qt::Key_Up:
        return moveCursor({cursor_.x(), moved(cursor_.y(), -1)});
    case Qt::Key_Down:
        return moveCursor({cursor_.x(), moved(cursor_.y(), 1)});
    case Qt::Key_Home:
        return moveCursor({0, 0});
    case Qt::Key_End:
        return moveCursor({1, 1});
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        return moveCursor(geometry.snapped(cursor_));
    }
    QWidget::keyPressEvent(event);
}

void TwoAxisPad::keyReleaseEvent(QKeyEvent* event) {
    // A key that is held repeats: the move ends when it is let go.
    if (!event->isAutoRepeat())
        Q_EMIT moveFinished();
    QWidget::keyReleaseEvent(event);
}

void TwoAxisPad::contextMenuEvent(QContextMenuEvent* event) {
    const bool byMouse = event->reason() == QContextMenuEvent::Mouse;
    const PadGeometry geometry = padGeometry();
    const QPointF point = byMouse ? geometry.snapped(geometry.toPoint(event->pos())) : cursor_;
    const QPoint position =
        byMouse ? event->globalPos() : mapToGlobal(geometry.toPosition(cursor_).toPoint());
    Q_EMIT menuRequested(position, point);
}

void TwoAxisPad::focusInEvent(QFocusEvent* event) {
    QWidget::focusInEvent(event);
    update();
}

void TwoAxisPad::focusOutEvent(QFocusEvent* event) {
    QWidget::focusOutEvent(event);
    update();
    Q_EMIT moveFinished();
}

/// For screen readers: where the cursor is.
void TwoAxisPad::describe() {
    setAccessibleName(tr("Pad between A and B"));
    setAccessibleDescription(
        tr("Across %1 %, down %2 %").arg(std::lround(cursor_.x() * 100)).arg(std::lround(cursor_.y() * 100)));
    setToolTip(tr("Drag, or use the arrow keys (with Shift: finer). Double-click a cell to go to it."));
}

} // namespace wasserfarbe
