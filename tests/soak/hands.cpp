#include "tests/soak/hands.h"

#include <algorithm>
#include <cstdio>

#include <QComboBox>
#include <QElapsedTimer>
#include <QEventLoop>
#include <QMouseEvent>
#include <QTest>
#include <QTimer>
#include <QWheelEvent>

#include "widgets/look/message_bar.h"

namespace wasserfarbe::soak {
namespace {

constexpr int kLookAgain = 10; // milliseconds
constexpr int kLong = 40'000;

} // namespace

void Hands::letRun(int milliseconds) {
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
    // What a click of ours closed is deleted by no loop but one further out, and there is none.
    QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
    if (!window().isVisible())
        throw WindowClosed();
}

void Hands::await(const std::string& what, const std::function<bool()>& holds) {
    if (holds())
        return;
    watchdog_.doing("waiting for " + what);
    QElapsedTimer waited;
    waited.start();
    bool told = false;
    while (!holds()) {
        letRun(kLookAgain);
        if (told || waited.elapsed() < kLong)
            continue;
        told = true;
        std::fprintf(stderr, "soak: waits long for %s; %s\n", what.c_str(), where().c_str());
    }
}

std::string Hands::where() {
    QStringList others;
    for (const QWidget* widget : QApplication::topLevelWidgets())
        if (isOverWindow(*widget, window()))
            others.append(QLatin1String(widget->metaObject()->className()));
    QStringList messages;
    for (const MessageBar* bar : window().findChildren<MessageBar*>())
        if (bar->isShown())
            messages.append(bar->text());
    QStringList buttons;
    for (const QAbstractButton* button : window().centralWidget()->findChildren<QAbstractButton*>())
        if (button->isVisible() && button->isEnabled() && !button->objectName().isEmpty())
            buttons.append(button->objectName());
    const CurrentRun& run = studio().currentRun();
    return QStringLiteral("page %1, training %2 in \"%3\", run \"%4\"%5, pictures %6; over the window: %7; "
                          "messages: %8; buttons: %9")
        .arg(static_cast<int>(window().page()) + 1)
        .arg(static_cast<int>(training().state()))
        .arg(toQString(training().directory().filename()), toQString(run.directory().filename()),
             run.isLoading() ? QStringLiteral(" (loading)") : QString(), toQString(studio().plan().data),
             others.join(QLatin1String(", ")), messages.join(QLatin1String(" | ")),
             buttons.join(QLatin1String(", ")))
        .toStdString();
}

void Hands::turnTo(Page page) {
    const QByteArray name = "railButton" + QByteArray::number(static_cast<int>(page) + 1);
    click(window(), name.constData());
}

QWidget* Hands::visible(const QWidget& owner, const char* name) const {
    const QList<QWidget*> all = owner.findChildren<QWidget*>(QLatin1String(name));
    const auto found =
        std::find_if(all.begin(), all.end(), [](const QWidget* one) { return one->isVisible(); });
    return found == all.end() ? nullptr : *found;
}

bool Hands::click(const QWidget& owner, const char* name) {
    return click(visible(owner, name));
}

bool Hands::click(QWidget* button) {
    if (button == nullptr || !button->isVisible() || !button->isEnabled())
        return false;
    QTest::mouseClick(button, Qt::LeftButton);
    return true;
}

bool Hands::choose(const char* action) {
    auto& found = test::RealWindow::find<QAction>(window(), action);
    if (!found.isEnabled())
        return false;
    found.trigger();
    return true;
}

void Hands::key(QWidget& widget, Qt::Key key) {
    QTest::keyClick(&widget, key);
}

void Hands::wheel(QWidget& widget, int turned) {
    const QPointF position = QRectF(widget.rect()).center();
    QWheelEvent event(position, widget.mapToGlobal(position), {}, {0, turned}, Qt::NoButton, Qt::NoModifier,
                      Qt::NoScrollPhase, false);
    QCoreApplication::sendEvent(&widget, &event);
}

void Hands::drag(QWidget& widget, QPoint from, QPoint to) {
    const auto send = [&](QEvent::Type type, QPoint position, Qt::MouseButton button, Qt::MouseButtons held) {
        QMouseEvent event(type, position, widget.mapToGlobal(position), button, held, Qt::NoModifier);
        QCoreApplication::sendEvent(&widget, &event);
    };
    send(QEvent::MouseButtonPress, from, Qt::LeftButton, Qt::LeftButton);
    for (int i = 1; i <= 4; ++i) {
        send(QEvent::MouseMove, from + (to - from) * i / 4, Qt::NoButton, Qt::LeftButton);
        letRun(kLookAgain);
    }
    send(QEvent::MouseButtonRelease, to, Qt::LeftButton, Qt::NoButton);
}

void Hands::pick(QWidget& comboBox, int index) {
    auto* box = qobject_cast<QComboBox*>(&comboBox);
    if (box == nullptr || index < 0 || index >= box->count())
        return;
    box->setCurrentIndex(index);
    Q_EMIT box->activated(index);
}

bool Hands::isOverWindow(const QWidget& widget, const QWidget& window) {
    return &widget != &window && widget.isVisible() && widget.windowType() != Qt::ToolTip &&
           widget.windowType() != Qt::Desktop;
}

void Hands::closeOthers() {
    const auto others = [this] {
        QWidgetList found;
        for (QWidget* widget : QApplication::topLevelWidgets())
            if (isOverWindow(*widget, window()))
                found.append(widget);
        return found;
    };
    for (QWidget* widget : others())
        widget->close();
    // An export that is at work ends first, and what closes may ask in its turn.
    await("every dialog to close", [&others] { return others().isEmpty(); });
}

std::vector<std::filesystem::path> Hands::storedRuns() {
    std::vector<std::filesystem::path> runs;
    std::error_code error;
    for (std::filesystem::directory_iterator entry(studio().settings().runsFolder(), error), end;
         !error && entry != end; entry.increment(error))
        if (std::filesystem::is_regular_file(entry->path() / "run.json", error))
            runs.push_back(entry->path());
    std::sort(runs.begin(), runs.end());
    return runs;
}

} // namespace wasserfarbe::soak
