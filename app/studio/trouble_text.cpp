#include "app/studio/trouble_text.h"

#include <algorithm>
#include <cerrno>
#include <initializer_list>
#include <optional>
#include <system_error>

#include <QCoreApplication>
#include <QRegularExpression>

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

struct TroubleText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::TroubleText)
public:
    static QString diskFull() { return tr("the disk is full"); }
    static QString forbidden() { return tr("a permission is missing"); }
    static QString readOnly() { return tr("the disk can only be read"); }
    static QString gone() { return tr("its folder is gone, or the disk is not connected"); }
    static QString faulty() { return tr("the disk reports a fault"); }
    static QString unwritable() { return tr("a file can't be written"); }

    static QString loss(bool critic) { return critic ? tr("the critic's loss") : tr("the generator's loss"); }
    static QString gradient(bool critic) {
        return critic ? tr("a gradient of the critic") : tr("a gradient of the generator");
    }
    static QString weight(bool critic) {
        return critic ? tr("a weight of the critic") : tr("a weight of the generator");
    }

    static QString diverged(const QString& step, const QString& quantity) {
        return tr("The training diverged at step %1: %2 was no longer a finite number, with other pictures "
                  "too. "
                  "The last good checkpoint is kept. Branch from it with lower learning rates, or begin anew "
                  "with another norm in the critic.")
            .arg(step, quantity);
    }
    static QString divergedShortly(const QString& step, const QString& quantity) {
        return tr("diverged at step %1: %2 was no longer a finite number").arg(step, quantity);
    }
    static QString divergedSomewhere() {
        return tr("The training diverged: a loss is no longer a finite number. The last good checkpoint is "
                  "kept. Lower the learning rates, then train again.");
    }
};

struct Divergence {
    QString step;
    QString quantity;
};

std::optional<Divergence> findDivergence(const std::string& detail) {
    static const QRegularExpression known(
        QStringLiteral("^diverged at step (\\d{1,18}): (.*) is not a finite number"));
    const QRegularExpressionMatch match = known.match(QString::fromStdString(detail));
    if (!match.hasMatch())
        return {};
    return Divergence{countText(match.captured(1).toLongLong()),
                      quantityText(match.captured(2).toStdString())};
}

} // namespace

QString diskReasonText(const Error& error) {
    const QString detail = QString::fromStdString(error.detail());
    const auto endsWith = [&](std::initializer_list<int> codes) {
        return std::any_of(codes.begin(), codes.end(), [&](int code) {
            return detail.endsWith(QString::fromLocal8Bit(std::generic_category().message(code).c_str()));
        });
    };
    if (endsWith({ENOSPC, EDQUOT, EFBIG}) || detail.contains(QLatin1String("disk full")))
        return TroubleText::diskFull();
    if (endsWith({EACCES, EPERM}))
        return TroubleText::forbidden();
    if (endsWith({EROFS}))
        return TroubleText::readOnly();
    if (endsWith({ENOENT, ENOTDIR, ENODEV, ENXIO, ESTALE}))
        return TroubleText::gone();
    return endsWith({EIO}) ? TroubleText::faulty() : TroubleText::unwritable();
}

QString quantityText(const std::string& quantity) {
    static const QRegularExpression known(
        QStringLiteral("(the gradient of )?(critic|generator)(_loss|[_.].*)"));
    QString text = QString::fromStdString(quantity);
    const QRegularExpressionMatch match =
        known.match(text, 0, QRegularExpression::NormalMatch, QRegularExpression::AnchorAtOffsetMatchOption);
    if (!match.hasMatch())
        return text;
    const bool critic = match.captured(2) == QLatin1String("critic");
    if (match.captured(3) == QLatin1String("_loss"))
        return TroubleText::loss(critic);
    return match.captured(1).isEmpty() ? TroubleText::weight(critic) : TroubleText::gradient(critic);
}

QString divergedText(const Error& error) {
    const std::optional<Divergence> found = findDivergence(error.detail());
    return found ? TroubleText::diverged(found->step, found->quantity) : TroubleText::divergedSomewhere();
}

QString failureText(const std::string& failure) {
    const std::optional<Divergence> found = findDivergence(failure);
    return found ? TroubleText::divergedShortly(found->step, found->quantity)
                 : QString::fromStdString(failure);
}

} // namespace wasserfarbe
