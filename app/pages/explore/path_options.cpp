#include "app/pages/explore/path_options.h"

#include <algorithm>

#include <QComboBox>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// The same value again leaves what is being typed alone.
void showValue(QSpinBox* box, int value) {
    if (box->value() != value)
        box->setValue(value);
}

} // namespace

PathOptions::PathOptions(int largestSteps, QWidget* parent)
    : QWidget(parent),
      interpolation_(named<QComboBox>("interpolation", this)),
      steps_(named<QSpinBox>("steps", this)),
      split_(named<QSpinBox>("split", this)) {
    interpolation_->addItem(QString(), static_cast<int>(Interpolation::Linear));
    interpolation_->addItem(QString(), static_cast<int>(Interpolation::Spherical));
    interpolation_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    steps_->setRange(1, largestSteps);
    split_->setKeyboardTracking(false);
    steps_->setKeyboardTracking(false);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->setColumnStretch(1, 1);
    const auto add = [this, layout](int line, QWidget* control) {
        auto* name = new QLabel(this);
        makeQuiet(name);
        name->setBuddy(control);
        layout->addWidget(name, line, 0);
        layout->addWidget(control, line, 1);
        return name;
    };
    QLabel* interpolationName = add(0, interpolation_);
    QLabel* stepsName = add(1, steps_);
    QLabel* splitName = add(2, split_);
    connect(interpolation_, &QComboBox::currentIndexChanged, this, [this] {
        Q_EMIT interpolationChosen(static_cast<Interpolation>(interpolation_->currentData().toInt()));
    });
    connect(steps_, &QSpinBox::valueChanged, this, &PathOptions::stepsChosen);
    connect(split_, &QSpinBox::valueChanged, this, &PathOptions::splitChosen);
    followLanguage(this, [=, this] {
        interpolationName->setText(tr("&Way"));
        interpolation_->setItemText(0, tr("Straight (lerp)"));
        interpolation_->setItemText(1, tr("Arc (slerp)"));
        describeField(interpolation_, tr("Way between A and B"),
                      tr("How the latents between A and B are made: on a straight line, or along an arc "
                         "that keeps their length"));
        stepsName->setText(tr("&Steps"));
        describeField(steps_, tr("Steps"),
                      tr("Steps from A to B on each axis; the grid has one more column and row"));
        splitName->setText(tr("S&plit after"));
        describeField(split_, tr("Split after"),
                      tr("How many numbers of the latent the horizontal axis moves; the vertical one moves "
                         "the rest"));
    });
}

void PathOptions::setOptions(const TwoAxisOptions& options, int split, int size) {
    const QSignalBlocker blockInterpolation(interpolation_);
    const QSignalBlocker blockSteps(steps_);
    const QSignalBlocker blockSplit(split_);
    interpolation_->setCurrentIndex(interpolation_->findData(static_cast<int>(options.interpolation)));
    showValue(steps_, options.steps);
    if (split_->maximum() != std::max(1, size - 1))
        split_->setRange(1, std::max(1, size - 1));
    showValue(split_, split);
}

} // namespace wasserfarbe
