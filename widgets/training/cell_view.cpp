#include "widgets/training/cell_view.h"

#include <algorithm>

#include <QKeyEvent>
#include <QPainter>

#include "widgets/look/theme.h"

namespace wasserfarbe {

int PreviewGeometry::columns() const {
    return std::max(1, std::min(layout.columns, count));
}

QRect PreviewGeometry::rectOf(int index) const {
    if (count == 1) // comes without padding
        return {0, 0, cell, cell};
    const int pitch = cell + layout.padding;
    return {layout.padding + index % columns() * pitch, layout.padding + index / columns() * pitch, cell,
            cell};
}

int PreviewGeometry::cellAt(QPoint pixel) const {
    const int pitch = cell + (count == 1 ? 0 : layout.padding);
    const int edge = count == 1 ? 0 : layout.padding;
    if (cell < 1 || pixel.x() < edge || pixel.y() < edge)
        return -1;
    const int column = (pixel.x() - edge) / pitch;
    const int index = (pixel.y() - edge) / pitch * columns() + column;
    return column < columns() && index < count && rectOf(index).contains(pixel) ? index : -1;
}

CellView::CellView(QWidget* parent) : ImageView(parent) {
    setFocusPolicy(Qt::StrongFocus);
    connect(this, &ImageView::pixelClicked, this,
            [this](QPoint pixel) { setSelected(cells_.cellAt(pixel)); });
    connect(this, &ImageView::menuRequested, this, [this](QPoint position, QPoint pixel) {
        const int below = pixel.x() < 0 ? selected_ : cells_.cellAt(pixel);
        setSelected(below);
        Q_EMIT cellMenuRequested(position, below);
    });
}

void CellView::setCells(const PreviewGeometry& cells) {
    cells_ = cells;
    setSelected(std::min(selected_, cells.count - 1));
}

void CellView::setSelected(int cell) {
    selected_ = cell;
    update();
}

QImage CellView::cellImage(int cell) const {
    const QRect rect = cells_.rectOf(cell);
    return cell >= 0 && cell < cells_.count && image().rect().contains(rect) ? image().copy(rect) : QImage();
}

QRect CellView::cellRect(int cell) const {
    if (image().isNull())
        return {};
    const QRect shown = imageRect();
    const QRect rect = cells_.rectOf(cell);
    const double scale = static_cast<double>(shown.width()) / image().width();
    return QRectF(shown.left() + rect.left() * scale, shown.top() + rect.top() * scale, rect.width() * scale,
                  rect.height() * scale)
        .toRect();
}

void CellView::paintEvent(QPaintEvent* event) {
    ImageView::paintEvent(event);
    if (selected_ < 0 || image().isNull())
        return;
    QPainter painter(this);
    QPen pen(hasFocus() ? accentColor(palette()) : quietColor(palette()), 2);
    pen.setJoinStyle(Qt::MiterJoin);
    painter.setPen(pen);
    painter.drawRect(cellRect(selected_).adjusted(-1, -1, 0, 0));
}

void CellView::keyPressEvent(QKeyEvent* event) {
    if (cells_.count < 1 || image().isNull())
        return ImageView::keyPressEvent(event);
    const int from = std::max(0, selected_);
    const auto go = [&](int to) {
        if (to >= 0 && to < cells_.count)
            setSelected(to);
    };
    switch (event->key()) {
    case Qt::Key_Left:
        return go(from - 1);
    case Qt::Key_Right:
        return go(selected_ < 0 ? 0 : from + 1);
    case Qt::Key_Up:
        return go(from - cells_.columns());
    case Qt::Key_Down:
        return go(selected_ < 0 ? 0 : from + cells_.columns());
    case Qt::Key_Home:
        return go(0);
    case Qt::Key_End:
        return go(cells_.count - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
        if (selected_ >= 0)
            Q_EMIT cellMenuRequested(mapToGlobal(cellRect(selected_).center()), selected_);
        return;
    }
    ImageView::keyPressEvent(event);
}

} // namespace wasserfarbe
