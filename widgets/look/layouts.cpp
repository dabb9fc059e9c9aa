#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

template <class Box>
Box* filled(QWidget* parent, std::initializer_list<LayoutItem> items, int spacing) {
    auto* box = new Box(parent);
    box->setContentsMargins(0, 0, 0, 0);
    box->setSpacing(spacing);
    for (const LayoutItem& item : items)
        item.addTo(box);
    return box;
}

} // namespace

void LayoutItem::addTo(QBoxLayout* box) const {
    if (widget_)
        box->addWidget(widget_, stretch_, alignment_);
    else if (layout_)
        box->addLayout(layout_, stretch_);
    else if (gap_ > 0)
        box->addSpacing(gap_);
    else
        box->addStretch(stretch_);
}

QVBoxLayout* column(std::initializer_list<LayoutItem> items, int spacing) {
    return filled<QVBoxLayout>(nullptr, items, spacing);
}

QVBoxLayout* column(QWidget* parent, std::initializer_list<LayoutItem> items, int spacing) {
    return filled<QVBoxLayout>(parent, items, spacing);
}

QHBoxLayout* row(std::initializer_list<LayoutItem> items, int spacing) {
    return filled<QHBoxLayout>(nullptr, items, spacing);
}

QHBoxLayout* row(QWidget* parent, std::initializer_list<LayoutItem> items, int spacing) {
    return filled<QHBoxLayout>(parent, items, spacing);
}

void showBeside(QWidget* window) {
    window->show();
    window->raise();
    window->activateWindow();
}

} // namespace wasserfarbe
