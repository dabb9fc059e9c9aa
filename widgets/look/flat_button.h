#pragma once

#include <QAction>
#include <QToolButton>

#include "widgets/look/icon.h"

namespace wasserfarbe {

/// A button without a frame, which the keyboard reaches too. @param iconName  see `icon`; empty: none
inline QToolButton* flatButton(QWidget* parent, const QString& name, const QString& iconName = {}) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setAutoRaise(true);
    button->setFocusPolicy(Qt::StrongFocus);
    if (!iconName.isEmpty())
        button->setIcon(icon(iconName));
    return button;
}

/// One for an action, named after it.
inline QToolButton* flatButton(QWidget* parent, QAction* action, Qt::ToolButtonStyle style) {
    QToolButton* button = flatButton(parent, action->objectName() + QStringLiteral("Button"));
    button->setDefaultAction(action);
    button->setToolButtonStyle(style);
    return button;
}

} // namespace wasserfarbe
