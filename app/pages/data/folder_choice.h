#pragma once

#include <filesystem>

#include <QObject>
#include <QStringList>

#include "model/types/error.h"

class QWidget;

namespace wasserfarbe {

class DataStart;
class DemoFacesJob;
class Studio;

/// Where a folder of pictures comes from: a dialog, the folders used before, or demo faces that are drawn.
/// GUI thread only, nothing blocks.
class FolderChoice : public QObject {
    Q_OBJECT
public:
    /// @param start  shows how far the drawing is; outlives this
    FolderChoice(Studio& studio, DataStart& start, QWidget* page);

    void askForFolder();
    void drawFaces();
    void cancelDrawing();
    /// Newest first.
    QStringList recent() const;
    void remember(const std::filesystem::path& folder);

Q_SIGNALS:
    void chosen(const QString& folder);
    void drawingBegan();
    void facesDrawn(const std::filesystem::path& folder);
    /// By the person.
    void drawingCancelled();
    void drawingFailed(const wasserfarbe::Error& error);

private:
    Studio& studio_;
    DataStart& start_;
    QWidget* page_;
    DemoFacesJob* faces_;
};

} // namespace wasserfarbe
