#include "widgets/latent/latent_sliders.h"

#include <algorithm>
#include <cmath>

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QSignalBlocker>
#include <QSlider>
#include <QTimer>
#include <QWheelEvent>

#include "widgets/look/fold.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

/// A slider reaches from -kReach to kReach: a number drawn from N(0, 1) practically never lies beyond.
constexpr double kReach = 4.0;
constexpr int kParts = 100;     // of 1
constexpr int kRowsAtOnce = 24; // some milliseconds

/// Scrolling through the list must not turn the sliders that pass below the mouse.
class UnwheeledSlider final : public QSlider {
public:
    using QSlider::QSlider;

protected:
    void wheelEvent(QWheelEvent* event) override {
        if (hasFocus())
            QSlider::wheelEvent(event);
        else
            event->ignore();
    }
};

int toTicks(float value) {
    const double held = std::clamp(static_cast<double>(value), -kReach, kReach);
    return static_cast<int>(std::lround(held * kParts));
}

} // namespace

LatentSliders::LatentSliders(QWidget* parent)
    : QWidget(parent),
      fold_(named<Fold>("slidersFold", this)),
      content_(new QWidget),
      layout_(new QGridLayout(content_)) {
    layout_->setContentsMargins(0, 0, 0, 0);
    layout_->setHorizontalSpacing(kUnit);
    layout_->setVerticalSpacing(0);
    layout_->setColumnStretch(1, 1);
    fold_->setContent(content_);
    column(this, {fold_});
    connect(fold_, &Fold::openChanged, this, [this](bool open) {
        if (open)
            build();
    });
    followLanguage(this, [this] {
        fold_->setTitle(tr("Single numbers of z"));
        for (int i = 0; i < builtCount(); ++i)
            nameRow(i);
    });
}

QSlider* LatentSliders::slider(int component) const {
    return rows_.at(static_cast<std::size_t>(component)).slider;
}

void LatentSliders::setPoint(std::span<const float> z) {
    point_.assign(z.begin(), z.end());
    while (rows_.size() > point_.size()) {
        delete rows_.back().slider;
        delete rows_.back().name;
        delete rows_.back().value;
        rows_.pop_back();
    }
    if (fold_->isOpen())
        build();
}

void LatentSliders::build() {
    for (int i = 0; i < builtCount(); ++i)
        showRow(i);
    if (building_ || rows_.size() >= point_.size())
        return;
    building_ = true;
    buildSome();
}

void LatentSliders::buildSome() {
    for (int i = 0; i < kRowsAtOnce && rows_.size() < point_.size(); ++i)
        addRow(builtCount());
    if (rows_.size() >= point_.size() || !fold_->isOpen()) {
        building_ = false;
        return;
    }
    QTimer::singleShot(0, this, &LatentSliders::buildSome);
}

void LatentSliders::addRow(int component) {
    Row row{new UnwheeledSlider(Qt::Horizontal, content_), new QLabel(content_), new QLabel(content_)};
    row.slider->setObjectName(QStringLiteral("z%1").arg(component + 1));
    row.slider->setRange(toTicks(-kReach), toTicks(kReach));
    row.slider->setSingleStep(kParts / 20);
    row.slider->setPageStep(kParts / 2);
    row.slider->setFocusPolicy(Qt::StrongFocus);
    row.name->setBuddy(row.slider);
    row.name->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    makeQuiet(row.name);
    row.value->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    row.value->setMinimumWidth(row.value->fontMetrics().horizontalAdvance(QStringLiteral("-0.000")));
    layout_->addWidget(row.name, component, 0);
    layout_->addWidget(row.slider, component, 1);
    layout_->addWidget(row.value, component, 2);
    rows_.push_back(row);
    nameRow(component);
    showRow(component);
    connect(row.slider, &QSlider::valueChanged, this, [this, component](int ticks) {
        const float value = static_cast<float>(ticks) / kParts;
        point_[static_cast<std::size_t>(component)] = value;
        showRow(component);
        Q_EMIT componentChanged(component, value);
        if (!slider(component)->isSliderDown())
            Q_EMIT changeFinished();
    });
    connect(row.slider, &QSlider::sliderReleased, this, &LatentSliders::changeFinished);
}

void LatentSliders::showRow(int component) {
    const Row& row = rows_[static_cast<std::size_t>(component)];
    const float value = point_[static_cast<std::size_t>(component)];
    const QSignalBlocker blocker(row.slider);
    row.slider->setValue(toTicks(value));
    row.value->setText(locale().toString(static_cast<double>(value), 'f', 2));
}

void LatentSliders::nameRow(int component) {
    const Row& row = rows_[static_cast<std::size_t>(component)];
    row.name->setText(QString::number(component + 1));
    describeField(row.slider, tr("Number %1 of z").arg(component + 1),
                  tr("Number %1 of z, from %2 to %3").arg(component + 1).arg(-kReach).arg(kReach));
}

} // namespace wasserfarbe
