#pragma once

#include <QWidget>

class QLabel;
class QToolButton;

namespace wasserfarbe {

class ImageView;

/// One image of the gallery, large. Arrow keys, Home and End go to others, Escape and a double click back.
/// Passive: GUI thread only.
class EnlargedView : public QWidget {
    Q_OBJECT
public:
    explicit EnlargedView(QWidget* parent = nullptr);

    /// @param row,count  which it is, from 0
    void setPlace(int row, int count);
    /// Its image is null while it is being made.
    ImageView* view() const { return view_; }

Q_SIGNALS:
    /// By so many images, less than 0 backwards; clamped by the owner.
    void moveRequested(int by);
    void closed();
    void menuRequested(QPoint globalPosition);
    void dragStarted();

protected:
    void keyPressEvent(QKeyEvent* event) override;

private:
    void retranslate();

    int row_ = 0;
    int count_ = 0;
    ImageView* view_;
    QLabel* place_;
    QToolButton* back_;
    QToolButton* previous_;
    QToolButton* next_;
};

} // namespace wasserfarbe
