#pragma once

#include "widgets/look/image_view.h"
#include "widgets/training/preview_geometry.h"

namespace wasserfarbe {

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
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    PreviewGeometry cells_;
    int selected_ = -1;
};

} // namespace wasserfarbe
