#include "app/pages/data/held_out_section.h"

#include <cmath>

#include <QLabel>
#include <QSignalBlocker>

#include "model/types/field_table.h"
#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_editor.h"

namespace wasserfarbe {
namespace {

/// A share in per cent, without the dust of the last digits.
double percentOf(double share) {
    return std::round(share * 1e8) / 1e6;
}

} // namespace

HeldOutSection::HeldOutSection(QWidget* parent)
    : QWidget(parent),
      label_(new QLabel(this)),
      percent_(named<RealEdit>("heldOutPercent", this)),
      pictures_(named<QLabel>("heldOutPictures", this)) {
    percent_->setRange(0, percentOf(find_field("held_out").maximum));
    percent_->setMinimumWidth(10 * kUnit);
    label_->setBuddy(percent_);
    pictures_->setWordWrap(true);
    makeQuiet(pictures_);
    column(this, {row({label_, percent_, freeRoom(1)}), pictures_});
    connect(percent_, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        share_ = percentOf(percent / 1e4); // the same rounding on the way back
        Q_EMIT shareEdited(share_);
    });
    followLanguage(this, [this] { retranslate(); });
}

void HeldOutSection::setShare(double share) {
    const QSignalBlocker quiet(percent_);
    share_ = share;
    percent_->setValue(percentOf(share));
    showPictures();
}

void HeldOutSection::setPictures(const std::optional<std::int64_t>& takingPart, std::int64_t heldOut) {
    takingPart_ = takingPart;
    heldOut_ = heldOut;
    showPictures();
}

void HeldOutSection::showPictures() {
    QString text;
    if (share_ == 0)
        text = tr("None: whether the critic learns by heart will not be seen.");
    else if (takingPart_ && *takingPart_ < kFewestToHoldOut)
        text = tr("None: with fewer than %1 pictures each is needed.").arg(countText(kFewestToHoldOut));
    else if (takingPart_)
        text = tr("%1 picture(s). They show whether the critic learns by heart.", nullptr,
                  static_cast<int>(heldOut_))
                   .arg(countText(heldOut_));
    pictures_->setText(text);
    pictures_->setVisible(!text.isEmpty());
}

void HeldOutSection::retranslate() {
    label_->setText(tr("S&hare"));
    percent_->setSuffix(tr(" %", "after a number"));
    describeField(percent_, tr("Share of the pictures that is kept from training"),
                  tr("The share of the pictures that training never sees"));
    showPictures();
}

} // namespace wasserfarbe
