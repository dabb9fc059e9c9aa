#include "widgets/training/curve_style.h"

#include <algorithm>

#include <QCoreApplication>
#include <QPalette>

#include "model/types/unhandled_value.h"

namespace wasserfarbe {

QColor curveColor(const Metric& curve, const QPalette& palette) {
    switch (curve.color) {
    case MetricColor::Blue:
        return QColor(0x0072b2);
    case MetricColor::Vermilion:
        return QColor(0xd55e00);
    case MetricColor::Green:
        return QColor(0x009e73);
    case MetricColor::Sky:
        return QColor(0x56b4e9);
    case MetricColor::Orange:
        return QColor(0xe69f00);
    case MetricColor::Purple:
        return QColor(0xcc79a7);
    case MetricColor::Text:
        return palette.color(QPalette::WindowText);
    }
    unhandled_value();
}

Qt::PenStyle curveStyle(const Metric& curve) {
    static constexpr Qt::PenStyle styles[] = {Qt::SolidLine, Qt::DashLine, Qt::DotLine};
    const auto curves = curve_metrics();
    const auto first = std::ranges::find(curves, curve.color, &Metric::color);
    return styles[(std::ranges::find(curves, &curve) - first) % std::ssize(styles)];
}

QString curveName(const Metric& curve) {
    return QCoreApplication::translate("Curve", curve.label);
}

QString curveHelp(const Metric& curve) {
    return QCoreApplication::translate("Curve", curve.help);
}

} // namespace wasserfarbe
