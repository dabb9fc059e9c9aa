#pragma once

#include <utility>
#include <vector>

#include <QWidget>

#include "app/pages/gallery/drag_files.h"
#include "app/pages/gallery/gallery_images.h"
#include "app/pages/page_actions.h"

class QStackedWidget;

namespace wasserfarbe {

class EmptyState;
class EnlargedView;
class GalleryActions;
class GalleryBar;
class MessageBar;
class ThumbnailWall;

/// As many images of a model as wanted: select, enlarge, keep, use as A or B, drag out, export. GUI thread
/// only.
class GalleryPage : public QWidget, public PageActions, public ModelPage {
    Q_OBJECT
public:
    explicit GalleryPage(Studio& studio, QWidget* parent = nullptr);
    ~GalleryPage() override;

    bool canExport() const override { return images_.hasLatents(); }
    /// The selected images, or all.
    void exportShown() override;
    std::optional<ModelSource> shownModel() const override { return images_.source(); }

    /// For tests: makes the renderer of the weights that a training hands over.
    void setLiveRenderer(TrainingFollower::LiveRenderer renderer) {
        images_.setLiveRenderer(std::move(renderer));
    }

protected:
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    void connectImages();
    void connectViews();
    void connectActions();
    void refresh();
    void openSomething();
    void triggerEmpty();

    std::vector<int> chosen() const;
    int current() const;
    void showMenu(QPoint position);
    void enlarge(int row);
    /// Leaves the focus where it is: a person may be typing a seed.
    void showLarge(int row);
    void closeEnlarged();
    void keep();
    void useAs(Endpoint endpoint);
    void copy();
    void drag(std::vector<int> rows, QWidget* source);
    void report(const Error& error);

    Studio& studio_;
    GalleryImages images_;
    GalleryBar* bar_;
    MessageBar* message_;
    QStackedWidget* stack_;
    ThumbnailWall* wall_;
    EnlargedView* enlarged_;
    EmptyState* empty_;
    GalleryActions* actions_;
    DragFiles dragFiles_;
    int large_ = -1; ///< the row that is shown large
};

} // namespace wasserfarbe
