#pragma once

#include "model/types/image_grid.h"
#include "widgets/look/image_view.h"

namespace wasserfarbe {

/// Where the images of a preview are on its sheet, as `make_grid` lays them out. Pixels of the sheet.
struct PreviewGeometry {
    int cell = 0;  ///< side of an image
    int count = 0; ///< images
    GridLayout layout;

    int columns() const;
    /// The image at a pixel; -1 on the padding and beyond.
    int cellAt(QPoint pixel) const;
    QRect rectOf(int index) const;
};

/// A sheet of images of which one can be chosen: by a click or the arrow keys. GUI thread only.
class CellView : public ImageView {
    Q_OBJECT
public:
    explicit CellView(QWidget* parent = nullptr);

    void setCells(const PreviewGeometry& cells);
    const PreviewGeometry& cells() const { return cells_; }
    /// -1: none.
    int selected() const { return selected_; }
    void setSelected(int cell);
    /// The image of a cell as it was generated; null where there is none.
    QImage cellImage(int cell) const;
    /// In widget coordinates.
    QRect cellRect(int cell) const;

Q_SIGNALS:
    /// Right click on a cell, Enter, or the menu key.
    void cellMenuRequested(QPoint globalPosition, int cell);

protected:
    void paintEvent(QPaintEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;

private:
    PreviewGeometry cells_;
    int selected_ = -1;
};

} // namespace wasserfarbe
