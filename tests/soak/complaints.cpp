#include "tests/soak/complaints.h"

#include <cstdio>

#include <QMetaObject>

#include "app/studio/path_text.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe::soak {
namespace {

constexpr int kLook = 100;      // milliseconds
constexpr int kMostKept = 50;   // different ones: more say nothing new
Complaints* listener = nullptr; // of Qt's messages, which know no object
QtMessageHandler before = nullptr;

/// A bar does not say of which kind it is, but each kind has an edge of its own colour.
bool isInformation(const MessageBar& bar) {
    return bar.styleSheet().contains(QLatin1String("4px solid ") + accentColor(bar.palette()).name());
}

} // namespace

Complaints::Complaints(test::RealWindow& window) : window_(window) {
    TrainingSession& training = window.training();
    connect(&window.studio(), &Studio::trouble, this, [this](Page, const Error& error) { take(error); });
    connect(&training, &TrainingSession::ended, this, [this, &training](TrainingSession::End end) {
        if (end == TrainingSession::End::Failed && training.failure())
            take(*training.failure());
    });
    connect(&timer_, &QTimer::timeout, this, &Complaints::look);
    timer_.start(kLook);
    listener = this;
    before = qInstallMessageHandler(&Complaints::takeFromQt);
}

Complaints::~Complaints() {
    qInstallMessageHandler(before);
    listener = nullptr;
}

void Complaints::look() {
    QHash<const MessageBar*, QString> now;
    for (const MessageBar* bar : window_.window().findChildren<MessageBar*>()) {
        if (!bar->isShown() || isInformation(*bar))
            continue;
        now.insert(bar, bar->text());
        if (shown_.value(bar) != bar->text())
            take(bar->detail().isEmpty() ? bar->text()
                                         : QStringLiteral("%1 [%2]").arg(bar->text(), bar->detail()));
    }
    shown_ = now;
}

void Complaints::dismiss() {
    look();
    for (MessageBar* bar : window_.window().findChildren<MessageBar*>())
        bar->clear();
}

void Complaints::take(const Error& error) {
    take(QStringLiteral("%1: %2").arg(toQString(error.path()), QString::fromStdString(error.detail())));
}

void Complaints::take(const QString& text) {
    for (const QString& name : explained_)
        if (text.contains(name)) {
            ++explainedCount_;
            return;
        }
    if (known_.contains(text) || known_.size() >= kMostKept)
        return;
    known_.insert(text);
    unexplained_.append(QStringLiteral("%1 (%2)").arg(text, doing_));
    std::fprintf(stderr, "soak: the studio says: %s\n", qPrintable(unexplained_.constLast()));
}

void Complaints::takeFromQt(QtMsgType type, const QMessageLogContext& context, const QString& text) {
    if (text.startsWith(QLatin1String("This plugin does not support")))
        return; // the offscreen platform, of what only a screen can do
    if (before != nullptr)
        before(type, context, text); // a fatal one does not come back
    if (listener == nullptr || type == QtDebugMsg || type == QtInfoMsg)
        return;
    QMetaObject::invokeMethod(
        listener, [text] { listener->take(QStringLiteral("Qt: %1").arg(text)); }, Qt::QueuedConnection);
}

} // namespace wasserfarbe::soak
