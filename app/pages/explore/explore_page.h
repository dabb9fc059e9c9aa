#pragma once

#include <memory>

#include <QWidget>

#include "app/pages/page_actions.h"

namespace wasserfarbe {

class ExploreController;
class Studio;

/// The page Explore: between two generated images on the two-axis pad, with the weights of a training that
/// runs, of any checkpoint or of a model file. GUI thread only.
class ExplorePage : public QWidget, public PageActions, public ModelPage {
    Q_OBJECT
public:
    explicit ExplorePage(Studio& studio, QWidget* parent = nullptr);
    ~ExplorePage() override;

    bool canExport() const override;
    void exportShown() override;
    bool canSavePreview() const override;
    void savePreview() override;
    bool canUndo() const override;
    void undo() override;
    bool canRedo() const override;
    void redo() override;
    std::optional<ModelSource> shownModel() const override;

    ExploreController& controller();

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe
