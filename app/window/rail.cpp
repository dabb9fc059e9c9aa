#include "app/window/rail.h"

#include <QButtonGroup>
#include <QToolButton>

#include "app/window/page_table.h"
#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {

Rail::Rail(QWidget* parent) : QFrame(parent), pages_(new QButtonGroup(this)) {
    setObjectName(QStringLiteral("rail"));
    QVBoxLayout* layout = column(this, {});
    layout->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    for (const PageRow& row : pageTable()) {
        const int i = static_cast<int>(row.page);
        QToolButton* button =
            flatButton(this, QStringLiteral("railButton%1").arg(i + 1), QLatin1String(row.icon));
        button->setIconSize({3 * kUnit, 3 * kUnit});
        button->setToolButtonStyle(Qt::ToolButtonTextUnderIcon);
        button->setCheckable(true);
        button->setMinimumSize(9 * kUnit, 8 * kUnit);
        button->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
        pages_->addButton(button, i);
        layout->addWidget(button);
    }
    layout->addStretch();
    setPage(Page::Data);
    connect(pages_, &QButtonGroup::idToggled, this, [this](int id, bool checked) {
        if (checked)
            Q_EMIT chosen(static_cast<Page>(id));
    });
    followLanguage(this, [this] { retranslate(); });
    followPalette(this, [this] { restyle(); });
}

void Rail::setPage(Page page) {
    pages_->button(static_cast<int>(page))->setChecked(true);
}

Page Rail::page() const {
    return static_cast<Page>(pages_->checkedId());
}

void Rail::retranslate() {
    setAccessibleName(tr("Pages"));
    for (const PageRow& row : pageTable()) {
        const int i = static_cast<int>(row.page);
        describe(pages_->button(i), row.name(), tr("%1 (Ctrl+%2)").arg(row.explanation()).arg(i + 1));
        pages_->button(i)->setAccessibleDescription(row.explanation());
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
