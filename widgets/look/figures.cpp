#include "widgets/look/figures.h"

#include <cmath>

#include <QCoreApplication>
#include <QLocale>

namespace wasserfarbe {
namespace {

QString translated(const char* text) {
    return QCoreApplication::translate("Figures", text);
}

} // namespace

QString durationText(double seconds) {
    if (!std::isfinite(seconds) || seconds < 0)
        return QStringLiteral("–");
    const auto total = static_cast<qint64>(std::llround(seconds));
    const qint64 hours = total / 3600;
    const qint64 minutes = total / 60 % 60;
    if (hours > 0)
        return translated(QT_TRANSLATE_NOOP("Figures", "%1 h %2 min")).arg(hours).arg(minutes);
    if (minutes > 0)
        return translated(QT_TRANSLATE_NOOP("Figures", "%1 min %2 s")).arg(minutes).arg(total % 60);
    return translated(QT_TRANSLATE_NOOP("Figures", "%1 s")).arg(total);
}

QString bytesText(std::uint64_t bytes) {
    return QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString countText(std::int64_t count) {
    return QLocale().toString(static_cast<qlonglong>(count));
}

} // namespace wasserfarbe
