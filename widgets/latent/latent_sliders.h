#pragma once

#include <span>
#include <vector>

#include <QWidget>

class QGridLayout;
class QLabel;
class QSlider;

namespace wasserfarbe {

class Fold;

/// One slider for each number of a latent, folded away. The sliders are built when it is opened first, a few
/// at a time. Passive: setters do not emit. GUI thread only.
class LatentSliders : public QWidget {
    Q_OBJECT
public:
    explicit LatentSliders(QWidget* parent = nullptr);

    /// Values beyond -4 to 4 are shown at its end, and stay as they are.
    void setPoint(std::span<const float> z);
    const std::vector<float>& point() const { return point_; }
    Fold* fold() const { return fold_; }
    /// How many sliders there are by now.
    int builtCount() const { return static_cast<int>(rows_.size()); }
    QSlider* slider(int component) const;

Q_SIGNALS:
    /// By hand.
    void componentChanged(int component, float value);
    void changeFinished();

private:
    struct Row {
        QSlider* slider;
        QLabel* name;
        QLabel* value;
    };
    void build();
    void buildSome();
    void addRow(int component);
    void showRow(int component);
    void nameRow(int component);

    Fold* fold_;
    QWidget* content_;
    QGridLayout* layout_;
    std::vector<float> point_;
    std::vector<Row> rows_;
    bool building_ = false;
};

} // namespace wasserfarbe
