#include "app/pages/data/finding_row.h"

#include <QPainter>

#include "app/studio/finding_texts.h"
#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

constexpr int kMargin = kUnit;             ///< left and right
constexpr int kVerticalMargin = kUnit / 2; ///< above and below
constexpr int kCorner = 4;
constexpr int kNarrow = 20 * kUnit;

/// The action names a setting by its key; people know it by its label.
QString actionText(Finding finding) {
    return findingAction(finding).replace(QLatin1String("alpha_color"),
                                          QStringLiteral("“%1”").arg(fieldLabel(find_field("alpha_color"))));
}

} // namespace

FindingRow::FindingRow(Finding finding, QWidget* parent) : QAbstractButton(parent), finding_(finding) {
    setCheckable(true);
    setFocusPolicy(Qt::StrongFocus);
    setAttribute(Qt::WA_Hover);
    setCursor(Qt::PointingHandCursor);
    QSizePolicy policy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    policy.setHeightForWidth(true);
    setSizePolicy(policy);
    retranslate();
}

void FindingRow::setCount(std::int64_t count) {
    if (count == count_)
        return;
    count_ = count;
    retranslate();
}

void FindingRow::retranslate() {
    const QString title = findingTitle(finding_);
    //: What a finding means, then what is done about it
    text_ = tr("%1 %2", "two sentences").arg(findingSentence(finding_), actionText(finding_));
    setText(title);
    setToolTip(tr("Shows these pictures alone, or all again"));
    setAccessibleName(
        tr("%1: %n picture(s)", nullptr, static_cast<int>(count_)).arg(title)); // heard, not seen
    setAccessibleDescription(text_);
    updateGeometry();
    update();
}

int FindingRow::textHeight(int width) const {
    const QRect room(0, 0, width - 2 * kMargin, 10000);
    return fontMetrics().boundingRect(room, Qt::TextWordWrap, text_).height();
}

int FindingRow::heightForWidth(int width) const {
    return 2 * kVerticalMargin + fontMetrics().height() + textHeight(width);
}

QSize FindingRow::sizeHint() const {
    return {kNarrow, heightForWidth(kNarrow)};
}

QSize FindingRow::minimumSizeHint() const {
    return {kNarrow, 2 * kVerticalMargin + 2 * fontMetrics().height()};
}

void FindingRow::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF frame = QRectF(rect()).adjusted(1, 1, -1, -1);
    QColor fill = isChecked() ? accentColor(palette()) : lineColor(palette());
    fill.setAlphaF(isChecked() ? 0.2F : underMouse() ? 0.5F : 0.0F);
    painter.setPen(hasFocus() ? QPen(accentColor(palette()), 2) : QPen(Qt::NoPen));
    painter.setBrush(fill);
    painter.drawRoundedRect(frame, kCorner, kCorner);

    const int line = fontMetrics().height();
    const QRect top(kMargin, kVerticalMargin, width() - 2 * kMargin, line);
    painter.setPen(palette().color(QPalette::WindowText));
    const QString count = countText(count_);
    painter.drawText(top, Qt::AlignRight | Qt::AlignVCenter, count);
    const int room = top.width() - fontMetrics().horizontalAdvance(count) - kUnit;
    painter.drawText(top, Qt::AlignLeft | Qt::AlignVCenter,
                     fontMetrics().elidedText(text(), Qt::ElideRight, room));
    painter.setPen(quietColor(palette()));
    const QRect below(kMargin, kVerticalMargin + line, top.width(), textHeight(width()));
    painter.drawText(below, Qt::TextWordWrap, text_);
}

} // namespace wasserfarbe
