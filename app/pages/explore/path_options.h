#pragma once

#include <QWidget>

#include "model/latent/two_axis.h"

class QComboBox;
class QSpinBox;

namespace wasserfarbe {

/// How the way from A to B goes: along a line or an arc, in how many steps, and where the latent is split
/// between the two axes. Passive: setters do not emit. GUI thread only.
class PathOptions : public QWidget {
    Q_OBJECT
public:
    /// @param largestSteps  that can be chosen
    explicit PathOptions(int largestSteps, QWidget* parent = nullptr);

    /// @param split  as it is shown  @param size  of the latents
    void setOptions(const TwoAxisOptions& options, int split, int size);

Q_SIGNALS:
    void interpolationChosen(wasserfarbe::Interpolation interpolation);
    void stepsChosen(int steps);
    void splitChosen(int split);

private:
    QComboBox* interpolation_;
    QSpinBox* steps_;
    QSpinBox* split_;
};

} // namespace wasserfarbe
