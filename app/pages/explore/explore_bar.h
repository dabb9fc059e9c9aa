#pragma once

#include <optional>

#include <QWidget>

#include "app/sessions/latent_renderer.h"

class QAction;
class QLabel;
class QToolButton;

namespace wasserfarbe {

class ModelChooser;
class Studio;

/// The line above the page: which weights are looked at, back and forth, export. The owner connects its
/// parts. GUI thread only.
class ExploreBar : public QWidget {
    Q_OBJECT
public:
    explicit ExploreBar(Studio& studio, QWidget* parent = nullptr);

    ModelChooser* const chooser;
    QToolButton* const follow;
    QToolButton* const undo;
    QToolButton* const redo;
    QToolButton* const exportButton;
    QAction* const exportPath;
    QAction* const exportImage;
    QAction* const exportModel;

    void setSource(const std::optional<ModelSource>& source);
    /// Does not emit. @param possible  a training runs
    void setFollowing(bool following, bool possible);

private:
    void retranslate();

    std::optional<ModelSource> source_;
    QLabel* where_;
};

} // namespace wasserfarbe
