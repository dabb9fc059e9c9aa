#pragma once

#include <QImage>
#include <QWidget>

namespace wasserfarbe {

/// Shows one picture, centred, as large as fits at a whole multiple of its size and nearest neighbour, so
/// that its pixels stay square (shrunk smoothly where it is larger than the view). Passive: GUI thread only.
class ImageView : public QWidget {
    Q_OBJECT
public:
    explicit ImageView(QWidget* parent = nullptr);

    void setImage(const QImage& image);
    const QImage& image() const { return image_; }
    /// What stands there while there is no picture.
    void setPlaceholder(const QString& text);
    /// Where the picture is drawn, in widget coordinates.
    QRect imageRect() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// A press at this pixel of the picture (its own coordinates).
    void pixelClicked(QPoint pixel, Qt::MouseButton button);
    void pixelDoubleClicked(QPoint pixel);
    /// Right click, or the menu key: position in global coordinates and the pixel below it, (-1, -1) if none.
    void menuRequested(QPoint globalPosition, QPoint pixel);
    /// A drag away from the picture began: the owner decides what is dragged.
    void dragStarted(QPoint pixel);

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;

private:
    QRectF place() const;
    QPoint pixelAt(QPoint position) const;

    QImage image_;
    QString placeholder_;
    QPoint pressed_;
    bool pressing_ = false;
};

} // namespace wasserfarbe
