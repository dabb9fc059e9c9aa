#include "app/pages/gallery/gallery_bar.h"

#include <QLabel>
#include <QPushButton>
#include <QRandomGenerator>
#include <QSpinBox>

#include "app/pages/chooser/model_chooser.h"
#include "app/studio/studio.h"
#include "widgets/look/icon.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kMostImages = 50'000;
constexpr int kUsualCount = 100;
constexpr int kLargestSeed = 999'999'999;
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
      seed_(named<QSpinBox>("gallerySeed", this)) {
    auto* newSeed = named<QPushButton>("galleryNewSeed", this);
    count_ = named<QSpinBox>("galleryCount", this);
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
    newSeed->setIcon(iconOnAccent(QStringLiteral("dice")));
    makePrimary(newSeed);
    auto* seedLabel = new QLabel(this);
    seedLabel->setBuddy(seed_);
    auto* countLabel = new QLabel(this);
    countLabel->setBuddy(count_);
    row(this, {chooser_, freeRoom(1), series_});
    row(series_, {countLabel, count_, gap(kUnit), seedLabel, seed_, gap(kUnit), newSeed});

    connect(seed_, &QSpinBox::valueChanged, this, &GalleryBar::tellSeries);
    connect(count_, &QSpinBox::valueChanged, this, &GalleryBar::tellSeries);
    connect(newSeed, &QPushButton::clicked, this, [this] {
        const int other = QRandomGenerator::global()->bounded(1, kLargestRandomSeed);
        seed_->setValue(other == seed_->value() ? kLargestRandomSeed : other);
    });
    followLanguage(this, [=, this] {
        seedLabel->setText(tr("S&eed"));
        describeField(
            seed_, tr("Seed"),
            tr("The number that the images are made from: the same seed makes the same images again"));
        describe(newSeed, tr("&New seed"), tr("Make other images"));
        countLabel->setText(tr("&Images"));
        describeField(count_, tr("Number of images"),
                      tr("How many images there are; only those in view are made"));
    });
}

std::uint64_t GalleryBar::seed() const {
    return static_cast<std::uint64_t>(seed_->value());
}

int GalleryBar::count() const {
    return count_->value();
}

void GalleryBar::tellSeries() {
    studio_.settings().setChoice(kSeedKey, seed_->value());
    studio_.settings().setChoice(kCountKey, count_->value());
    Q_EMIT seriesChosen(seed(), count());
}

} // namespace wasserfarbe
