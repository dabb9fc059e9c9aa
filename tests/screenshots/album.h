#pragma once

#include <functional>

#include <QDir>
#include <QImage>
#include <QSize>
#include <QString>
#include <QWidget>

namespace wasserfarbe::screenshots {

/// Ends the program with this sentence on standard error.
[[noreturn]] void fail(const QString& sentence);

/// Waits until `holds`, with the event loop running. Fails, naming `what`, after so many seconds.
void waitFor(const QString& what, const std::function<bool()>& holds, int seconds = 60);

/// The one visible descendant of `root` with this object name; waits for it.
QWidget* visibleChild(const QWidget& root, const QString& objectName);
/// Presses it with the mouse as soon as it is visible and enabled.
void click(const QWidget& root, const QString& objectName);

/// Saves pictures of the screen.
class Album {
public:
    explicit Album(const QString& folder);

    /// Waits until the screen stands still, then saves this part of it, from the top left corner.
    /// @param dialog  gets the outline that a window manager would give it; may be null
    void save(const QString& name, const QSize& size, const QWidget* dialog = nullptr);
    int count() const { return count_; }

private:
    QDir folder_;
    int count_ = 0;
};

} // namespace wasserfarbe::screenshots
