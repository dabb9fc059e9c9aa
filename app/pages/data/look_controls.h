#pragma once

#include <QWidget>

#include "model/types/training_config.h"

class QCheckBox;
class QComboBox;
class QLabel;
class QSlider;

namespace wasserfarbe {

/// How pictures are brought to the training's size. Passive: GUI thread only.
class LookControls : public QWidget {
    Q_OBJECT
public:
    explicit LookControls(QWidget* parent = nullptr);

    /// Shows these settings; emits nothing.
    void setConfig(const TrainingConfig& config);
    /// The settings last set, with what is chosen here.
    TrainingConfig config() const;

Q_SIGNALS:
    /// A person changed something.
    void edited();

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void connectAll();
    void retranslate();
    void showPadValue();

    TrainingConfig config_;
    QLabel* sizeLabel_;
    QComboBox* size_;
    QLabel* fitLabel_;
    QComboBox* fit_;
    QLabel* padLabel_;
    QSlider* pad_;
    QLabel* padSwatch_;
    QCheckBox* flip_;
};

} // namespace wasserfarbe
