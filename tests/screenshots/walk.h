#pragma once

#include "app/studio/studio.h"
#include "app/window/main_window.h"
#include "tests/screenshots/album.h"

namespace wasserfarbe::screenshots {

/// Goes through the studio as a person would, by its own controls.
class Walk {
public:
    Walk(Studio& studio, MainWindow& window, Album& album)
        : studio_(studio), window_(window), album_(album) {}

    /// Every page as it is on a first start.
    void emptyPages();
    /// Chooses demo faces as a first-time user does.
    void drawFaces();
    /// Demo faces, then a training of so many epochs; pictures on the way.
    void train(int epochs);
    /// Every page and dialog with the run that was trained.
    void filledPages();
    /// A folder of all kinds of pictures, made of the demo faces: what the check finds, one kind alone, the
    /// augmentation, and a crop.
    void checkedPictures(const QString& folder);
    /// A model file from elsewhere, one that does not fit, and the export of a model.
    void models(const QString& folder);

private:
    enum class What { Empty, Filled };
    /// On the page Explore: two faces, the cursor between them, some images kept.
    void keepSome();
    void inEveryLook(What what);
    void visit(const QString& prefix, What what);
    void dialogs(const QString& prefix);
    void visitCheck(const QString& prefix);
    void visitModels(const QString& prefix, const QString& folder);
    void saveDialog(const QString& name, QWidget* dialog);
    void centre(QWidget* dialog);
    template <typename Visit>
    void forEveryLook(Visit visit);
    void show(Page page);
    void resize(const QSize& size);

    Studio& studio_;
    MainWindow& window_;
    Album& album_;
    QSize size_{1280, 800};
};

} // namespace wasserfarbe::screenshots
