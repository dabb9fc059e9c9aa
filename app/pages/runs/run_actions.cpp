#include "app/pages/runs/run_actions.h"

#include <QKeyEvent>
#include <QWidget>

#include "widgets/look/icon.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

RunActions::RunActions(QWidget* scope)
    : QObject(scope),
      open(make(scope, "openRun", QStringLiteral("folder-open"))),
      explore(make(scope, "exploreRun", QStringLiteral("explore"))),
      duplicate(make(scope, "duplicateRun", QStringLiteral("duplicate"), QKeySequence(Qt::CTRL | Qt::Key_D))),
      branch(make(scope, "branchRun", QStringLiteral("branch"), QKeySequence(Qt::CTRL | Qt::Key_B))),
      rename(make(scope, "renameRun", QStringLiteral("rename"), QKeySequence(Qt::Key_F2))),
      reveal(make(scope, "revealRun", QStringLiteral("reveal"))),
      trash(make(scope, "trashRun", QStringLiteral("trash"), QKeySequence(Qt::Key_Delete))),
      refresh(make(scope, "refreshRuns", QStringLiteral("refresh"))) {
    retranslate();
    setSelection(0, 0, false);
    scope->installEventFilter(this);
}

bool RunActions::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if (!pressed && event->type() != QEvent::ShortcutOverride)
        return QObject::eventFilter(watched, event);
    const auto* key = static_cast<const QKeyEvent*>(event);
    if (key->key() != Qt::Key_F5 || key->modifiers() != Qt::NoModifier)
        return QObject::eventFilter(watched, event);
    if (pressed)
        refresh->trigger();
    event->accept();
    return true;
}

QAction* RunActions::make(QWidget* scope, const char* name, const QString& iconName,
                          const QKeySequence& key) {
    auto* action = named<QAction>(name, icon(iconName), QString(), scope);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    scope->addAction(action);
    return action;
}

void RunActions::setSelection(int selected, int readable, bool branches) {
    const bool one = selected == 1 && readable == 1;
    for (QAction* action : {open, explore, duplicate})
        action->setEnabled(one);
    branch->setEnabled(one && branches);
    rename->setEnabled(selected == 1);
    reveal->setEnabled(selected == 1);
    trash->setEnabled(selected > 0);
}

void RunActions::retranslate() {
    const auto name = [](QAction* action, const QString& text, const QString& tip) {
        action->setText(text);
        action->setToolTip(tip);
    };
    name(open, tr("&Open"), tr("Shows the run's losses and previews on the page Train (Enter)"));
    name(explore, tr("&Explore"), tr("Makes images with the run's newest checkpoint"));
    name(duplicate, tr("&Duplicate settings"),
         tr("Begins a new run with this one's pictures and settings (Ctrl+D)"));
    name(branch, tr("&Branch"),
         tr("Begins a new run with the weights of this one's newest checkpoint, and perhaps other settings "
            "(Ctrl+B)"));
    name(rename, tr("&Rename"), tr("Gives the run another name (F2)"));
    name(reveal, tr("Show in &folder"), tr("Shows the run's folder in the file manager"));
    name(trash, tr("&Move to trash…"), tr("Moves the selected runs to the trash, after asking (Delete)"));
    name(refresh, tr("Re&fresh"), tr("Looks for runs again (F5)"));
}

} // namespace wasserfarbe
