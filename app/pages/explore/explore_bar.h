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

/// The line above the page: which weights are looked at, back and forth, export. Passive but for the
/// chooser's list of runs: setters do not emit. GUI thread only.
class ExploreBar : public QWidget {
    Q_OBJECT
public:
    explicit ExploreBar(Studio& studio, QWidget* parent = nullptr);

    ModelChooser* chooser() const { return chooser_; }
    void setSource(const std::optional<ModelSource>& source);
    /// @param possible  a training runs
    void setFollowing(bool following, bool possible);
    void setHistory(bool canUndo, bool canRedo);
    void setExportPossible(bool possible);

Q_SIGNALS:
    void followToggled(bool following);
    void undoRequested();
    void redoRequested();
    void exportPathRequested();
    void exportImageRequested();
    void exportModelRequested();

protected:
    void changeEvent(QEvent* event) override;

private:
    QToolButton* makeButton(const QString& objectName, const QString& iconName);
    void retranslate();

    std::optional<ModelSource> source_;
    ModelChooser* chooser_;
    QToolButton* follow_;
    QLabel* where_;
    QToolButton* undo_;
    QToolButton* redo_;
    QToolButton* export_;
    QAction* exportPath_;
    QAction* exportImage_;
    QAction* exportModel_;
};

} // namespace wasserfarbe
