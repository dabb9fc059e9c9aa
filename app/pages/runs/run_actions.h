#pragma once

#include <QAction>
#include <QList>
#include <QObject>

namespace wasserfarbe {

/// What can be done with the selected runs, once for buttons, menu and keys. GUI thread only.
class RunActions : public QObject {
    Q_OBJECT
public:
    /// The keys work while `scope` or something in it has the focus.
    explicit RunActions(QWidget* scope);

    QAction* open;
    QAction* explore;
    QAction* duplicate;
    QAction* branch;
    QAction* rename;
    QAction* reveal;
    QAction* trash;
    QAction* refresh;

    /// The actions that concern runs, as a menu shows them.
    QList<QAction*> forRuns() const { return {open, explore, duplicate, branch, rename, reveal, trash}; }
    /// @param readable  how many of the selected runs have settings that can be read. @param branches  the
    /// only selected run has a checkpoint that can be read
    void setSelection(int selected, int readable, bool branches);
    void retranslate();

protected:
    /// F5 refreshes in the scope. As a shortcut beside the window's own F5 neither would work.
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    QAction* make(QWidget* scope, const char* name, const QString& iconName, const QKeySequence& key = {});
};

} // namespace wasserfarbe
