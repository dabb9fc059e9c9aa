#include "app/pages/train/insight_text.h"

#include <cmath>

#include <QCoreApplication>

#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

QString figureText(const InsightFigure& figure) {
    switch (figure.unit) {
    case InsightFigure::Unit::Steps:
        return countText(std::llround(figure.value));
    case InsightFigure::Unit::Seconds:
        return durationText(figure.value);
    case InsightFigure::Unit::None:
        return QString::number(figure.value, 'f', std::abs(figure.value) < 10 ? 2 : 1);
    }
    unhandled_value();
}

} // namespace

QString insightText(const Insight& insight) {
    if (insight.kind == InsightKind::Nothing)
        return {};
    QString text = QCoreApplication::translate("Insight", insight_sentence(insight.kind));
    for (const InsightFigure& figure : insight.figures)
        text = text.arg(figureText(figure));
    return text;
}

} // namespace wasserfarbe
