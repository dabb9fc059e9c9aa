// Writing the plot to a file.
#include <algorithm>

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

#include "widgets/training/plot_canvas.h"
#include "widgets/training/plot_drawing.h"

namespace wasserfarbe {
namespace {

constexpr double kPngScale = 2; // sharp in print

/// Black on white, whatever the window has.
QPalette paper() {
    QPalette palette(QColor(0xea, 0xea, 0xea), Qt::white);
    for (const QPalette::ColorRole role : {QPalette::WindowText, QPalette::Text})
        palette.setColor(role, QColor(0x1c, 0x1c, 0x1c));
    return palette;
}

} // namespace

QString PlotCanvas::save(const QString& path, PlotFormat format) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const auto cursor = std::exchange(drawing_->cursor, std::nullopt);
    const auto pointed = std::exchange(drawing_->pointed, std::nullopt);
    const auto saved = std::exchange(drawing_->saved, std::nullopt);
    const QSize size = drawing_->widget()->size().expandedTo({640, 400});
    drawing_->recolor(paper());
    QString failure;
    if (format == PlotFormat::Png) {
        if (!drawing_->image(size, kPngScale).save(&file, "PNG"))
            failure = file.errorString();
    } else if (format == PlotFormat::Pdf) {
        QPdfWriter pdf(&file);
        pdf.setCreator(QCoreApplication::applicationName());
        pdf.setResolution(96);
        pdf.setPageMargins({});
        pdf.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point));
        drawing_->paintOn(pdf, size);
    } else {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(0, 0), size));
        svg.setResolution(96);
        svg.setTitle(accessibleName());
        drawing_->paintOn(svg, size);
        file.write(buffer.data());
    }
    drawing_->cursor = cursor;
    drawing_->pointed = pointed;
    drawing_->saved = saved;
    recolor();
    if (failure.isEmpty() && !file.commit())
        failure = file.errorString();
    return failure;
}

} // namespace wasserfarbe
