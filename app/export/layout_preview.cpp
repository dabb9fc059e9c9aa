#include "app/export/layout_preview.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QPainter>

#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// Frames of a film that stand for all of it.
constexpr int kFramesShown = 5;
/// Single images that stand for all of them.
constexpr int kImagesShown = 4;

/// Screen pixels per pixel of the picture: a whole multiple where it is enlarged, so that pixels stay square.
double fittingFactor(const QSizeF& picture, const QSizeF& area) {
    const double factor = std::min(area.width() / picture.width(), area.height() / picture.height());
    return factor > 1 ? std::floor(factor) : factor;
}

} // namespace

LayoutPreview::LayoutPreview(QWidget* parent) : QWidget(parent) {
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Expanding);
    setMinimumSize(30 * kUnit, 30 * kUnit);
}

void LayoutPreview::setImages(std::vector<QImage> images) {
    images_ = std::move(images);
    update();
}

void LayoutPreview::setPlan(const ExportShape& shape, const ExportOptions& options) {
    shape_ = shape;
    options_ = options;
    update();
}

void LayoutPreview::setPlaceholder(const QString& text) {
    placeholder_ = text;
    update();
}

QSize LayoutPreview::sizeHint() const {
    return {48 * kUnit, 48 * kUnit};
}

void LayoutPreview::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.fillRect(rect(), surfaceColor(palette()));
    painter.setPen(lineColor(palette()));
    painter.drawRect(rect().adjusted(0, 0, -1, -1));
    if (images_.empty()) {
        painter.setPen(quietColor(palette()));
        painter.drawText(rect().adjusted(kUnit, kUnit, -kUnit, -kUnit), Qt::AlignCenter | Qt::TextWordWrap,
                         placeholder_);
        return;
    }
    if (options_.kind == ExportKind::Sheet)
        paintSheet(painter);
    else
        paintRow(painter, rowOfImages());
}

/// Of a path, the sample is a square grid from A to B.
int LayoutPreview::sampleColumns() const {
    return static_cast<int>(std::lround(std::sqrt(static_cast<double>(images_.size()))));
}

std::vector<int> LayoutPreview::rowOfImages() const {
    std::vector<int> indices;
    const int count = static_cast<int>(images_.size());
    const bool frames = options_.kind == ExportKind::Film || options_.kind == ExportKind::Sequence;
    if (frames && shape_.of == ExportShape::Of::Path) {
        const int columns = sampleColumns();
        const int shown = std::min(kFramesShown, columns);
        for (int i = 0; i < shown; ++i)
            indices.push_back((shown < 2 ? 0 : i * (columns - 1) / (shown - 1)) * (columns + 1));
        return indices;
    }
    for (int i = 0; i < std::min(kImagesShown, count); ++i)
        indices.push_back(i);
    return indices;
}

void LayoutPreview::paintRow(QPainter& painter, const std::vector<int>& indices) const {
    const QSize cell = images_.front().size();
    const int count = static_cast<int>(indices.size());
    const int gaps = (count - 1) * kUnit;
    const QSizeF area(width() - 4 * kUnit - gaps, height() - 4 * kUnit);
    const double factor = fittingFactor(QSizeF(cell.width() * count, cell.height()), area);
    const QSizeF shown(cell.width() * factor, cell.height() * factor);
    painter.setRenderHint(QPainter::SmoothPixmapTransform, factor < 1 || options_.smooth);
    double x = std::floor((width() - shown.width() * count - gaps) / 2);
    const double y = std::floor((height() - shown.height()) / 2);
    for (const int index : indices) {
        painter.drawImage(QRectF(QPointF(x, y), shown), images_[static_cast<std::size_t>(index)]);
        x += shown.width() + kUnit;
    }
}

void LayoutPreview::paintSheet(QPainter& painter) const {
    const ExportPlan plan = planExport(shape_, options_);
    if (plan.width < 1 || plan.height < 1)
        return;
    const double pixel = options_.scale; // the sheet is measured before scaling
    const QSizeF sheet(static_cast<double>(plan.width) / pixel, static_cast<double>(plan.height) / pixel);
    const double factor = fittingFactor(sheet, QSizeF(width() - 4 * kUnit, height() - 4 * kUnit));
    const QSizeF shown = sheet * factor;
    const QPointF origin(std::floor((width() - shown.width()) / 2),
                         std::floor((height() - shown.height()) / 2));
    const int grey = level_to_byte(options_.layout.pad_value);
    painter.fillRect(QRectF(origin, shown), QColor(grey, grey, grey));

    const bool single = shape_.count == 1;
    const int padding = single ? 0 : options_.layout.padding;
    const int columns = std::min(shape_.columns > 0 ? shape_.columns : options_.layout.columns, shape_.count);
    const QSizeF cell(shape_.width * factor, shape_.height * factor);
    if (cell.width() < 1)
        return; // the outline says enough
    const int perRow = shape_.of == ExportShape::Of::Path ? sampleColumns() : columns;
    painter.setRenderHint(QPainter::SmoothPixmapTransform, factor < 1 || options_.smooth);
    const QColor missing = quietColor(palette());
    for (int i = 0; i < shape_.count; ++i) {
        const int column = i % columns;
        const int row = i / columns;
        const QPointF corner(origin.x() + (padding + column * (shape_.width + padding)) * factor,
                             origin.y() + (padding + row * (shape_.height + padding)) * factor);
        // A path's sample has fewer cells where it has many steps: the nearest one stands in.
        const int index = perRow == columns || columns < 2 ? i
                                                           : row * (perRow - 1) / (columns - 1) * perRow +
                                                                 column * (perRow - 1) / (columns - 1);
        if (index < static_cast<int>(images_.size()))
            painter.drawImage(QRectF(corner, cell), images_[static_cast<std::size_t>(index)]);
        else
            painter.fillRect(QRectF(corner, cell), missing);
    }
}

} // namespace wasserfarbe
