#include "app/pages/data/look_controls.h"

#include <cmath>

#include <QCheckBox>
#include <QComboBox>
#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPixmap>
#include <QSignalBlocker>
#include <QSlider>

#include "model/types/field_table.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kPadSteps = 100;

QLabel* labelFor(QWidget* control, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setBuddy(control);
    return label;
}

} // namespace

LookControls::LookControls(QWidget* parent)
    : QWidget(parent),
      sizeLabel_(nullptr),
      size_(new QComboBox(this)),
      fitLabel_(nullptr),
      fit_(new QComboBox(this)),
      padLabel_(nullptr),
      pad_(new QSlider(Qt::Horizontal, this)),
      padSwatch_(new QLabel(this)),
      flip_(new QCheckBox(this)) {
    sizeLabel_ = labelFor(size_, this);
    fitLabel_ = labelFor(fit_, this);
    padLabel_ = labelFor(pad_, this);
    build();
    retranslate();
    setConfig(config_);
    connectAll();
}

void LookControls::build() {
    size_->setObjectName(QStringLiteral("imageSize"));
    for (const std::string_view size : find_field("image_size").choices)
        size_->addItem(QString(),
                       QString::fromUtf8(size.data(), static_cast<qsizetype>(size.size())).toInt());
    fit_->setObjectName(QStringLiteral("fit"));
    for (const Fit fit : {Fit::Crop, Fit::Pad, Fit::Stretch})
        fit_->addItem(QString(), static_cast<int>(fit));
    pad_->setObjectName(QStringLiteral("padValue"));
    pad_->setRange(0, kPadSteps);
    pad_->setPageStep(kPadSteps / 10);
    pad_->setFixedWidth(10 * kUnit);
    padSwatch_->setFixedSize(2 * kUnit, 2 * kUnit);
    padSwatch_->setFrameShape(QFrame::Box);
    flip_->setObjectName(QStringLiteral("flip"));

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    for (QWidget* widget : std::initializer_list<QWidget*>{sizeLabel_, size_, fitLabel_, fit_, padLabel_,
                                                           pad_, padSwatch_, flip_}) {
        if (widget == fitLabel_ || widget == padLabel_ || widget == flip_)
            layout->addSpacing(kUnit);
        layout->addWidget(widget);
    }
}

void LookControls::connectAll() {
    connect(size_, &QComboBox::currentIndexChanged, this, [this] {
        config_.image_size = size_->currentData().toInt();
        Q_EMIT edited();
    });
    connect(fit_, &QComboBox::currentIndexChanged, this, [this] {
        config_.fit = static_cast<Fit>(fit_->currentData().toInt());
        showPadValue();
        Q_EMIT edited();
    });
    connect(pad_, &QSlider::valueChanged, this, [this](int value) {
        config_.fit_pad_value = static_cast<double>(value) / kPadSteps;
        showPadValue();
        Q_EMIT edited();
    });
    connect(flip_, &QCheckBox::toggled, this, [this](bool flip) {
        config_.horizontal_flip = flip;
        Q_EMIT edited();
    });
}

TrainingConfig LookControls::config() const {
    return config_;
}

void LookControls::setConfig(const TrainingConfig& config) {
    config_ = config;
    const QSignalBlocker blockSize(size_);
    const QSignalBlocker blockFit(fit_);
    const QSignalBlocker blockPad(pad_);
    const QSignalBlocker blockFlip(flip_);
    size_->setCurrentIndex(size_->findData(config.image_size));
    fit_->setCurrentIndex(fit_->findData(static_cast<int>(config.fit)));
    pad_->setValue(static_cast<int>(std::lround(config.fit_pad_value * kPadSteps)));
    flip_->setChecked(config.horizontal_flip);
    showPadValue();
}

/// The padding matters only where something is padded.
void LookControls::showPadValue() {
    const int grey = static_cast<int>(std::lround(config_.fit_pad_value * 255));
    QPixmap swatch(padSwatch_->size());
    swatch.fill(QColor(grey, grey, grey));
    padSwatch_->setPixmap(swatch);
    for (QWidget* widget : std::initializer_list<QWidget*>{padLabel_, pad_, padSwatch_})
        widget->setVisible(config_.fit == Fit::Pad);
}

void LookControls::retranslate() {
    sizeLabel_->setText(tr("&Size"));
    size_->setToolTip(
        tr("Width and height of the images that the network sees and makes. Twice the size takes about "
           "four times as long."));
    size_->setAccessibleName(tr("Image size"));
    for (int i = 0; i < size_->count(); ++i)
        size_->setItemText(i, tr("%1 × %1 pixels").arg(size_->itemData(i).toInt()));
    fitLabel_->setText(tr("&Fit"));
    fit_->setToolTip(tr("What happens to a picture that is not square"));
    fit_->setAccessibleName(tr("What happens to a picture that is not square"));
    fit_->setItemText(0, tr("Crop to the centre"));
    fit_->setItemText(1, tr("Pad with grey"));
    fit_->setItemText(2, tr("Stretch"));
    padLabel_->setText(tr("P&adding"));
    pad_->setToolTip(tr("Grey of the padding, from black to white"));
    pad_->setAccessibleName(tr("Grey of the padding"));
    flip_->setText(tr("&Mirror at random"));
    flip_->setToolTip(
        tr("Each picture is also seen mirrored. Doubles a small set; wrong for pictures with writing."));
    flip_->setAccessibleName(tr("Mirror at random"));
}

void LookControls::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

} // namespace wasserfarbe
