#pragma once

#include <concepts>
#include <initializer_list>
#include <utility>

#include <QBoxLayout>
#include <QWidget>

#include "widgets/look/metrics.h"

namespace wasserfarbe {

/// Makes a T from `arguments` and gives it the name by which style sheets, tests and screen readers' scripts
/// find it.
template <std::derived_from<QObject> T, class... Arguments>
T* named(const char* name, Arguments&&... arguments) {
    auto* object = new T(std::forward<Arguments>(arguments)...);
    object->setObjectName(QLatin1String(name));
    return object;
}

/// What a row or column holds, in its order: `{widget, stretch, alignment}`, another layout, free room or a
/// gap.
class LayoutItem {
public:
    LayoutItem(QWidget* widget, int stretch = 0, Qt::Alignment alignment = {})
        : widget_(widget), stretch_(stretch), alignment_(alignment) {}
    LayoutItem(QLayout* layout, int stretch = 0) : layout_(layout), stretch_(stretch) {}
    /// Nothing: `gap` pixels, or free room where that is 0.
    explicit LayoutItem(int stretch, int gap = 0) : stretch_(stretch), gap_(gap) {}

    void addTo(QBoxLayout* box) const;

private:
    QWidget* widget_ = nullptr;
    QLayout* layout_ = nullptr;
    int stretch_ = 0;
    int gap_ = 0;
    Qt::Alignment alignment_;
};

/// Takes what the others leave over, in proportion to `stretch`.
inline LayoutItem freeRoom(int stretch = 0) {
    return LayoutItem(stretch);
}

/// As many pixels more than the box's spacing.
inline LayoutItem gap(int pixels) {
    return LayoutItem(0, pixels);
}

/// Boxes without a margin, their items `spacing` pixels apart. Without a parent they are to be put into
/// another layout.
QVBoxLayout* column(std::initializer_list<LayoutItem> items, int spacing = kUnit);
QVBoxLayout* column(QWidget* parent, std::initializer_list<LayoutItem> items, int spacing = kUnit);
QHBoxLayout* row(std::initializer_list<LayoutItem> items, int spacing = kUnit);
QHBoxLayout* row(QWidget* parent, std::initializer_list<LayoutItem> items, int spacing = kUnit);

/// Shows a window in front of the others, which stay usable.
void showBeside(QWidget* window);

} // namespace wasserfarbe
