#pragma once

#include <filesystem>

#include <QObject>
#include <QTemporaryDir>

#include "app/sessions/background.h"
#include "app/studio/latent_point.h"
#include "model/latent/latents.h"
#include "model/run/run_directory.h"
#include "model/run/sample_history.h"
#include "model/types/error.h"
#include "widgets/training/preview_pane.h"

namespace wasserfarbe {

class Studio;

/// What can be done with an image of a preview: A, B, keep, save, drag out. Knows the run's fixed latents.
/// GUI thread only; files are written on a thread of its own.
class CellActions : public QObject {
    Q_OBJECT
public:
    /// @param window  dialogs stand over it
    CellActions(Studio& studio, QWidget* window);

    /// Computes the run's latents anew, on the thread.
    void setRun(const std::filesystem::path& directory, const RunRecord& record);
    /// Where the images of a preview are on its sheet.
    static PreviewGeometry geometryOf(const TrainingConfig& config);

    /// UseAsA, UseAsB, Keep or SavePicture.
    void perform(PreviewPane::CellAction action, const SavedPreview& preview, std::int64_t step, int cell,
                 const QImage& image);
    /// Begins a drag to another program: blocks until the drop, as drags do.
    void drag(QWidget* from, const SavedPreview& preview, std::int64_t step, int cell, const QImage& image);
    /// Asks where to and copies the preview's file.
    void savePreview(const SavedPreview& preview);

Q_SIGNALS:
    void failed(const wasserfarbe::Error& error);

private:
    LatentPoint pointOf(const SavedPreview& preview, std::int64_t step, int cell, const QImage& image) const;
    void savePicture(const LatentPoint& point, int cell);
    void write(const std::filesystem::path& path, const LatentPoint& point, int cell);
    void askWhere(const QString& title, const QString& name, const std::function<void(const QString&)>& then);

    Studio& studio_;
    QWidget* window_;
    std::filesystem::path run_;
    Latents latents_; ///< empty until they are there
    QTemporaryDir dragged_;
    int drags_ = 0;
    Background drawing_;    ///< of the latents
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
