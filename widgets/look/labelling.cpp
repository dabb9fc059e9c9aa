#include "widgets/look/labelling.h"

#include <utility>

#include <QAbstractButton>
#include <QEvent>
#include <QFormLayout>
#include <QLabel>
#include <QRegularExpression>

namespace wasserfarbe {
namespace {

/// Calls a function before its parent gets an event of one type. A filter, so that widgets need no
/// `changeEvent` of their own for it.
class EventFollower : public QObject {
public:
    EventFollower(QWidget* widget, QEvent::Type type, std::function<void()> function)
        : QObject(widget), type_(type), function_(std::move(function)) {
        widget->installEventFilter(this);
        function_();
    }

    bool eventFilter(QObject*, QEvent* event) override {
        if (event->type() == type_)
            function_();
        return false;
    }

private:
    QEvent::Type type_;
    std::function<void()> function_;
};

/// Chinese has the mnemonic behind the word: "导出(&X)".
QString spoken(QString text) {
    static const QRegularExpression behind(QStringLiteral("\\(&.\\)"));
    return text.remove(behind).remove(QLatin1Char('&')).remove(QChar(u'…'));
}

} // namespace

void followLanguage(QWidget* widget, std::function<void()> retranslate) {
    new EventFollower(widget, QEvent::LanguageChange, std::move(retranslate));
}

void followPalette(QWidget* widget, std::function<void()> recolor) {
    new EventFollower(widget, QEvent::PaletteChange, std::move(recolor));
}

void describe(QAbstractButton* button, const QString& text, const QString& tip, const QString& spokenName) {
    button->setText(text);
    button->setToolTip(tip);
    button->setAccessibleName(spokenName.isEmpty() ? spoken(text) : spokenName);
}

void describeField(QWidget* field, const QString& spokenName, const QString& tip) {
    field->setAccessibleName(spokenName);
    field->setToolTip(tip);
}

void describeRow(QFormLayout* form, QWidget* field, const QString& label, const QString& tip) {
    describeField(field, spoken(label), tip);
    if (auto* text = qobject_cast<QLabel*>(form->labelForField(field))) {
        text->setText(label);
        text->setBuddy(field);
    }
}

} // namespace wasserfarbe
