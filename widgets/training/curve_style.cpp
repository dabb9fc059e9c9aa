#include "widgets/training/curve_style.h"

#include <array>

#include <QCoreApplication>
#include <QPalette>

namespace wasserfarbe {

QString curveName(Curve curve) {
    switch (curve) {
    case Curve::CriticLoss:
        return QCoreApplication::translate("Curve", "Critic");
    case Curve::GeneratorLoss:
        return QCoreApplication::translate("Curve", "Generator");
    case Curve::Penalty:
        return QCoreApplication::translate("Curve", "Penalty");
    case Curve::RealScore:
        return QCoreApplication::translate("Curve", "Real");
    case Curve::HeldOutScore:
        return QCoreApplication::translate("Curve", "Held out");
    case Curve::FakeScore:
        return QCoreApplication::translate("Curve", "Fake");
    case Curve::Wasserstein:
        return QCoreApplication::translate("Curve", "Wasserstein");
    case Curve::GradientNorm:
        break;
    }
    return QCoreApplication::translate("Curve", "Gradient norm");
}

QColor curveColor(Curve curve, const QPalette& palette) {
    static constexpr std::array<QRgb, kCurves> colors = {0x0072b2, 0xd55e00, 0x009e73, 0x56b4e9,
                                                         0x56b4e9, 0xe69f00, 0xcc79a7, 0};
    return curve == Curve::GradientNorm ? palette.color(QPalette::WindowText)
                                        : QColor(colors[static_cast<std::size_t>(curve)]);
}

Qt::PenStyle curveStyle(Curve curve) {
    return curve == Curve::HeldOutScore ? Qt::DashLine : Qt::SolidLine;
}

QString curveHelp(Curve curve) {
    switch (curve) {
    case Curve::CriticLoss:
        return QCoreApplication::translate(
            "Curve",
            "The critic's loss: its score of generated images less its score of yours, and the penalty.");
    case Curve::GeneratorLoss:
        return QCoreApplication::translate(
            "Curve", "The generator's loss: the critic's score of generated images, turned round.");
    case Curve::Penalty:
        return QCoreApplication::translate(
            "Curve", "The gradient penalty. Large at the start, small once the gradient norm is near 1.");
    case Curve::RealScore:
        return QCoreApplication::translate("Curve", "The critic's mean score of your pictures.");
    case Curve::HeldOutScore:
        return QCoreApplication::translate(
            "Curve",
            "The critic's mean score of the pictures that are kept from training, once an epoch. If it falls "
            "well below that of your other pictures, the critic knows those by heart.");
    case Curve::FakeScore:
        return QCoreApplication::translate("Curve", "The critic's mean score of generated images.");
    case Curve::Wasserstein:
        return QCoreApplication::translate(
            "Curve",
            "The score of your pictures less that of generated images: how far apart they are. It should "
            "fall slowly.");
    case Curve::GradientNorm:
        break;
    }
    return QCoreApplication::translate(
        "Curve",
        "The critic's slope, drawn in a strip of its own. The penalty pulls it to 1, the dashed line.");
}

} // namespace wasserfarbe
