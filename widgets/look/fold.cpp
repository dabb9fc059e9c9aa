#include "widgets/look/fold.h"

#include <QStyleOptionToolButton>
#include <QStylePainter>
#include <QToolButton>

#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

/// Lies flat while it is open too: its arrow says so.
class FoldHeader : public QToolButton {
public:
    using QToolButton::QToolButton;

protected:
    void paintEvent(QPaintEvent*) override {
        QStylePainter painter(this);
        QStyleOptionToolButton option;
        initStyleOption(&option);
        option.state.setFlag(QStyle::State_On, false);
        painter.drawComplexControl(QStyle::CC_ToolButton, option);
    }
};

} // namespace

Fold::Fold(QWidget* parent)
    : QWidget(parent), header_(named<FoldHeader>("foldHeader", this)), layout_(column(this, {header_})) {
    header_->setCheckable(true);
    header_->setAutoRaise(true);
    header_->setArrowType(Qt::RightArrow);
    header_->setToolButtonStyle(Qt::ToolButtonTextBesideIcon);
    header_->setFocusPolicy(Qt::StrongFocus);
    header_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    connect(header_, &QToolButton::toggled, this, [this](bool open) {
        header_->setArrowType(open ? Qt::DownArrow : Qt::RightArrow);
        if (content_)
            content_->setVisible(open);
        Q_EMIT openChanged(open);
    });
}

void Fold::setTitle(const QString& title) {
    // A tooltip of its own stays; the title's follows it into another language.
    if (header_->toolTip().isEmpty() || header_->toolTip() == header_->text())
        header_->setToolTip(title);
    header_->setText(title);
    header_->setAccessibleName(title);
}

void Fold::setContent(QWidget* content) {
    delete content_;
    content_ = content;
    content_->setParent(this);
    layout_->addWidget(content_);
    content_->setVisible(isOpen());
}

bool Fold::isOpen() const {
    return header_->isChecked();
}

void Fold::setOpen(bool open) {
    header_->setChecked(open);
}

} // namespace wasserfarbe
