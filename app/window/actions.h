#pragma once

#include <array>
#include <initializer_list>

#include <QObject>

#include "app/studio/studio.h"

class QAction;
class QMenu;
class QMenuBar;
class QToolBar;

namespace wasserfarbe {

/// Everything that menus, toolbar and shortcuts of the window do, each once. Pages and training are asked for
/// directly; what the rest does is up to the window, which connects it. GUI thread only.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(Studio& studio, QObject* parent = nullptr);

    void fillMenuBar(QMenuBar* bar);
    void fillToolBar(QToolBar* bar);
    /// @param acts  the page offers PageActions
    void setPage(Page page, bool acts);
    /// To be called on a change of language, too: actions get no event of their own.
    /// @pre both bars are filled
    void retranslate();

    QAction* newRun;
    QAction* openRun;
    QAction* openModel;
    QAction* savePreview;
    QAction* exportShown;
    QAction* exportModel;
    QAction* undo;
    QAction* redo;
    QAction* preferences;
    QAction* quit;
    QAction* fullScreen;
    QAction* help;
    QAction* firstSteps;
    QAction* about;

private:
    QAction* add(const char* objectName, const char* iconName, std::initializer_list<QKeyCombination> keys);
    void connectTraining();
    void makePageActions();
    void follow();
    void fillRecentRuns();
    void retranslateTraining();
    void retranslateToolBar();

    Studio& studio_;
    std::array<QMenu*, 5> menus_{};
    QMenu* recent_ = nullptr;
    QToolBar* toolBar_ = nullptr;
    QAction* start_;
    QAction* pause_;
    QAction* stop_;
    QAction* preview_;
    QAction* checkpoint_;
    std::array<QAction*, kPages> pages_{};
};

} // namespace wasserfarbe
