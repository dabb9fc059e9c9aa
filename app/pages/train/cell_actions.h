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

/// An image of a preview.
struct PreviewCell {
    int epoch = 0;
    std::int64_t step = 0; ///< at which the preview was made
    int cell = 0;
    QImage image; ///< null: not there yet
};

/// What can be done with an image of a preview: A, B, keep, save, drag out. Knows the run's fixed latents.
/// GUI thread only; files are written on a thread of its own.
class CellActions : public QObject {
    Q_OBJECT
public:
    /// @param window  dialogs stand over it
    CellActions(Studio& studio, QWidget* window);

    /// Computes the run's latents anew, on the thread.
    void setRun(const std::filesystem::path& directory, const RunRecord& record);

    /// UseAsA, UseAsB, Keep or SavePicture.
    void perform(PreviewPane::CellAction action, const PreviewCell& cell);
    /// Begins a drag to another program: blocks until the drop, as drags do.
    void drag(QWidget* from, const PreviewCell& cell);
    /// Asks where to and copies the preview's file.
    void savePreview(const SavedPreview& preview);
    /// Asks where to save a file, of a preview or of the plot. @param name  to begin with; its ending is the
    /// only one
    void askWhere(const QString& title, const QString& name, const QString& filter,
                  const std::function<void(const QString&)>& then);

Q_SIGNALS:
    void failed(const wasserfarbe::Error& error);

private:
    LatentPoint pointOf(const PreviewCell& cell) const;
    void savePicture(const LatentPoint& point, int cell);

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
