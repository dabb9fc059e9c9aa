#include "tests/screenshots/album.h"

#include <cstdio>
#include <cstdlib>

#include <QApplication>
#include <QFileInfo>
#include <QPainter>
#include <QPixmap>
#include <QScreen>
#include <QTest>

namespace wasserfarbe::screenshots {
namespace {

QImage shot(const QSize& size) {
    const QPixmap whole = QGuiApplication::primaryScreen()->grabWindow(0, 0, 0, size.width(), size.height());
    return whole.toImage();
}

} // namespace

void fail(const QString& sentence) {
    std::fprintf(stderr, "screenshots: %s\n", qPrintable(sentence));
    std::exit(1);
}

void waitFor(const QString& what, const std::function<bool()>& holds, int seconds) {
    if (!QTest::qWaitFor(holds, seconds * 1000))
        fail(QStringLiteral("waited %1 s in vain for %2").arg(seconds).arg(what));
}

QWidget* visibleChild(const QWidget& root, const QString& objectName) {
    QWidget* found = nullptr;
    waitFor(objectName, [&] {
        const QList<QWidget*> all = root.findChildren<QWidget*>(objectName);
        for (QWidget* one : all)
            if (one->isVisible())
                found = one;
        return found != nullptr;
    });
    return found;
}

void click(const QWidget& root, const QString& objectName) {
    QWidget* widget = visibleChild(root, objectName);
    waitFor(objectName + QStringLiteral(" to be enabled"), [widget] { return widget->isEnabled(); });
    QTest::mouseClick(widget, Qt::LeftButton);
}

Album::Album(const QString& folder) : folder_(folder) {
    if (!folder_.mkpath(QStringLiteral(".")))
        fail(QStringLiteral("can't make the folder %1").arg(folder));
}

void Album::save(const QString& name, const QSize& size, const QWidget* dialog) {
    // What a page shows comes from other threads, some of it at its leisure.
    constexpr int kStill = 3;
    constexpr int kTries = 40;
    QImage last;
    int still = 0;
    for (int i = 0; i < kTries && still < kStill; ++i) {
        QTest::qWait(150);
        const QImage now = shot(size);
        still = now == last ? still + 1 : 0;
        last = now;
    }
    if (dialog) {
        QPainter painter(&last);
        painter.setPen(QColor(0x80, 0x80, 0x80));
        painter.drawRect(dialog->frameGeometry().adjusted(-1, -1, 0, 0));
    }
    const QString path = folder_.filePath(name + QStringLiteral(".png"));
    folder_.mkpath(QFileInfo(path).path());
    if (!last.save(path))
        fail(QStringLiteral("can't write %1").arg(path));
    ++count_;
}

} // namespace wasserfarbe::screenshots
