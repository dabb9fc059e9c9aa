#include "widgets/look/empty_state.h"

#include <QEvent>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

EmptyState::EmptyState(QWidget* parent)
    : QWidget(parent),
      icon_(new QLabel(this)),
      title_(new QLabel(this)),
      text_(new QLabel(this)),
      action_(new QPushButton(this)) {
    icon_->setAlignment(Qt::AlignCenter);
    title_->setObjectName(QStringLiteral("emptyTitle"));
    title_->setAlignment(Qt::AlignCenter);
    title_->setWordWrap(true);
    makeHeading(title_);
    text_->setObjectName(QStringLiteral("emptyText"));
    text_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    text_->setWordWrap(true);
    text_->setFixedWidth(60 * kUnit);
    makeQuiet(text_);
    action_->setObjectName(QStringLiteral("emptyAction"));
    makePrimary(action_);
    action_->hide();

    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * kUnit, 2 * kUnit, 2 * kUnit, 2 * kUnit);
    layout->setSpacing(2 * kUnit);
    layout->addStretch(2);
    layout->addWidget(icon_);
    layout->addWidget(title_);
    layout->addWidget(text_, 0, Qt::AlignHCenter);
    layout->addWidget(action_, 0, Qt::AlignHCenter);
    layout->addStretch(3);
    connect(action_, &QPushButton::clicked, this, &EmptyState::actionTriggered);
}

void EmptyState::setContent(const QString& iconName, const QString& title, const QString& text,
                            const QString& action) {
    iconName_ = iconName;
    title_->setText(title);
    text_->setText(text);
    // A label that wraps and is aligned by its layout gets the height of one line otherwise.
    text_->setMinimumHeight(text_->heightForWidth(text_->width()));
    action_->setText(action);
    action_->setToolTip(text);
    action_->setAccessibleName(action);
    action_->setVisible(!action.isEmpty());
    repaintIcon();
}

void EmptyState::changeEvent(QEvent* event) {
    if (event->type() == QEvent::PaletteChange)
        repaintIcon();
    QWidget::changeEvent(event);
}

void EmptyState::repaintIcon() {
    if (!iconName_.isEmpty())
        icon_->setPixmap(coloredPixmap(iconName_, quietColor(palette()), 8 * kUnit, devicePixelRatioF()));
}

} // namespace wasserfarbe
