#include "app/studio/trouble_text.h"

#include <string_view>

#include <QCoreApplication>

#include "model/types/step_stats.h"

namespace wasserfarbe {
namespace {

struct TroubleText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::TroubleText)
public:
    static QString disk(ErrorCode code) {
        return code == ErrorCode::DiskFull        ? tr("the disk is full")
               : code == ErrorCode::DiskForbidden ? tr("a permission is missing")
               : code == ErrorCode::DiskReadOnly  ? tr("the disk can only be read")
               : code == ErrorCode::DiskGone      ? tr("its folder is gone, or the disk is not connected")
               : code == ErrorCode::DiskFaulty    ? tr("the disk reports a fault")
                                                  : tr("a file can't be written");
    }
    static QString loss(bool critic) { return critic ? tr("the critic's loss") : tr("the generator's loss"); }
    static QString gradient(bool critic) {
        return critic ? tr("a gradient of the critic") : tr("a gradient of the generator");
    }
    static QString weight(bool critic) {
        return critic ? tr("a weight of the critic") : tr("a weight of the generator");
    }
};

} // namespace

QString diskReasonText(const Error& error) {
    return TroubleText::disk(error.code());
}

QString quantityText(const std::string& quantity) {
    std::string_view name = quantity;
    const bool gradient = name.starts_with(kGradientOf);
    name.remove_prefix(gradient ? kGradientOf.size() : 0);
    const bool critic = name.starts_with("critic");
    if (!critic && !name.starts_with("generator"))
        return QString::fromStdString(quantity);
    if (name.ends_with("_loss"))
        return TroubleText::loss(critic);
    return gradient ? TroubleText::gradient(critic) : TroubleText::weight(critic);
}

} // namespace wasserfarbe
