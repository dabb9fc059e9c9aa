#pragma once

#include <cstdint>
#include <filesystem>

#include <QObject>
#include <QStringList>

#include "app/sessions/background.h"

class QWidget;

namespace wasserfarbe {

class Studio;

/// Where a folder of pictures comes from: a dialog, the folders used before, or demo faces, drawn into a
/// folder of the studio's own, on threads of their own. They are drawn beside it first, so a folder of that
/// name is whole; a whole one is used again at once. GUI thread only, nothing blocks; the destructor asks for
/// an end and joins.
class FolderChoice : public QObject {
    Q_OBJECT
public:
    FolderChoice(Studio& studio, QWidget* page);

    void askForFolder();
    void drawFaces();
    void cancelDrawing();
    /// Newest first.
    QStringList recent() const;
    void remember(const std::filesystem::path& folder);

Q_SIGNALS:
    void chosen(const QString& folder);
    void drawingBegan();
    /// @param secondsLeft  0 while unknown
    void drawingProgressed(std::int64_t done, std::int64_t total, double secondsLeft);
    void facesDrawn(const std::filesystem::path& folder);
    /// By the person.
    void drawingCancelled();
    void drawingFailed(const wasserfarbe::Error& error);

private:
    /// On the background thread. Returns an empty path when stopped. @throws Error
    /// @param folder  where folders of demo faces are kept
    std::filesystem::path draw(const std::filesystem::path& folder, std::int64_t count, int size,
                               const Background::Turn& turn);

    Studio& studio_;
    QWidget* page_;
    bool drawing_ = false;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
