#include "widgets/training/plot_export.h"

#include <optional>
#include <utility>

#include <QBuffer>
#include <QCoreApplication>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>

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

QString exportPlot(PlotCanvas::Drawing& drawing, const QString& title, const QString& path,
                   PlotFormat format) {
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return file.errorString();
    const auto cursor = std::exchange(drawing.cursor, std::nullopt);
    const auto pointed = std::exchange(drawing.pointed, std::nullopt);
    const auto saved = std::exchange(drawing.saved, std::nullopt);
    const QSize size = drawing.widget()->size().expandedTo({640, 400});
    drawing.recolor(paper());
    QString failure;
    if (format == PlotFormat::Png) {
        if (!drawing.image(size, kPngScale).save(&file, "PNG"))
            failure = file.errorString();
    } else if (format == PlotFormat::Pdf) {
        QPdfWriter pdf(&file);
        pdf.setCreator(QCoreApplication::applicationName());
        pdf.setResolution(96);
        pdf.setPageMargins({});
        pdf.setPageSize(QPageSize(QSizeF(size) * 72.0 / 96.0, QPageSize::Point));
        drawing.paintOn(pdf, size);
    } else {
        QBuffer buffer;
        QSvgGenerator svg;
        svg.setOutputDevice(&buffer);
        svg.setSize(size);
        svg.setViewBox(QRect(QPoint(0, 0), size));
        svg.setResolution(96);
        svg.setTitle(title);
        drawing.paintOn(svg, size);
        file.write(buffer.data());
    }
    drawing.cursor = cursor;
    drawing.pointed = pointed;
    drawing.saved = saved;
    if (failure.isEmpty() && !file.commit())
        failure = file.errorString();
    return failure;
}

} // namespace wasserfarbe
