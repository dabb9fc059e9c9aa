#include "widgets/look/empty_state.h"

#include <QLabel>
#include <QPushButton>

#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      icon_(new QLabel(this)),
      title_(named<QLabel>("emptyTitle", this)),
      text_(named<QLabel>("emptyText", this)),
      action_(named<QPushButton>("emptyAction", this)) {
    icon_->setAlignment(Qt::AlignCenter);
    title_->setAlignment(Qt::AlignCenter);
    title_->setWordWrap(true);
    makeHeading(title_);
    text_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text_->setWordWrap(true);
    text_->setFixedWidth(60 * kUnit);
    makeQuiet(text_);
    makePrimary(action_);
    action_->hide();
    column(this,
           {freeRoom(2),
            icon_,
            title_,
            {text_, 0, Qt::AlignHCenter},
            {action_, 0, Qt::AlignHCenter},
            freeRoom(3)},
           2 * kUnit)
        ->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    connect(action_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
    followPalette(this, [this] { repaintIcon(); });
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& text,
                            const QString& action) {
    iconName_ = iconName;
    title_->setText(title);
    text_->setText(text);
    // A label that wraps and is aligned by its layout gets the height of one line otherwise.
    text_->setMinimumHeight(text_->heightForWidth(text_->width()));
    describe(action_, action, text, action);
    action_->setVisible(!action.isEmpty());
    repaintIcon();
}

void EmptyState::repaintIcon() {
    if (!iconName_.isEmpty())
        icon_->setPixmap(coloredPixmap(iconName_, quietColor(palette()), 8 * kUnit, devicePixelRatioF()));
}

} // namespace wasserfarbe
