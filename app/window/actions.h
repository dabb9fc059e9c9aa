#pragma once

#include <array>

#include <QObject>

#include "app/studio/studio.h"

class QAction;
class QMenu;
class QMenuBar;
class QToolBar;

namespace wasserfarbe {

/// Everything that menus, toolbar and shortcuts of the window do, each once. Training is asked for directly;
/// the rest is told by signals. GUI thread only.
class Actions : public QObject {
    Q_OBJECT
public:
    explicit Actions(Studio& studio, QObject* parent = nullptr);
    ~Actions() override;

    void fillMenuBar(QMenuBar* bar);
    void fillToolBar(QToolBar* bar);
    /// @param acts  the page offers PageActions
    void setPage(Page page, bool acts);
    void setFullScreen(bool full);
    /// To be called on a change of language: actions get no event of their own.
    void retranslate();

Q_SIGNALS:
    void newRunAsked();
    void openRunAsked();
    void openModelAsked();
    void savePreviewAsked();
    void exportAsked();
    void exportModelAsked();
    void undoAsked();
    void redoAsked();
    void preferencesAsked();
    void quitAsked();
    void pageAsked(wasserfarbe::Page page);
    void fullScreenAsked(bool full);
    void helpAsked();
    void firstStepsAsked();
    void aboutAsked();

private:
    QAction* add(const char* objectName, const QString& iconName, const QList<QKeySequence>& keys);
    void makeFileActions();
    void makeTrainingActions();
    void makeViewActions();
    void follow();
    void fillRecentRuns();
    void retranslateTraining();
    void retranslateToolBar();

    Studio& studio_;
    QMenu* file_ = nullptr;
    QMenu* recent_ = nullptr;
    QMenu* edit_ = nullptr;
    QMenu* training_ = nullptr;
    QMenu* view_ = nullptr;
    QMenu* help_ = nullptr;
    QToolBar* toolBar_ = nullptr;
    QAction* newRun_;
    QAction* openRun_;
    QAction* openModel_;
    QAction* savePreview_;
    QAction* export_;
    QAction* exportModel_;
    QAction* undo_;
    QAction* redo_;
    QAction* preferences_;
    QAction* quit_;
    QAction* start_;
    QAction* pause_;
    QAction* stop_;
    QAction* preview_;
    QAction* checkpoint_;
    std::array<QAction*, kPages> pages_{};
    QAction* fullScreen_;
    QAction* helpContents_;
    QAction* firstSteps_;
    QAction* about_;
};

} // namespace wasserfarbe
