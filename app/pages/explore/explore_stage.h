#pragma once

#include <QImage>
#include <QWidget>

#include "app/studio/latent_point.h"

class QLabel;
class QPushButton;
class QSlider;
class QToolButton;

namespace wasserfarbe {

class ImageView;

/// The image at the cursor, large, and what one does with it: keep it, use it as an end, walk on from it.
/// Passive: setters do not emit. GUI thread only.
class ExploreStage : public QWidget {
    Q_OBJECT
public:
    explicit ExploreStage(QWidget* parent = nullptr);

    enum class Walk { None, Running, Paused };

    ImageView* view() const { return view_; }
    void setImage(const QImage& image);
    /// Where the image is, in words.
    void setPlace(const QString& text);
    void setWalk(Walk walk);
    void setLegSeconds(double seconds);

Q_SIGNALS:
    void keepRequested();
    void useAsRequested(wasserfarbe::Endpoint endpoint);
    void walkToggled();
    void legSecondsChosen(double seconds);
    void usePlaceRequested();
    void menuRequested(QPoint globalPosition);

protected:
    void changeEvent(QEvent* event) override;

private:
    void retranslate();
    QWidget* makeButtons();
    QWidget* makeWalkRow();

    Walk walk_ = Walk::None;
    ImageView* view_;
    QLabel* place_;
    QPushButton* keep_;
    QPushButton* useAsA_;
    QPushButton* useAsB_;
    QPushButton* walkButton_;
    QLabel* slow_;
    QLabel* fast_;
    QSlider* speed_;
    QPushButton* usePlace_;
};

} // namespace wasserfarbe
