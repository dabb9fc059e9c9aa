#include "app/pages/runs/run_actions.h"

#include <QKeyEvent>
#include <QWidget>

#include "widgets/look/icon.h"

namespace wasserfarbe {

RunActions::RunActions(QWidget* scope)
    : QObject(scope),
      open(make(scope, QStringLiteral("openRun"), QStringLiteral("folder-open"), {})),
      explore(make(scope, QStringLiteral("exploreRun"), QStringLiteral("explore"), {})),
      duplicate(make(scope, QStringLiteral("duplicateRun"), QStringLiteral("duplicate"),
                     QKeySequence(Qt::CTRL | Qt::Key_D))),
      branch(make(scope, QStringLiteral("branchRun"), QStringLiteral("branch"),
                  QKeySequence(Qt::CTRL | Qt::Key_B))),
      rename(make(scope, QStringLiteral("renameRun"), QStringLiteral("rename"), QKeySequence(Qt::Key_F2))),
      reveal(make(scope, QStringLiteral("revealRun"), QStringLiteral("reveal"), {})),
      trash(make(scope, QStringLiteral("trashRun"), QStringLiteral("trash"), QKeySequence(Qt::Key_Delete))),
      refresh(make(scope, QStringLiteral("refreshRuns"), QStringLiteral("refresh"), {})) {
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

QAction* RunActions::make(QWidget* scope, const QString& name, const QString& iconName,
                          const QKeySequence& key) {
    auto* action = new QAction(icon(iconName), QString(), scope);
    action->setObjectName(name);
    action->setShortcut(key);
    action->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    scope->addAction(action);
    return action;
}

void RunActions::setSelection(int selected, int readable, bool branches) {
    open->setEnabled(selected == 1 && readable == 1);
    explore->setEnabled(selected == 1 && readable == 1);
    duplicate->setEnabled(selected == 1 && readable == 1);
    branch->setEnabled(selected == 1 && readable == 1 && branches);
    rename->setEnabled(selected == 1);
    reveal->setEnabled(selected == 1);
    trash->setEnabled(selected > 0);
}

void RunActions::retranslate() {
    open->setText(tr("&Open"));
    open->setToolTip(tr("Shows the run's losses and previews on the page Train (Enter)"));
    explore->setText(tr("&Explore"));
    explore->setToolTip(tr("Makes images with the run's newest checkpoint"));
    duplicate->setText(tr("&Duplicate settings"));
    duplicate->setToolTip(tr("Begins a new run with this one's pictures and settings (Ctrl+D)"));
    branch->setText(tr("&Branch"));
    branch->setToolTip(
        tr("Begins a new run with the weights of this one's newest checkpoint, and perhaps other settings "
           "(Ctrl+B)"));
    rename->setText(tr("&Rename"));
    rename->setToolTip(tr("Gives the run another name (F2)"));
    reveal->setText(tr("Show in &folder"));
    reveal->setToolTip(tr("Shows the run's folder in the file manager"));
    trash->setText(tr("&Move to trash…"));
    trash->setToolTip(tr("Moves the selected runs to the trash, after asking (Delete)"));
    refresh->setText(tr("Re&fresh"));
    refresh->setToolTip(tr("Looks for runs again (F5)"));
}

} // namespace wasserfarbe
