#pragma once

#include <memory>

#include <QWidget>

#include "app/pages/gallery/gallery_images.h"
#include "app/pages/page_actions.h"

namespace wasserfarbe {

class Studio;

/// As many images of a model as wanted: select, enlarge, keep, use as A or B, drag out, export. GUI thread
/// only.
class GalleryPage : public QWidget, public PageActions, public ModelPage {
    Q_OBJECT
public:
    explicit GalleryPage(Studio& studio, QWidget* parent = nullptr);
    ~GalleryPage() override;

    bool canExport() const override;
    /// The selected images, or all.
    void exportShown() override;
    std::optional<ModelSource> shownModel() const override;

    /// For tests: makes the renderer of the weights that a training hands over.
    void setLiveRenderer(TrainingFollower::LiveRenderer renderer);

protected:
    void changeEvent(QEvent* event) override;
    void showEvent(QShowEvent* event) override;
    void hideEvent(QHideEvent* event) override;

private:
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe
