#include "app/pages/data/held_out_section.h"

#include <cmath>

#include <QHBoxLayout>
#include <QLabel>
#include <QSignalBlocker>
#include <QVBoxLayout>

#include "model/types/field_table.h"
#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"
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
    : QWidget(parent), label_(new QLabel(this)), percent_(new RealEdit(this)), pictures_(new QLabel(this)) {
    percent_->setObjectName(QStringLiteral("heldOutPercent"));
    percent_->setRange(0, percentOf(find_field("held_out").maximum));
    percent_->setMinimumWidth(10 * kUnit);
    label_->setBuddy(percent_);
    pictures_->setObjectName(QStringLiteral("heldOutPictures"));
    pictures_->setWordWrap(true);
    makeQuiet(pictures_);
    auto* row = new QHBoxLayout;
    row->setSpacing(kUnit);
    row->addWidget(label_);
    row->addWidget(percent_);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addLayout(row);
    layout->addWidget(pictures_);
    connect(percent_, &QDoubleSpinBox::valueChanged, this, [this](double percent) {
        share_ = percentOf(percent / 1e4); // the same rounding on the way back
        Q_EMIT shareEdited(share_);
    });
    retranslate();
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
    percent_->setToolTip(tr("The share of the pictures that training never sees"));
    percent_->setAccessibleName(tr("Share of the pictures that is kept from training"));
    showPictures();
}

} // namespace wasserfarbe
