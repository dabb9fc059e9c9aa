#pragma once

#include <QWidget>

#include "app/pages/explore/explore_actions.h"
#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/keepers_model.h"
#include "app/pages/page_actions.h"

class QStackedWidget;
class QToolButton;

namespace wasserfarbe {

class EmptyState;
class ExploreBar;
class ExploreStage;
class KeeperStrip;
class LatentCard;
class LatentSliders;
class MessageBar;
class PathOptions;
class TwoAxisPanel;

/// The page Explore: between two generated images on the two-axis pad, with the weights of a training that
/// runs, of any checkpoint or of a model file. GUI thread only.
class ExplorePage : public QWidget, public PageActions, public ModelPage {
    Q_OBJECT
public:
    explicit ExplorePage(Studio& studio, QWidget* parent = nullptr);
    ~ExplorePage() override;

    bool canExport() const override { return controller_.hasModel(); }
    void exportShown() override { actions_.exportGrid(); }
    bool canSavePreview() const override;
    void savePreview() override;
    bool canUndo() const override { return controller_.canUndo(); }
    void undo() override { controller_.undo(); }
    bool canRedo() const override { return controller_.canRedo(); }
    void redo() override { controller_.redo(); }
    std::optional<ModelSource> shownModel() const override { return controller_.session().source(); }

    ExploreController& controller() { return controller_; }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    QWidget* makeSide();
    void connectBar();
    void connectPanel();
    void connectStage();
    void connectSide();
    void connectStrip();
    void connectStudio();
    void connectImages();
    void addShortcuts();

    void sync();
    void syncPoint();
    void syncSource();
    void syncEmpty();
    void report(const Error& error);
    void inform(const QString& text);

    Studio& studio_;
    ExploreController controller_;
    ExploreActions actions_;
    KeepersModel keepers_;
    ExploreBar* bar_;
    MessageBar* message_;
    QStackedWidget* stack_;
    EmptyState* empty_;
    LatentCard* cards_[2];
    QToolButton* swap_;
    PathOptions* options_;
    LatentSliders* sliders_;
    TwoAxisPanel* panel_;
    ExploreStage* stage_;
    KeeperStrip* strip_;
};

} // namespace wasserfarbe
