#include "app/window/status_strip.h"

#include <chrono>
#include <cmath>

#include <QEvent>
#include <QLabel>
#include <QTimer>

#include "model/types/process_memory.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

using namespace std::chrono_literals;

constexpr auto kNotice = 6s;
constexpr auto kMemoryInterval = 2s;

} // namespace

StatusStrip::StatusStrip(Studio& studio, QWidget* parent)
    : QStatusBar(parent),
      studio_(studio),
      state_(addFigure("statusState")),
      epoch_(addFigure("statusEpoch")),
      left_(addFigure("statusTimeLeft")),
      speed_(addFigure("statusSpeed")),
      device_(addFigure("statusDevice")),
      memory_(addFigure("statusMemory")) {
    setObjectName(QStringLiteral("statusStrip"));
    setSizeGripEnabled(false);
    TrainingSession& training = studio_.training();
    connect(&training, &TrainingSession::stateChanged, this, [this] {
        showProgress();
        showDevice();
    });
    connect(&training, &TrainingSession::stepsArrived, this, &StatusStrip::showProgress);
    connect(&training, &TrainingSession::started, this, &StatusStrip::showDevice);
    auto* timer = new QTimer(this);
    connect(timer, &QTimer::timeout, this, &StatusStrip::showMemory);
    timer->start(kMemoryInterval);
    followLanguage(this, [this] { retranslate(); });
}

void StatusStrip::giveNotice(const QString& text) {
    showMessage(text, static_cast<int>(std::chrono::milliseconds(kNotice).count()));
}

QLabel* StatusStrip::addFigure(const char* objectName) {
    auto* label = named<QLabel>(objectName, this);
    label->setContentsMargins(kUnit, 0, kUnit, 0);
    label->hide();
    addPermanentWidget(label);
    return label;
}

QString StatusStrip::stateText() const {
    switch (studio_.training().state()) {
    case TrainingSession::State::Preparing:
        return tr("Preparing");
    case TrainingSession::State::Running:
        return tr("Training");
    case TrainingSession::State::Paused:
        return tr("Paused");
    case TrainingSession::State::Stopping:
        return tr("Saving…");
    case TrainingSession::State::Unsaved:
        return tr("Not saved");
    case TrainingSession::State::Failed:
        return tr("Stopped by an error");
    case TrainingSession::State::Idle:
        return tr("Ready");
    }
    unhandled_value();
}

void StatusStrip::showProgress() {
    const TrainingSession& training = studio_.training();
    const Progress& progress = training.progress();
    const bool running = training.state() == TrainingSession::State::Running;
    const auto show = [](QLabel* label, bool shown, const QString& text) {
        label->setText(text);
        label->setVisible(shown);
    };
    show(state_, true, stateText());
    show(epoch_, training.isActive() && progress.epochs > 0,
         tr("Epoch %1 of %2").arg(countText(progress.epoch), countText(progress.epochs)));
    show(left_, running && progress.seconds_left > 0, tr("%1 left").arg(durationText(progress.seconds_left)));
    show(speed_, running && progress.images_per_second > 0,
         tr("%1 images/s").arg(countText(std::llround(progress.images_per_second))));
}

void StatusStrip::showDevice() {
    const std::optional<ComputeInfo>& compute = studio_.training().compute();
    device_->setVisible(compute.has_value());
    if (!compute)
        return;
    if (compute->device.kind == Device::Kind::Cuda)
        device_->setText(tr("GPU %1").arg(compute->device.index));
    else
        device_->setText(tr("CPU, %n thread(s)", nullptr, compute->threads));
}

void StatusStrip::showMemory() {
    const std::uint64_t bytes = resident_bytes();
    memory_->setVisible(bytes > 0);
    memory_->setText(bytesText(bytes));
}

/// Its numbers follow the system's locale.
void StatusStrip::changeEvent(QEvent* event) {
    if (event->type() == QEvent::LocaleChange)
        retranslate();
    QStatusBar::changeEvent(event);
}

void StatusStrip::retranslate() {
    describeField(state_, tr("State"), tr("What the training does"));
    describeField(epoch_, tr("Epoch"), tr("An epoch is one pass over all pictures"));
    describeField(left_, tr("Time left"), tr("Until the last epoch, at the speed of the last seconds"));
    describeField(speed_, tr("Speed"), tr("Pictures that the critic looks at each second"));
    describeField(device_, tr("Device"), tr("Where the training computes"));
    describeField(memory_, tr("Memory"), tr("Memory that Wasserfarbe uses now"));
    showProgress();
    showDevice();
    showMemory();
}

} // namespace wasserfarbe
