#include "app/window/drop_hint.h"

#include <QMimeData>
#include <QPainter>
#include <QUrl>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

DropHint::DropHint(QWidget* parent) : QWidget(parent) {
    setObjectName(QStringLiteral("dropHint"));
    setAttribute(Qt::WA_TransparentForMouseEvents);
    hide();
}

QString DropHint::droppedPath(const QMimeData* data) {
    const QList<QUrl> urls = data->urls();
    for (const QUrl& url : urls)
        if (url.isLocalFile())
            return url.toLocalFile();
    return {};
}

void DropHint::cover() {
    setGeometry(parentWidget()->rect());
    show();
    raise();
}

void DropHint::paintEvent(QPaintEvent*) {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    QColor veil = palette().color(QPalette::Window);
    veil.setAlphaF(0.9F);
    painter.fillRect(rect(), veil);
    painter.setPen(QPen(accentColor(palette()), 2, Qt::DashLine));
    painter.drawRoundedRect(rect().adjusted(2 * kUnit, 2 * kUnit, -2 * kUnit, -2 * kUnit), kUnit, kUnit);

    const int side = 8 * kUnit;
    const QRect middle(rect().center() - QPoint(side / 2, side), QSize(side, side));
    quietIcon(QStringLiteral("save")).paint(&painter, middle);
    painter.setFont(headingFont());
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(QRect(0, middle.bottom() + 2 * kUnit, width(), 4 * kUnit), Qt::AlignCenter,
                     tr("Drop to open"));
    painter.setFont(font());
    painter.setPen(quietColor(palette()));
    painter.drawText(QRect(0, middle.bottom() + 6 * kUnit, width(), 4 * kUnit), Qt::AlignCenter,
                     tr("A folder of pictures, a run, a model file or an exported image"));
}

} // namespace wasserfarbe
