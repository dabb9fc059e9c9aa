#pragma once

#include <QWidget>

class QAction;
class QLabel;
class QSlider;
class QToolButton;

namespace wasserfarbe {

class ThumbnailWall;

/// What can be done with images of the gallery, as actions with their keys, and the bar that shows them. The
/// owner connects them. GUI thread only.
class GalleryActions : public QWidget {
    Q_OBJECT
public:
    explicit GalleryActions(QWidget* parent = nullptr);

    QAction* enlarge;
    QAction* keep;
    QAction* useA;
    QAction* useB;
    QAction* copy;
    QAction* exportImages;
    QAction* selectAll;

    /// In the order of a menu; a null stands for a line.
    QList<QAction*> all() const;
    void connectZoom(ThumbnailWall* wall);
    void setZoomShown(bool shown);
    /// @param count  images of the series; @param chosen  selected ones
    void setCounts(int count, int chosen, bool possible);

private:
    QAction* add(const QString& name, const QString& iconName, const QKeySequence& key);
    QToolButton* makeButton(QAction* action);
    void retranslate();

    int count_ = 0;
    int chosen_ = 0;
    QLabel* counts_;
    QWidget* zoom_;
    QToolButton* zoomOut_;
    QSlider* zoomSlider_;
    QToolButton* zoomIn_;
};

} // namespace wasserfarbe
