#include "app/window/rail.h"

#include <QButtonGroup>
#include <QEvent>
#include <QToolButton>
#include <QVBoxLayout>

#include "model/types/unhandled_value.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

QString explanationOf(Page page) {
    switch (page) {
    case Page::Data:
        return Rail::tr("The pictures to learn from");
    case Page::Train:
        return Rail::tr("Train a generator and watch it learn");
    case Page::Explore:
        return Rail::tr("Move between generated images");
    case Page::Gallery:
        return Rail::tr("Many images of one generator");
    case Page::Runs:
        return Rail::tr("Every training so far");
    }
    unhandled_value();
}

} // namespace

Rail::Rail(QWidget* parent) : QFrame(parent) {
    setObjectName(QStringLiteral("rail"));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(kUnit, kUnit, kUnit, kUnit);
    layout->setSpacing(kUnit);
    auto* group = new QButtonGroup(this);
    for (int i = 0; i < kPages; ++i) {
        auto* button = new QToolButton(this);
        button->setObjectName(QStringLiteral("railButton%1").arg(i + 1));
        button->setIcon(icon(iconOf(static_cast<Page>(i))));
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

QString Rail::nameOf(Page page) {
    switch (page) {
    case Page::Data:
        return tr("Data");
    case Page::Train:
        return tr("Train");
    case Page::Explore:
        return tr("Explore");
    case Page::Gallery:
        return tr("Gallery");
    case Page::Runs:
        return tr("Runs");
    }
    unhandled_value();
}

QString Rail::iconOf(Page page) {
    switch (page) {
    case Page::Data:
        return QStringLiteral("data");
    case Page::Train:
        return QStringLiteral("train");
    case Page::Explore:
        return QStringLiteral("explore");
    case Page::Gallery:
        return QStringLiteral("gallery");
    case Page::Runs:
        return QStringLiteral("runs");
    }
    unhandled_value();
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
    for (int i = 0; i < kPages; ++i) {
        const auto page = static_cast<Page>(i);
        QToolButton* button = buttons_[static_cast<std::size_t>(i)];
        button->setText(nameOf(page));
        button->setAccessibleName(nameOf(page));
        button->setAccessibleDescription(explanationOf(page));
        button->setToolTip(tr("%1 (Ctrl+%2)").arg(explanationOf(page)).arg(i + 1));
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
