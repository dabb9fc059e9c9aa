#include "widgets/look/icon.h"

#include <algorithm>
#include <utility>

#include <QFile>
#include <QGuiApplication>
#include <QIconEngine>
#include <QPainter>
#include <QPalette>
#include <QSvgRenderer>

#include "model/types/unhandled_value.h"
#include "widgets/look/theme.h"

// In a static library nothing else registers the drawings.
static void initResources() {
    Q_INIT_RESOURCE(icons);
}

namespace wasserfarbe {
namespace {

enum class Ink { Text, Quiet, OnAccent };

QColor inkColor(Ink ink, QIcon::Mode mode) {
    const QPalette palette = QGuiApplication::palette();
    if (mode == QIcon::Disabled)
        return palette.color(QPalette::Disabled, QPalette::WindowText);
    if (mode == QIcon::Selected)
        return palette.color(QPalette::HighlightedText);
    switch (ink) {
    case Ink::Quiet:
        return quietColor(palette);
    case Ink::OnAccent:
        return onAccentColor(palette);
    case Ink::Text:
        return palette.color(QPalette::WindowText);
    }
    unhandled_value();
}

void draw(QPainter& painter, QByteArray svg, const QColor& color, const QRect& rect) {
    svg.replace("currentColor", color.name().toLatin1());
    QSvgRenderer renderer(svg);
    const int side = std::min(rect.width(), rect.height());
    QRectF square(0, 0, side, side);
    square.moveCenter(QRectF(rect).center());
    renderer.render(&painter, square);
}

/// Draws the SVG anew in the palette's colours each time it is painted, so that it is sharp at any scale and
/// follows a change of palette.
class IconEngine : public QIconEngine {
public:
    IconEngine(QString name, QByteArray svg, Ink ink)
        : name_(std::move(name)), svg_(std::move(svg)), ink_(ink) {}

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override {
        draw(*painter, svg_, inkColor(ink_, mode), rect);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override {
        QPixmap pixmap(size);
        if (size.isEmpty()) // asked for by a style for a button that has no room yet
            return pixmap;
        pixmap.fill(Qt::transparent);
        QPainter painter(&pixmap);
        paint(&painter, QRect(QPoint(0, 0), size), mode, state);
        return pixmap;
    }

    QIconEngine* clone() const override { return new IconEngine(*this); }
    QString iconName() override { return name_; }
    bool isNull() override { return svg_.isEmpty(); }

private:
    QString name_;
    QByteArray svg_;
    Ink ink_;
};

QByteArray drawingOf(const QString& name) {
    initResources();
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    const bool found = file.open(QIODevice::ReadOnly);
    Q_ASSERT_X(found, "icon", qPrintable(name));
    return found ? file.readAll() : QByteArray();
}

QIcon makeIcon(const QString& name, Ink ink) {
    const QByteArray drawing = drawingOf(name);
    return drawing.isEmpty() ? QIcon() : QIcon(new IconEngine(name, drawing, ink));
}

} // namespace

QIcon icon(const QString& name) {
    return makeIcon(name, Ink::Text);
}

QIcon quietIcon(const QString& name) {
    return makeIcon(name, Ink::Quiet);
}

QIcon iconOnAccent(const QString& name) {
    return makeIcon(name, Ink::OnAccent);
}

QPixmap coloredPixmap(const QString& name, const QColor& color, int side, qreal pixelRatio) {
    QPixmap pixmap(QSize(side, side) * pixelRatio);
    pixmap.fill(Qt::transparent);
    QPainter painter(&pixmap);
    draw(painter, drawingOf(name), color, pixmap.rect());
    painter.end();
    pixmap.setDevicePixelRatio(pixelRatio);
    return pixmap;
}

} // namespace wasserfarbe
