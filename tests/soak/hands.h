#pragma once

#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <QAbstractButton>
#include <QAction>

#include "tests/soak/watchdog.h"
#include "tests/support/real_window.h"

namespace wasserfarbe::soak {

/// The window is gone, though no action closes it: a fault, or a signal, on which the studio saves and
/// closes.
struct WindowClosed : std::runtime_error {
    WindowClosed() : std::runtime_error("the window was closed, by a signal or without a reason") {}
};

/// Uses the window as a person does: by its controls, and waiting for what comes of it with the event loop
/// running. GUI thread only.
class Hands {
public:
    Hands(test::RealWindow& window, Watchdog& watchdog) : window_(window), watchdog_(watchdog) {}

    Studio& studio() { return window_.studio(); }
    TrainingSession& training() { return window_.training(); }
    MainWindow& window() { return window_.window(); }
    test::RealWindow& parts() { return window_; }

    /// Lets the program run for so long. @throws WindowClosed, as `await`
    void letRun(int milliseconds);
    /// Lets it run until this holds. Where it never does, the watchdog ends the program, naming `what`.
    void await(const std::string& what, const std::function<bool()>& holds);

    void turnTo(Page page);
    /// The visible widget of this name; null where there is none.
    QWidget* visible(const QWidget& owner, const char* name) const;
    template <typename Widget>
    Widget* visible(const QWidget& owner, const char* name) const {
        return qobject_cast<Widget*>(visible(owner, name));
    }
    /// By the mouse. @returns false where nobody could: it is hidden or disabled
    bool click(const QWidget& owner, const char* name);
    bool click(QWidget* button);
    /// One of the window's menus. @returns false where it is disabled
    bool choose(const char* action);
    void key(QWidget& widget, Qt::Key key);
    void wheel(QWidget& widget, int turned);
    /// With the left button held. Positions are those of the widget.
    void drag(QWidget& widget, QPoint from, QPoint to);
    /// Picks an entry, as a person does who opens it.
    void pick(QWidget& comboBox, int index);

    /// Whatever stands over the window goes: dialogs, menus, popups. Waits until it is gone.
    void closeOthers();
    /// Where the studio stands, in a line: for whoever has to find out why it hangs.
    std::string where();
    /// Those in the runs folder, sorted by name.
    std::vector<std::filesystem::path> storedRuns();

private:
    static bool isOverWindow(const QWidget& widget, const QWidget& window);

    test::RealWindow& window_;
    Watchdog& watchdog_;
};

} // namespace wasserfarbe::soak
