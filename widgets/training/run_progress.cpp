#include "widgets/training/run_progress.h"

#include <algorithm>

#include <QGridLayout>
#include <QLabel>
#include <QLocale>
#include <QProgressBar>

#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"
#include "widgets/look/theme.h"

namespace wasserfarbe {
namespace {

constexpr int kParts = 1000; // of a bar

int parts(std::int64_t done, std::int64_t total) {
    return total > 0 ? static_cast<int>(std::clamp<std::int64_t>(done * kParts / total, 0, kParts)) : 0;
}

QProgressBar* slimBar(QWidget* parent, const char* name) {
    auto* bar = named<QProgressBar>(name, parent);
    bar->setRange(0, kParts);
    bar->setTextVisible(false);
    bar->setFixedHeight(kUnit / 2 + 2);
    return bar;
}

} // namespace

RunProgress::RunProgress(QWidget* parent)
    : QWidget(parent),
      epochText_(new QLabel(this)),
      epochSteps_(new QLabel(this)),
      epochBar_(slimBar(this, "epochBar")),
      runText_(new QLabel(this)),
      timeLeft_(named<QLabel>("timeLeft", this)),
      runBar_(slimBar(this, "runBar")) {
    makeQuiet(epochSteps_);
    makeQuiet(timeLeft_);
    auto* layout = new QGridLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setHorizontalSpacing(kUnit);
    layout->setVerticalSpacing(kUnit / 2);
    layout->addWidget(epochText_, 0, 0);
    layout->addWidget(epochSteps_, 0, 1, Qt::AlignRight);
    layout->addWidget(epochBar_, 1, 0, 1, 2);
    layout->addWidget(runText_, 2, 0);
    layout->addWidget(timeLeft_, 2, 1, Qt::AlignRight);
    layout->addWidget(runBar_, 3, 0, 1, 2);
    layout->setColumnStretch(0, 1);
    followLanguage(this, [this] { refresh(); });
}

void RunProgress::setProgress(const Progress& progress) {
    progress_ = progress;
    preparing_ = false;
    refresh();
}

void RunProgress::setPreparing(const QString& what, std::int64_t done, std::int64_t total) {
    preparing_ = true;
    epochText_->setText(what);
    epochSteps_->setText(total > 0 ? tr("%1 of %2").arg(countText(done), countText(total)) : QString());
    epochBar_->setRange(0, total > 0 ? kParts : 0); // 0: it moves to and fro
    epochBar_->setValue(parts(done, total));
    runText_->clear();
    timeLeft_->clear();
    runBar_->setValue(0);
}

void RunProgress::refresh() {
    if (preparing_)
        return;
    const Progress& p = progress_;
    const std::int64_t inEpoch =
        p.steps_per_epoch > 0 && p.step > 0 ? (p.step - 1) % p.steps_per_epoch + 1 : 0;
    const QLocale locale;
    epochText_->setText(tr("Epoch %1 of %2").arg(locale.toString(p.epoch), locale.toString(p.epochs)));
    epochSteps_->setText(tr("step %1 of %2").arg(countText(inEpoch), countText(p.steps_per_epoch)));
    epochBar_->setRange(0, kParts);
    epochBar_->setValue(parts(inEpoch, p.steps_per_epoch));
    describeField(epochBar_, tr("Progress of the epoch"), tr("Progress of the epoch"));
    runText_->setText(tr("Run: %1 %").arg(p.steps > 0 ? p.step * 100 / p.steps : 0));
    timeLeft_->setText(p.seconds_left > 0 ? tr("%1 left").arg(durationText(p.seconds_left)) : QString());
    runBar_->setValue(parts(p.step, p.steps));
    describeField(runBar_, tr("Progress of the run"), tr("Progress of the run"));
}

} // namespace wasserfarbe
