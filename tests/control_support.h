#pragma once

#include <QString>
#include <QWidget>

namespace wasserfarbe::test {

/// The control of that object name; ends the test where there is none.
template <typename T>
T* child(const QWidget& owner, const char* name) {
    T* found = owner.findChild<T*>(QString::fromLatin1(name));
    if (found == nullptr)
        qFatal("no such control: %s", name);
    return found;
}

} // namespace wasserfarbe::test
