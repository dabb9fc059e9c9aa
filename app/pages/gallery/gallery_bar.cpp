#include "app/pages/gallery/gallery_bar.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>

#include "app/pages/chooser/model_chooser.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"
#include "widgets/look/metrics.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kUsualCount = 100;
/// Short enough to be remembered and written down.
constexpr int kLargestRandomSeed = 9999;

const QString kSeedKey = QStringLiteral("gallery/seed");
const QString kCountKey = QStringLiteral("gallery/count");

} // namespace

GalleryBar::GalleryBar(Studio& studio, QWidget* parent)
    : QWidget(parent),
      studio_(studio),
      chooser_(new ModelChooser(studio, this)),
      series_(new QWidget(this)),
      seedLabel_(new QLabel(this)),
      seed_(new QSpinBox(this)),
      newSeed_(new QPushButton(this)),
      countLabel_(new QLabel(this)),
      count_(new QSpinBox(this)) {
    seed_->setObjectName(QStringLiteral("gallerySeed"));
    newSeed_->setObjectName(QStringLiteral("galleryNewSeed"));
    count_->setObjectName(QStringLiteral("galleryCount"));
    seed_->setRange(0, kLargestSeed);
    count_->setRange(1, kMostImages);
    count_->setSingleStep(10);
    count_->setGroupSeparatorShown(true);
    for (QSpinBox* spin : {seed_, count_}) {
        spin->setKeyboardTracking(false); // a number that is half typed means nothing
        spin->setAccelerated(true);
    }
    seed_->setValue(studio.settings().choice(kSeedKey, 1).toInt());
    count_->setValue(studio.settings().choice(kCountKey, kUsualCount).toInt());
    newSeed_->setIcon(iconOnAccent(QStringLiteral("dice")));
    makePrimary(newSeed_);
    seedLabel_->setBuddy(seed_);
    countLabel_->setBuddy(count_);

    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(kUnit);
    layout->addWidget(chooser_);
    layout->addStretch(1);
    layout->addWidget(series_);
    auto* series = new QHBoxLayout(series_);
    series->setContentsMargins(0, 0, 0, 0);
    series->setSpacing(kUnit);
    series->addWidget(countLabel_);
    series->addWidget(count_);
    series->addSpacing(kUnit);
    series->addWidget(seedLabel_);
    series->addWidget(seed_);
    series->addSpacing(kUnit);
    series->addWidget(newSeed_);

    connect(seed_, &QSpinBox::valueChanged, this, &GalleryBar::tellSeries);
    connect(count_, &QSpinBox::valueChanged, this, &GalleryBar::tellSeries);
    connect(newSeed_, &QPushButton::clicked, this, [this] {
        const int other = QRandomGenerator::global()->bounded(1, kLargestRandomSeed);
        seed_->setValue(other == seed_->value() ? kLargestRandomSeed : other);
    });
    retranslate();
}

std::uint64_t GalleryBar::seed() const {
    return static_cast<std::uint64_t>(seed_->value());
}

int GalleryBar::count() const {
    return count_->value();
}

void GalleryBar::setSeriesShown(bool shown) {
    series_->setVisible(shown);
}

void GalleryBar::tellSeries() {
    studio_.settings().setChoice(kSeedKey, seed_->value());
    studio_.settings().setChoice(kCountKey, count_->value());
    Q_EMIT seriesChosen(seed(), count());
}

void GalleryBar::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LanguageChange)
        retranslate();
    QWidget::changeEvent(event);
}

void GalleryBar::retranslate() {
    seedLabel_->setText(tr("S&eed"));
    seed_->setToolTip(
        tr("The number that the images are made from: the same seed makes the same images again"));
    seed_->setAccessibleName(tr("Seed"));
    newSeed_->setText(tr("&New seed"));
    newSeed_->setToolTip(tr("Make other images"));
    newSeed_->setAccessibleName(tr("New seed"));
    countLabel_->setText(tr("&Images"));
    count_->setToolTip(tr("How many images there are; only those in view are made"));
    count_->setAccessibleName(tr("Number of images"));
}

} // namespace wasserfarbe
