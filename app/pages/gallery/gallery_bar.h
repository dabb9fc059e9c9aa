#pragma once

#include <cstdint>

#include <QWidget>

class QSpinBox;

namespace wasserfarbe {

class ModelChooser;
class Studio;

/// The settings of the gallery: the model, the seed, how many images. GUI thread only.
class GalleryBar : public QWidget {
    Q_OBJECT
public:
    explicit GalleryBar(Studio& studio, QWidget* parent = nullptr);

    ModelChooser* chooser() const { return chooser_; }
    std::uint64_t seed() const;
    int count() const;
    /// Without a model there is nothing to set.
    void setSeriesShown(bool shown) { series_->setVisible(shown); }

Q_SIGNALS:
    void seriesChosen(quint64 seed, int count);

private:
    void tellSeries();

    Studio& studio_;
    ModelChooser* chooser_;
    QWidget* series_;
    QSpinBox* seed_;
    QSpinBox* count_;
};

} // namespace wasserfarbe
