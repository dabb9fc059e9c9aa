#pragma once

#include <QAbstractItemView>
#include <QModelIndexList>

#include "widgets/pictures/thumbnail_painting.h"
#include "widgets/pictures/wall_geometry.h"

namespace wasserfarbe {

/// A wall of pictures over a list model of any length: nothing is laid out or asked for that is not visible.
/// Passive: GUI thread only.
///
/// What it asks of the model: Qt::DecorationRole a QImage (null or none: an empty cell, while it is being
/// made), Qt::ToolTipRole, Qt::AccessibleTextRole or Qt::DisplayRole, BadgeRole, TroubleRole, LeftOutRole. An
/// image smaller than its cell is drawn at a whole multiple with nearest neighbour, a larger one is shrunk
/// smoothly.
///
/// Selection and the current picture are the `selectionModel()`'s: ExtendedSelection (click, Ctrl, Shift,
/// Ctrl+A, a rubber band, arrow keys). Return, Enter or a double click emits `activated`. Ctrl+wheel, Ctrl++
/// and Ctrl+- zoom.
class ThumbnailWall : public QAbstractItemView {
    Q_OBJECT
public:
    enum Role {
        BadgeRole = Qt::UserRole + 1000, ///< QString of a few letters, shown in the picture's corner: "A"
        TroubleRole, ///< QString that is not empty: there is no picture and why; the cell shows that
        LeftOutRole, ///< true: it does not take part, so it is drawn faintly
    };

    static constexpr int kSmallestThumbnail = 32;
    static constexpr int kLargestThumbnail = 512;

    explicit ThumbnailWall(QWidget* parent = nullptr);

    /// The height of a cell's picture and, times the aspect, its width, in device-independent pixels.
    int thumbnailSize() const { return thumbnailSize_; }
    void setThumbnailSize(int size);
    /// How many times as wide as high the cells' pictures are: 2 for pairs, with a gap of a sixteenth of
    /// their height.
    void setAspect(int aspect);
    /// Which role holds the QImage: two walls can show two sides of one model. Qt::DecorationRole unless set.
    void setPictureRole(int role);
    /// At most so many columns, to go in step with another wall; 0: as many as fit.
    void setMostColumns(int columns);
    int columnsThatFit() const { return geometry_.columnsThatFit(); }
    /// What stands there while the model is empty.
    void setPlaceholder(const QString& text);
    const WallGeometry& geometryOfCells() const { return geometry_; }
    IndexRange visibleIndices() const;
    /// The selected rows from the first to the last; the current one where nothing is selected.
    QModelIndexList chosenIndexes() const;

    void setModel(QAbstractItemModel* model) override;
    void reset() override;
    QRect visualRect(const QModelIndex& index) const override;
    void scrollTo(const QModelIndex& index, ScrollHint hint = EnsureVisible) override;
    QModelIndex indexAt(const QPoint& position) const override;

    void zoomIn();
    void zoomOut();

Q_SIGNALS:
    /// Right click, or the menu key; an invalid index beside the pictures.
    void menuRequested(QPoint globalPosition, const QModelIndex& index);
    /// Other rows became visible, or the model changed: these (both included) are wanted now.
    void thumbnailsWanted(int first, int last);
    /// The selected pictures are being dragged away: the owner begins a QDrag, with the wall as its source.
    void dragRequested(const QModelIndexList& indexes);
    void thumbnailSizeChanged(int size);
    /// The width or the size of the cells changed, so `columnsThatFit` may have.
    void columnsChanged();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void scrollContentsBy(int dx, int dy) override;
    void showEvent(QShowEvent* event) override;
    void startDrag(Qt::DropActions actions) override;

    QModelIndex moveCursor(CursorAction action, Qt::KeyboardModifiers modifiers) override;
    int horizontalOffset() const override { return 0; }
    int verticalOffset() const override;
    bool isIndexHidden(const QModelIndex&) const override { return false; }
    void setSelection(const QRect& rect, QItemSelectionModel::SelectionFlags command) override;
    QRegion visualRegionForSelection(const QItemSelection& selection) const override;
    void updateGeometries() override;

    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

private:
    void relayout();
    /// Keeps the row at the top in place while the cells change.
    void relayoutKeepingTop();
    QRect inViewport(QRect content) const { return content.translated(0, -verticalOffset()); }
    void tellVisible(bool again = false);
    ThumbnailCell shownAt(const QModelIndex& index) const;
    QRect bandRect() const { return QRect(bandStart_, bandEnd_).normalized(); }
    void selectBand(QItemSelectionModel::SelectionFlags command);

    WallGeometry geometry_;
    int thumbnailSize_ = 96;
    int aspect_ = 1;
    int pictureRole_ = Qt::DecorationRole;
    int anchor_ = 0; ///< where a range that Shift extends begins
    QString placeholder_;
    IndexRange told_;
    QPoint bandStart_; ///< content coordinates
    QPoint bandEnd_;
    bool banding_ = false;
    int wheelRest_ = 0; ///< of Ctrl+wheel, in eighths of a degree
};

} // namespace wasserfarbe
