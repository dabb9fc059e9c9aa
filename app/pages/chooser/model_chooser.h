#pragma once

#include <filesystem>
#include <optional>

#include <QString>
#include <QWidget>

#include "app/sessions/latent_renderer.h"

class QToolButton;

namespace wasserfarbe {

class ModelPopup;
class Studio;

/// "faces-1, epoch 12", translated, or the name alone where the epoch is not known; a training's newest
/// weights say that they are live.
QString modelSourceText(const ModelSource& source);

/// What a page's images come from: a button that names it, over a list of everything that can be opened: the
/// training's newest weights, each checkpoint of each run in the runs folder, any model file. It only tells
/// what a person chose; the page opens it and says so with `setSource`. GUI thread only; nothing blocks.
class ModelChooser : public QWidget {
    Q_OBJECT
public:
    explicit ModelChooser(Studio& studio, QWidget* parent = nullptr);

    /// What the page looks at now.
    void setSource(const std::optional<ModelSource>& source);
    /// Until the next `setSource`, the button says that this is being opened.
    void showOpening(const std::filesystem::path& path);
    /// Averaged unless a person chose the raw ones.
    Weights weights() const;
    /// A training can hand over its newest weights now.
    bool isLivePossible() const;

    /// Shows the list below the button.
    void openList();

Q_SIGNALS:
    /// @param path  a run's folder, for its newest checkpoint, or a model file
    void chosen(std::filesystem::path path, wasserfarbe::Weights weights);
    /// The training's newest averaged weights.
    void liveChosen();

private:
    void openModelFile();
    void retranslate();

    Studio& studio_;
    std::optional<ModelSource> source_;
    std::optional<std::filesystem::path> opening_;
    QToolButton* button_;
    ModelPopup* popup_;
};

} // namespace wasserfarbe
