#include "app/window/rail.h"

#include <QButtonGroup>
#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "app/window/page_table.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

Rail::Rail(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("rail"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    layout->setSpacing(kUnit);
    auto* group = new QButtonGroup(this);
    for (const PageRow& row : pageTable()) {
        const int i = static_cast<int>(row.page);
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("railButton%1").arg(i + 1));
        button->setIcon(icon(QLatin1String(row.icon)));
        button->setIconSize({3 * kUnit, 3 * kUnit});
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setCheckable(true);
        button->setAutoRaise(true);
        button->setFocusPolicy(Qt::StrongFocus);
        button->setMinimumSize(9 * kUnit, 8 * kUnit);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        group->addButton(button, i);
        layout->addWidget(button);
        buttons_[static_cast<std::size_t>(i)] = button;
    }
    layout->addStretch();
    buttons_[0]->setChecked(true);
    connect(group, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            Q_EMIT chosen(static_cast<Page>(id));
    });
    retranslate();
    restyle();
}

void Rail::setPage(Page page) {
    buttons_[static_cast<std::size_t>(page)]->setChecked(true);
}

Page Rail::page() const {
    for (std::size_t i = 0; i < buttons_.size(); ++i)
        if (buttons_[i]->isChecked())
            return static_cast<Page>(i);
    return Page::Data;
}

void Rail::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    if (event->type() == QEvent::PaletteChange)
        restyle();
    QFrame::changeEvent(event);
}

void Rail::retranslate() {
    setAccessibleName(tr("Pages"));
    for (const PageRow& row : pageTable()) {
        QToolButton* button = buttons_[static_cast<std::size_t>(row.page)];
        button->setText(row.name());
        button->setAccessibleName(row.name());
        button->setAccessibleDescription(row.explanation());
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(row.explanation()).arg(static_cast<int>(row.page) + 1));
    }
}

void Rail::restyle() {
    const QString sheet =
        QStringLiteral(
            "#rail { border: none; border-right: 1px solid %1; background: %2; }"
            "#rail QToolButton { border: 2px solid transparent; border-radius: 4px; padding: 4px; }"
            "#rail QToolButton:hover { background: %1; }"
            "#rail QToolButton:checked { background: %3; font-weight: 600; }"
            "#rail QToolButton:focus { border-color: %4; }")
            .arg(lineColor(palette()).name(), surfaceColor(palette()).name(),
                 palette().color(QPalette::Midlight).name(), accentColor(palette()).name());
    // Setting a sheet is a change of style that brings this event again.
    if (styleSheet() != sheet)
        setStyleSheet(sheet);
}

} // namespace wasserfarbe
