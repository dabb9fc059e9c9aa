#pragma once

#include <cstdint>

#include <QWidget>

class QLabel;
class QPushButton;
class QSpinBox;

namespace wasserfarbe {

class ModelChooser;
class Studio;

/// The settings of the gallery: the model, the seed, how many images. GUI thread only.
class GalleryBar : public QWidget {
    Q_OBJECT
public:
    static constexpr int kMostImages = 50'000;
    static constexpr int kLargestSeed = 999'999'999;

    explicit GalleryBar(Studio& studio, QWidget* parent = nullptr);

    ModelChooser* chooser() const { return chooser_; }
    std::uint64_t seed() const;
    int count() const;
    /// Without a model there is nothing to set.
    void setSeriesShown(bool shown);

Q_SIGNALS:
    void seriesChosen(quint64 seed, int count);

protected:
    void changeEvent(QEvent* event) override;

private:
    void tellSeries();
    void retranslate();

    Studio& studio_;
    ModelChooser* chooser_;
    QWidget* series_;
    QLabel* seedLabel_;
    QSpinBox* seed_;
    QPushButton* newSeed_;
    QLabel* countLabel_;
    QSpinBox* count_;
};

} // namespace wasserfarbe
