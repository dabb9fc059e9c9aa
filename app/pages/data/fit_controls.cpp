#include "app/pages/data/fit_controls.h"

#include <QComboBox>
#include <QLabel>
#include <QSignalBlocker>

#include "model/types/field_table.h"
#include "widgets/look/color_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

QLabel* labelFor(QWidget* control, QWidget* parent) {
    auto* label = new QLabel(parent);
    label->setBuddy(control);
    return label;
}

} // namespace

FitControls::FitControls(QWidget* parent)
    : QWidget(parent),
      size_(named<QComboBox>("imageSize", this)),
      fit_(named<QComboBox>("fit", this)),
      pad_(named<ColorButton>("padColor", this)),
      alpha_(named<ColorButton>("alphaColor", this)),
      sizeLabel_(labelFor(size_, this)),
      fitLabel_(labelFor(fit_, this)),
      alphaLabel_(labelFor(alpha_, this)) {
    for (const std::string_view size : find_field("image_size").choices)
        size_->addItem(QString(),
                       QString::fromUtf8(size.data(), static_cast<qsizetype>(size.size())).toInt());
    for (const Fit fit : {Fit::Crop, Fit::Top, Fit::Pad, Fit::Edge, Fit::Stretch})
        fit_->addItem(QString(), static_cast<int>(fit));
    row(this, {sizeLabel_, size_, gap(kUnit), fitLabel_, fit_, pad_, gap(kUnit), alphaLabel_, alpha_});
    followLanguage(this, [this] { retranslate(); });
    setConfig(config_);
    connect(size_, &QComboBox::currentIndexChanged, this, [this] {
        config_.image_size = size_->currentData().toInt();
        Q_EMIT edited();
    });
    connect(fit_, &QComboBox::currentIndexChanged, this, [this] {
        config_.fit = static_cast<Fit>(fit_->currentData().toInt());
        showColors();
        Q_EMIT edited();
    });
    connect(pad_, &ColorButton::colorChosen, this, [this](Color color) {
        config_.pad_color = color;
        Q_EMIT edited();
    });
    connect(alpha_, &ColorButton::colorChosen, this, [this](Color color) {
        config_.alpha_color = color;
        Q_EMIT edited();
    });
}

void FitControls::setConfig(const TrainingConfig& config) {
    config_ = config;
    const QSignalBlocker blockSize(size_);
    const QSignalBlocker blockFit(fit_);
    size_->setCurrentIndex(size_->findData(config.image_size));
    fit_->setCurrentIndex(fit_->findData(static_cast<int>(config.fit)));
    pad_->setColor(config.pad_color);
    alpha_->setColor(config.alpha_color);
    showColors();
}

void FitControls::setTransparent(bool some) {
    transparent_ = some;
    showColors();
}

/// A colour is shown only where it matters.
void FitControls::showColors() {
    pad_->setVisible(config_.fit == Fit::Pad);
    alphaLabel_->setVisible(transparent_);
    alpha_->setVisible(transparent_);
}

void FitControls::retranslate() {
    sizeLabel_->setText(tr("&Size"));
    describeField(size_, tr("Image size"),
                  tr("Width and height of the images that the network sees and makes. Twice the size takes "
                     "about four times as long."));
    for (int i = 0; i < size_->count(); ++i)
        size_->setItemText(i, tr("%1 × %1 pixels").arg(size_->itemData(i).toInt()));
    fitLabel_->setText(tr("&Fit"));
    describeField(fit_, tr("What happens to a picture that is not square"),
                  tr("What happens to a picture that is not square"));
    const QString fits[] = {tr("Crop to the centre"), tr("Crop to the top"), tr("Pad with a colour"),
                            tr("Pad with the edge"), tr("Stretch")};
    for (int i = 0; i < fit_->count(); ++i)
        fit_->setItemText(i, fits[i]);
    fit_->setItemData(1, tr("For portraits: keeps the upper part of a tall picture"), Qt::ToolTipRole);
    pad_->setTitle(tr("Colour of the padding"));
    pad_->setToolTip(tr("The colour beside or above a picture that is padded"));
    alphaLabel_->setText(tr("&Behind transparency"));
    alpha_->setTitle(tr("Colour behind transparency"));
    alpha_->setToolTip(tr("Some pictures have transparent parts: they are laid over this colour"));
}

} // namespace wasserfarbe
