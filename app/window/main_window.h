#pragma once

#include <array>

#include <QMainWindow>
#include <QPointer>

#include "app/studio/studio.h"
#include "app/window/rail.h"

class QFileDialog;
class QStackedWidget;

namespace wasserfarbe {

class Actions;
class CloseGuard;
class DropHint;
class HelpWindow;
class Languages;
class MessageBar;
class PageActions;
class PathStrip;
class StatusStrip;

/// The studio's window: rail, pages, menus, status. It only ties its parts to the Studio. GUI thread only.
class MainWindow : public QMainWindow {
    Q_OBJECT
public:
    /// Language and colours of the settings hold from here on.
    explicit MainWindow(Studio& studio, QWidget* parent = nullptr);

    Page page() const;

protected:
    void closeEvent(QCloseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;

private:
    void layOut();
    void connectStudio();
    void connectActions();
    void connectPageActions();
    void connectGuard();
    void restore();
    void remember();

    void showPage(Page page);
    void showTrouble(Page page, const Error& error);
    void askForRun();
    void askForModel();
    QFileDialog* openDialog(const char* name, const QString& title);
    void exportModel();
    void showPreferences();
    void showHelp();
    void newRun();
    void retitle();
    QWidget* shownPage() const;
    PageActions* pageActions() const;

    /// A page under the bar that tells what went wrong with it.
    struct BarredPage {
        MessageBar* bar = nullptr;
        QWidget* page = nullptr;
    };

    Studio& studio_;
    Languages* languages_;
    Actions* actions_;
    CloseGuard* guard_;
    QWidget* central_; ///< made first: Qt forgets the fonts of children that change their parent
    Rail* rail_;
    PathStrip* path_;
    MessageBar* bar_;
    QStackedWidget* stack_;
    StatusStrip* status_;
    DropHint* dropHint_;
    std::array<BarredPage, kPages> pages_{};
    QPointer<HelpWindow> help_;
};

} // namespace wasserfarbe
