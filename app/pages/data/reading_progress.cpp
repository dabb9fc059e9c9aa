#include "app/pages/data/reading_progress.h"

#include <QLabel>
#include <QProgressBar>
#include <QPushButton>

#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

constexpr qint64 kShownAfter = 250;         ///< milliseconds
constexpr qint64 kLongEnoughToJudge = 1000; ///< before that a speed says little

} // namespace

ReadingProgress::ReadingProgress(QWidget* parent)
    : QWidget(parent),
      bar_(named<QProgressBar>("readingProgress", this)),
      text_(named<QLabel>("readingText", this)),
      cancel_(named<QPushButton>("cancelReading", this)) {
    bar_->setTextVisible(false);
    bar_->setFixedWidth(24 * kUnit);
    row(this, {bar_, text_, cancel_, freeRoom(1)});
    connect(cancel_, &QPushButton::clicked, this, &ReadingProgress::cancelWanted);
    followLanguage(this, [this] { retranslate(); });
    hide();
}

void ReadingProgress::begin() {
    elapsed_.start();
}

void ReadingProgress::setProgress(std::int64_t done, std::int64_t total) {
    if (!elapsed_.isValid())
        return;
    const qint64 elapsed = elapsed_.elapsed();
    bar_->setRange(0, static_cast<int>(total));
    bar_->setValue(static_cast<int>(done));
    if (elapsed < kLongEnoughToJudge || done == 0) {
        text_->setText(tr("Looking at picture %1 of %2").arg(countText(done), countText(total)));
    } else {
        const double each = static_cast<double>(elapsed) / 1000 / static_cast<double>(done);
        text_->setText(tr("Looking at picture %1 of %2, %3 left")
                           .arg(countText(done), countText(total),
                                durationText(each * static_cast<double>(total - done))));
    }
    setVisible(elapsed > kShownAfter);
}

void ReadingProgress::end() {
    elapsed_.invalidate();
    hide();
}

void ReadingProgress::retranslate() {
    bar_->setAccessibleName(tr("Progress"));
    describe(cancel_, tr("Cancel"), tr("Stops looking at the pictures; training checks them anyway"),
             tr("Stop looking at the pictures"));
}

} // namespace wasserfarbe
