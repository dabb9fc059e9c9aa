#pragma once

#include <QWidget>

#include "model/types/training_config.h"

class QComboBox;
class QLabel;

namespace wasserfarbe {

class ColorButton;

/// How pictures are brought to the training's size. Passive: GUI thread only.
class FitControls : public QWidget {
    Q_OBJECT
public:
    explicit FitControls(QWidget* parent = nullptr);

    /// Shows these settings; emits nothing.
    void setConfig(const TrainingConfig& config);
    /// The settings last set, with what is chosen here.
    const TrainingConfig& config() const { return config_; }
    /// Whether some pictures have transparent parts: only then their colour can be chosen.
    void setTransparent(bool some);

Q_SIGNALS:
    /// A person changed something.
    void edited();

private:
    void retranslate();
    void showColors();

    TrainingConfig config_;
    bool transparent_ = false;
    QComboBox* size_;
    QComboBox* fit_;
    ColorButton* pad_;
    ColorButton* alpha_;
    QLabel* sizeLabel_;
    QLabel* fitLabel_;
    QLabel* alphaLabel_;
};

} // namespace wasserfarbe
