#include "widgets/pictures/thumbnail_wall.h"

#include <algorithm>

#include <QContextMenuEvent>
#include <QKeyEvent>
#include <QPaintEvent>
#include <QPainter>
#include <QScrollBar>
#include <QWheelEvent>

#include "model/types/unhandled_value.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kWheelNotch = 120; // eighths of a degree

} // namespace

ThumbnailWall::ThumbnailWall(QWidget* parent) : QAbstractItemView(parent) {
    setSelectionMode(ExtendedSelection);
    setEditTriggers(NoEditTriggers);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setVerticalScrollMode(ScrollPerPixel);
    setDragEnabled(true);
    setAutoScroll(true);
    setFrameShape(QFrame::NoFrame);
    setMinimumSize(kLargestThumbnail / 4, kLargestThumbnail / 4);
    relayout();
}

void ThumbnailWall::setThumbnailSize(int size) {
    const int bounded = std::clamp(size, kSmallestThumbnail, kLargestThumbnail);
    if (bounded == thumbnailSize_)
        return;
    thumbnailSize_ = bounded;
    relayoutKeepingTop();
    Q_EMIT thumbnailSizeChanged(bounded);
    Q_EMIT columnsChanged();
}

void ThumbnailWall::setAspect(int aspect) {
    if (aspect == aspect_ || aspect < 1)
        return;
    aspect_ = aspect;
    relayoutKeepingTop();
    Q_EMIT columnsChanged();
}

void ThumbnailWall::setPictureRole(int role) {
    pictureRole_ = role;
    viewport()->update();
}

void ThumbnailWall::setMostColumns(int columns) {
    if (columns == geometry_.mostColumns)
        return;
    geometry_.mostColumns = columns;
    relayoutKeepingTop();
}

void ThumbnailWall::setPlaceholder(const QString& text) {
    placeholder_ = text;
    viewport()->update();
}

IndexRange ThumbnailWall::visibleIndices() const {
    return geometry_.indicesBetween(verticalOffset(), verticalOffset() + viewport()->height() - 1);
}

QModelIndexList ThumbnailWall::chosenIndexes() const {
    if (selectionModel() == nullptr)
        return {};
    QModelIndexList chosen = selectionModel()->selectedIndexes();
    if (chosen.isEmpty() && currentIndex().isValid())
        chosen.append(currentIndex());
    std::sort(chosen.begin(), chosen.end());
    return chosen;
}

void ThumbnailWall::setModel(QAbstractItemModel* newModel) {
    if (model() != nullptr)
        disconnect(model(), nullptr, this, nullptr);
    QAbstractItemView::setModel(newModel);
    if (newModel == nullptr)
        return;
    connect(newModel, &QAbstractItemModel::rowsInserted, this, &ThumbnailWall::relayout);
    connect(newModel, &QAbstractItemModel::rowsRemoved, this, &ThumbnailWall::relayout);
    connect(newModel, &QAbstractItemModel::layoutChanged, this, &ThumbnailWall::relayout);
}

void ThumbnailWall::reset() {
    QAbstractItemView::reset();
    verticalScrollBar()->setValue(0);
    anchor_ = 0;
    relayout();
}

QRect ThumbnailWall::visualRect(const QModelIndex& index) const {
    return index.isValid() ? inViewport(geometry_.cellRect(index.row())) : QRect();
}

QModelIndex ThumbnailWall::indexAt(const QPoint& position) const {
    const int row = geometry_.indexAt(position + QPoint(0, verticalOffset()));
    return row >= 0 && model() != nullptr ? model()->index(row, 0, rootIndex()) : QModelIndex();
}

void ThumbnailWall::scrollTo(const QModelIndex& index, ScrollHint hint) {
    if (!index.isValid())
        return;
    const QRect cell = geometry_.cellRect(index.row());
    const int page = viewport()->height();
    const int top = cell.top() - geometry_.gap;
    const int bottom = cell.bottom() + geometry_.gap - page + 1;
    QScrollBar* bar = verticalScrollBar();
    if (hint == PositionAtCenter)
        bar->setValue(cell.center().y() - page / 2);
    else if (hint == PositionAtTop || (hint == EnsureVisible && bar->value() > top))
        bar->setValue(top);
    else if (hint == PositionAtBottom || bar->value() < bottom)
        bar->setValue(bottom);
}

void ThumbnailWall::zoomIn() {
    setThumbnailSize(std::max(thumbnailSize_ + kUnit, thumbnailSize_ * 5 / 4 / kUnit * kUnit));
}

void ThumbnailWall::zoomOut() {
    setThumbnailSize(std::min(thumbnailSize_ - kUnit, thumbnailSize_ * 4 / 5 / kUnit * kUnit));
}

void ThumbnailWall::paintEvent(QPaintEvent* event) {
    QPainter painter(viewport());
    painter.fillRect(event->rect(), surfaceColor(palette()));
    if (geometry_.count == 0) {
        painter.setPen(quietColor(palette()));
        painter.drawText(viewport()->rect().adjusted(2 * kUnit, 2 * kUnit, -2 * kUnit, -2 * kUnit),
                         Qt::AlignCenter | Qt::TextWordWrap, placeholder_);
        return;
    }
    const int margin = kSelectionMargin;
    const IndexRange rows = geometry_.indicesBetween(event->rect().top() + verticalOffset() - margin,
                                                     event->rect().bottom() + verticalOffset() + margin);
    for (int row = rows.first; row <= rows.last; ++row) {
        const QRect cell = inViewport(geometry_.cellRect(row));
        if (cell.adjusted(-margin, -margin, margin, margin).intersects(event->rect()))
            paintThumbnail(painter, shownAt(model()->index(row, 0, rootIndex())), cell, *this);
    }
    if (banding_ && bandStart_ != bandEnd_) {
        QColor fill = palette().color(QPalette::Highlight);
        painter.setPen(fill);
        fill.setAlpha(40);
        painter.setBrush(fill);
        painter.drawRect(inViewport(bandRect()));
    }
}

ThumbnailCell ThumbnailWall::shownAt(const QModelIndex& index) const {
    ThumbnailCell shown;
    shown.broken = !index.data(TroubleRole).toString().isEmpty();
    if (!shown.broken)
        shown.image = index.data(pictureRole_).value<QImage>();
    shown.leftOut = index.data(LeftOutRole).toBool();
    shown.selected = selectionModel() != nullptr && selectionModel()->isSelected(index);
    shown.current = index == currentIndex() && hasFocus();
    shown.badge = index.data(BadgeRole).toString();
    return shown;
}

void ThumbnailWall::relayout() {
    const int pairGap = (thumbnailSize_ + 15) / 16 * (aspect_ - 1);
    geometry_.count = model() != nullptr ? model()->rowCount(rootIndex()) : 0;
    anchor_ = std::clamp(anchor_, 0, std::max(0, geometry_.count - 1));
    geometry_.cell = QSize(thumbnailSize_ * aspect_ + pairGap, thumbnailSize_);
    geometry_.gap = kUnit;
    geometry_.width = viewport()->width();
    updateGeometries();
    viewport()->update();
    tellVisible(true);
}

void ThumbnailWall::relayoutKeepingTop() {
    const IndexRange before = visibleIndices();
    const int offset = before.isEmpty() ? 0 : verticalOffset() - geometry_.cellRect(before.first).top();
    relayout();
    if (before.isEmpty())
        return;
    verticalScrollBar()->setValue(geometry_.cellRect(before.first).top() +
                                  std::min(offset, geometry_.rowPitch()));
    tellVisible();
}

void ThumbnailWall::updateGeometries() {
    const int page = viewport()->height();
    verticalScrollBar()->setPageStep(page);
    verticalScrollBar()->setSingleStep(std::max(kUnit, geometry_.rowPitch() / 3));
    verticalScrollBar()->setRange(0, std::max(0, geometry_.contentHeight() - page));
    QAbstractItemView::updateGeometries();
}

void ThumbnailWall::tellVisible(bool again) {
    if (!isVisible())
        return;
    const IndexRange visible = visibleIndices();
    if (visible.isEmpty() || (!again && visible == told_))
        return;
    told_ = visible;
    Q_EMIT thumbnailsWanted(visible.first, visible.last);
}

void ThumbnailWall::resizeEvent(QResizeEvent* event) {
    QAbstractItemView::resizeEvent(event);
    relayoutKeepingTop();
    Q_EMIT columnsChanged();
}

void ThumbnailWall::showEvent(QShowEvent* event) {
    QAbstractItemView::showEvent(event);
    relayout();
}

void ThumbnailWall::scrollContentsBy(int dx, int dy) {
    scrollDirtyRegion(dx, dy);
    viewport()->scroll(dx, dy);
    tellVisible();
}

int ThumbnailWall::verticalOffset() const {
    return verticalScrollBar()->value();
}

QModelIndex ThumbnailWall::moveCursor(CursorAction action, Qt::KeyboardModifiers) {
    if (geometry_.count == 0)
        return {};
    const int columns = geometry_.columns();
    const int page = std::max(1, viewport()->height() / geometry_.rowPitch()) * columns;
    const int last = geometry_.count - 1;
    const int row = currentIndex().row(); // -1: there is none
    const auto to = [&](int target) { return model()->index(target, 0, rootIndex()); };
    const auto by = [&](int distance) {
        return to(row + distance < 0 || row + distance > last ? row : row + distance);
    };
    if (row < 0)
        return to(0);
    switch (action) {
    case MoveLeft:
    case MovePrevious:
        return by(-1);
    case MoveRight:
    case MoveNext:
        return by(1);
    case MoveUp:
        return by(-columns);
    case MoveDown: // into a last row that is shorter, too
        return to(row / columns < last / columns ? std::min(row + columns, last) : row);
    case MovePageUp:
        return to(std::max(row % columns, row - page));
    case MovePageDown:
        return to(std::min(last, row + page));
    case MoveHome:
        return to(0);
    case MoveEnd:
        return to(last);
    }
    unhandled_value();
}

void ThumbnailWall::setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) {
    if (selectionModel() == nullptr)
        return;
    if (banding_)
        return selectBand(command);
    QItemSelection selection;
    if (command.testFlag(QItemSelectionModel::Current) && currentIndex().isValid()) {
        const int row = currentIndex().row();
        selection.select(model()->index(std::min(anchor_, row), 0, rootIndex()),
                         model()->index(std::max(anchor_, row), 0, rootIndex()));
    } else if (const QModelIndex index = indexAt(rect.bottomRight()); index.isValid()) {
        anchor_ = index.row();
        selection.select(index, index);
    } else if (currentIndex().isValid() && rect.intersects(visualRect(currentIndex()))) {
        anchor_ = currentIndex().row();
        selection.select(currentIndex(), currentIndex());
    }
    selectionModel()->select(selection, command);
}

void ThumbnailWall::selectBand(QItemSelectionModel::SelectionFlags command) {
    const QRect band = bandRect();
    const IndexRange rows = geometry_.indicesBetween(band.top(), band.bottom());
    const IndexRange columns = geometry_.columnsBetween(band.left(), band.right());
    QItemSelection selection;
    if (!rows.isEmpty() && !columns.isEmpty()) {
        for (int start = rows.first; start <= rows.last; start += geometry_.columns()) {
            const int first = start + columns.first;
            const int last = std::min(start + columns.last, geometry_.count - 1);
            if (first <= last && geometry_.cellRect(first).bottom() >= band.top() &&
                geometry_.cellRect(first).top() <= band.bottom())
                selection.select(model()->index(first, 0, rootIndex()), model()->index(last, 0, rootIndex()));
        }
    }
    selectionModel()->select(selection, command);
}

QRegion ThumbnailWall::visualRegionForSelection(const QItemSelection& selection) const {
    QRegion region;
    const IndexRange visible = visibleIndices();
    for (const QItemSelectionRange& range : selection)
        for (int row = std::max(range.top(), visible.first); row <= std::min(range.bottom(), visible.last);
             ++row)
            region += inViewport(geometry_.cellRect(row))
                          .adjusted(-kSelectionMargin, -kSelectionMargin, kSelectionMargin, kSelectionMargin);
    return region;
}

void ThumbnailWall::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
    QAbstractItemView::currentChanged(current, previous);
    viewport()->update();
    // A screen reader hears which picture it is; the view itself is one element to it.
    QString text = current.data(Qt::AccessibleTextRole).toString();
    if (text.isEmpty())
        text = current.data(Qt::DisplayRole).toString();
    setAccessibleDescription(text);
}

void ThumbnailWall::startDrag(Qt::DropActions) {
    const QModelIndexList dragged = chosenIndexes();
    if (!dragged.isEmpty())
        Q_EMIT dragRequested(dragged);
}

void ThumbnailWall::wheelEvent(QWheelEvent* event) {
    if (!event->modifiers().testFlag(Qt::ControlModifier))
        return QAbstractItemView::wheelEvent(event);
    wheelRest_ += event->angleDelta().y();
    for (; wheelRest_ >= kWheelNotch; wheelRest_ -= kWheelNotch)
        zoomIn();
    for (; wheelRest_ <= -kWheelNotch; wheelRest_ += kWheelNotch)
        zoomOut();
    event->accept();
}

void ThumbnailWall::keyPressEvent(QKeyEvent* event) {
    if (event->matches(QKeySequence::ZoomIn) || event->key() == Qt::Key_Plus)
        return zoomIn();
    if (event->matches(QKeySequence::ZoomOut) || event->key() == Qt::Key_Minus)
        return zoomOut();
    QAbstractItemView::keyPressEvent(event);
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    if (!shift && currentIndex().isValid())
        anchor_ = currentIndex().row();
}

void ThumbnailWall::contextMenuEvent(QContextMenuEvent* event) {
    if (event->reason() == QContextMenuEvent::Mouse) {
        Q_EMIT menuRequested(event->globalPos(), indexAt(event->pos()));
        return;
    }
    const QModelIndex index = currentIndex();
    scrollTo(index);
    const QPoint position = index.isValid() ? visualRect(index).center() : QPoint(kUnit, kUnit);
    Q_EMIT menuRequested(viewport()->mapToGlobal(position), index);
}

void ThumbnailWall::mousePressEvent(QMouseEvent* event) {
    const QPoint position = event->position().toPoint();
    banding_ = false;
    bandStart_ = bandEnd_ = position + QPoint(0, verticalOffset());
    const bool beside = !indexAt(position).isValid();
    QAbstractItemView::mousePressEvent(event);
    banding_ = event->button() == Qt::LeftButton && selectionMode() == ExtendedSelection && beside;
}

void ThumbnailWall::mouseMoveEvent(QMouseEvent* event) {
    if (banding_) {
        bandEnd_ = event->position().toPoint() + QPoint(0, verticalOffset());
        viewport()->update();
    }
    QAbstractItemView::mouseMoveEvent(event);
}

void ThumbnailWall::mouseReleaseEvent(QMouseEvent* event) {
    banding_ = false;
    QAbstractItemView::mouseReleaseEvent(event);
    viewport()->update();
}

} // namespace wasserfarbe
