#pragma once

#include <QWidget>

class QLabel;
class QPushButton;
class QSlider;

namespace wasserfarbe {

class ImageView;

/// The image at the cursor, large, and what one does with it: keep it, use it as an end, walk on from it. The
/// owner connects its parts. GUI thread only.
class ExploreStage : public QWidget {
    Q_OBJECT
public:
    explicit ExploreStage(QWidget* parent = nullptr);

    enum class Walk { None, Running, Paused };

    ImageView* const view;
    QPushButton* const keep;
    QPushButton* const useAsA;
    QPushButton* const useAsB;
    QPushButton* const walkButton;
    QPushButton* const usePlace;

    /// Where the image is, in words.
    void setPlace(const QString& text);
    void setWalk(Walk walk);
    /// Does not emit.
    void setLegSeconds(double seconds);

Q_SIGNALS:
    void legSecondsChosen(double seconds);

private:
    void refresh();

    Walk walk_ = Walk::None;
    QLabel* place_;
    QLabel* slow_;
    QLabel* fast_;
    QSlider* speed_;
};

} // namespace wasserfarbe
