#include "app/pages/data/augmentation_section.h"

#include <array>
#include <utility>

#include <QCheckBox>
#include <QLabel>
#include <QPushButton>
#include <QSignalBlocker>

#include "widgets/look/figures.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

bool isAugmented(const TrainingConfig& config) {
    return config.augment_color || config.augment_translation || config.augment_cutout;
}

} // namespace

AugmentationSection::AugmentationSection(QWidget* parent)
    : QWidget(parent),
      flip_(addBox("flip", &TrainingConfig::horizontal_flip)),
      color_(addBox("augmentColor", &TrainingConfig::augment_color)),
      translation_(addBox("augmentTranslation", &TrainingConfig::augment_translation)),
      cutout_(addBox("augmentCutout", &TrainingConfig::augment_cutout)),
      hint_(named<QLabel>("augmentationHint", this)),
      turnOn_(named<QPushButton>("turnOnAugmentation", this)),
      preview_(named<QCheckBox>("previewAugmented", this)),
      again_(named<QPushButton>("rollAgain", this)) {
    hint_->setWordWrap(true);
    makeQuiet(hint_);
    again_->setIcon(icon(QStringLiteral("dice")));
    column(this, {flip_,
                  color_,
                  translation_,
                  cutout_,
                  hint_,
                  {turnOn_, 0, Qt::AlignLeft},
                  gap(kUnit),
                  row({{preview_, 1}, again_})});
    connect(turnOn_, &QPushButton::clicked, this, [this] {
        config_.augment_color = config_.augment_translation = config_.augment_cutout = true;
        showConfig();
        color_->setFocus(); // the button that had it is gone
        Q_EMIT edited();
    });
    connect(preview_, &QCheckBox::toggled, this, [this](bool on) {
        again_->setEnabled(on);
        Q_EMIT rollChanged();
    });
    connect(again_, &QPushButton::clicked, this, [this] {
        ++seed_;
        Q_EMIT rollChanged();
    });
    followLanguage(this, [this] { retranslate(); });
    showConfig();
}

QCheckBox* AugmentationSection::addBox(const char* name, bool TrainingConfig::*member) {
    auto* box = named<QCheckBox>(name, this);
    connect(box, &QCheckBox::toggled, this, [this, member](bool on) {
        config_.*member = on;
        showConfig();
        Q_EMIT edited();
    });
    return box;
}

void AugmentationSection::setConfig(const TrainingConfig& config) {
    config_ = config;
    showConfig();
}

void AugmentationSection::setPictures(const std::optional<std::int64_t>& pictures) {
    pictures_ = pictures;
    showHint();
}

std::optional<std::uint64_t> AugmentationSection::roll() const {
    return preview_->isChecked() ? std::optional(seed_) : std::nullopt;
}

void AugmentationSection::showConfig() {
    const std::array<std::pair<QCheckBox*, bool>, 4> boxes = {{{flip_, config_.horizontal_flip},
                                                               {color_, config_.augment_color},
                                                               {translation_, config_.augment_translation},
                                                               {cutout_, config_.augment_cutout}}};
    bool any = false;
    for (const auto& [box, on] : boxes) {
        const QSignalBlocker quiet(box);
        box->setChecked(on);
        any = any || on;
    }
    if (!any)
        preview_->setChecked(false); // there is nothing to see
    preview_->setEnabled(any);
    again_->setEnabled(preview_->isChecked());
    showHint();
}

void AugmentationSection::showHint() {
    const bool few =
        pictures_ && *pictures_ > 0 && *pictures_ < kFewestWithoutAugmentation && !isAugmented(config_);
    if (few)
        hint_->setText(tr("%1 picture(s) are soon learnt by heart. Changing what the critic sees helps.",
                          nullptr, static_cast<int>(*pictures_))
                           .arg(countText(*pictures_)));
    hint_->setVisible(few);
    turnOn_->setVisible(few);
}

void AugmentationSection::retranslate() {
    describe(flip_, tr("&Mirror at random"),
             tr("Each picture is also seen mirrored. Doubles a small set; wrong for pictures with writing."));
    describe(color_, tr("Change &colours"), tr("Brightness, saturation and contrast change at random"));
    describe(translation_, tr("Mo&ve by up to an eighth"),
             tr("The pictures are moved at random; what is pushed out is lost, what is left free is grey"));
    describe(cutout_, tr("C&ut out a square"), tr("A square of each picture is covered at random"));
    describe(turnOn_, tr("Tur&n on all three"), tr("Changes colours, moves, and cuts out a square"));
    describe(preview_, tr("&Preview augmented"),
             tr("Shows the pictures on the right as the critic sees them once, changed at random"));
    describe(again_, tr("&Roll again"), tr("Changes them at random once more"));
    showHint();
}

} // namespace wasserfarbe
