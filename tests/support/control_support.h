#pragma once

#include <algorithm>

#include <QString>
#include <QTranslator>
#include <QWidget>
#include <QtTest>

namespace wasserfarbe::test {

/// The control of that object name; ends the test where there is none.
template <typename T>
T* child(const QWidget& owner, const char* name) {
    T* found = owner.findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr)
        qFatal("no such control: %s", name);
    return found;
}

/// Each control that takes the keyboard and whose name begins with `prefix` says what it is for; there are at
/// least `least`.
inline void compareDescriptions(const QWidget& owner, const char* prefix, int least) {
    int controls = 0;
    for (const QWidget* widget : owner.findChildren<QWidget*>()) {
        if (!widget->objectName().startsWith(QLatin1String(prefix)) || widget->focusPolicy() == Qt::NoFocus)
            continue;
        ++controls;
        QVERIFY2(!widget->toolTip().isEmpty(), qPrintable(widget->objectName()));
        QVERIFY2(!widget->accessibleName().isEmpty(), qPrintable(widget->objectName()));
    }
    QVERIFY(controls >= least);
}

/// A language of its own: every text backwards.
class Backwards : public QTranslator {
public:
    QString translate(const char*, const char* text, const char*, int) const override {
        QString turned = QString::fromUtf8(text);
        std::reverse(turned.begin(), turned.end());
        return turned;
    }
    bool isEmpty() const override { return false; }
};

} // namespace wasserfarbe::test
