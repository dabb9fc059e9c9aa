#include "app/pages/explore/path_options.h"

#include <algorithm>

#include <QComboBox>
#include <QEvent>
#include <QGridLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QSpinBox>

#include "widgets/look/metrics.h"
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
      interpolationName_(new QLabel(this)),
      stepsName_(new QLabel(this)),
      splitName_(new QLabel(this)),
      interpolation_(new QComboBox(this)),
      steps_(new QSpinBox(this)),
      split_(new QSpinBox(this)) {
    interpolation_->setObjectName(QStringLiteral("interpolation"));
    interpolation_->addItem(QString(), static_cast<int>(Interpolation::Linear));
    interpolation_->addItem(QString(), static_cast<int>(Interpolation::Spherical));
    interpolation_->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    steps_->setObjectName(QStringLiteral("steps"));
    steps_->setRange(1, largestSteps);
    split_->setObjectName(QStringLiteral("split"));
    split_->setKeyboardTracking(false);
    steps_->setKeyboardTracking(false);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kUnit);
    layout->setVerticalSpacing(kUnit);
    layout->setColumnStretch(1, 1);
    int row = 0;
    for (const auto& [name, control] : {std::pair<QLabel*, QWidget*>{interpolationName_, interpolation_},
                                        {stepsName_, steps_},
                                        {splitName_, split_}}) {
        makeQuiet(name);
        name->setBuddy(control);
        layout->addWidget(name, row, 0);
        layout->addWidget(control, row++, 1);
    }
    connect(interpolation_, &QComboBox::currentIndexChanged, this, [this] {
        Q_EMIT interpolationChosen(static_cast<Interpolation>(interpolation_->currentData().toInt()));
    });
    connect(steps_, &QSpinBox::valueChanged, this, &PathOptions::stepsChosen);
    connect(split_, &QSpinBox::valueChanged, this, &PathOptions::splitChosen);
    retranslate();
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

void PathOptions::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::LanguageChange)
        retranslate();
}

void PathOptions::retranslate() {
    interpolationName_->setText(tr("&Way"));
    interpolation_->setItemText(0, tr("Straight (lerp)"));
    interpolation_->setItemText(1, tr("Arc (slerp)"));
    interpolation_->setToolTip(
        tr("How the latents between A and B are made: on a straight line, or along an arc "
           "that keeps their length"));
    interpolation_->setAccessibleName(tr("Way between A and B"));
    stepsName_->setText(tr("&Steps"));
    steps_->setToolTip(tr("Steps from A to B on each axis; the grid has one more column and row"));
    steps_->setAccessibleName(tr("Steps"));
    splitName_->setText(tr("S&plit after"));
    split_->setToolTip(
        tr("How many numbers of the latent the horizontal axis moves; the vertical one moves the rest"));
    split_->setAccessibleName(tr("Split after"));
}

} // namespace wasserfarbe
