#include "app/pages/runs/run_item.h"

#include <algorithm>

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>

#include "app/studio/current_run.h"
#include "app/studio/path_text.h"
#include "model/types/field_table.h"
#include "model/types/image_grid.h"
#include "model/types/unhandled_value.h"
#include "widgets/look/figures.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe {
namespace {

constexpr int kCornerImages = 2;

struct RunText {
    Q_DECLARE_TR_FUNCTIONS(wasserfarbe::RunText)
public:
    static QString live(TrainingSession::State state) {
        switch (state) {
        case TrainingSession::State::Preparing:
            return tr("Preparing");
        case TrainingSession::State::Paused:
            return tr("Paused");
        case TrainingSession::State::Stopping:
            return tr("Stopping");
        case TrainingSession::State::Unsaved:
            return tr("Not saved");
        case TrainingSession::State::Idle:
        case TrainingSession::State::Running:
        case TrainingSession::State::Failed:
            return tr("Training now");
        }
        unhandled_value();
    }
    static QString state(const RunSummary& run) {
        if (!run.record)
            return tr("Can't be read");
        if (run.in_use)
            return tr("Training elsewhere");
        switch (run.record->state) {
        case RunState::Running:
            return tr("Cut off");
        case RunState::Stopped:
            return tr("Stopped");
        case RunState::Finished:
            return tr("Finished");
        case RunState::Failed:
            return tr("Failed");
        }
        unhandled_value();
    }
    static QString epochs(int done, int goal) { return tr("%1 of %2").arg(countText(done), countText(goal)); }
};

bool isLive(const RunSummary& run, const LiveRun& live) {
    return !live.path.empty() && live.path == run.path;
}

} // namespace

LiveRun liveRun(const TrainingSession& training, const CurrentRun& shown) {
    LiveRun live;
    if (!training.isActive())
        return live;
    live.path = training.directory();
    live.state = training.state();
    const Progress& progress = training.progress();
    if (progress.steps_per_epoch > 0)
        live.epoch = static_cast<int>(progress.step / progress.steps_per_epoch);
    if (shown.directory() == live.path && !shown.history().empty())
        live.seconds = shown.history().back().seconds;
    return live;
}

QString runName(const RunSummary& run) {
    return toQString(run.path.filename());
}

QString runStateText(const RunSummary& run, const LiveRun& live) {
    return isLive(run, live) ? RunText::live(live.state) : RunText::state(run);
}

QString runEpochsText(const RunSummary& run, const LiveRun& live) {
    if (!run.record)
        return {};
    const int done = isLive(run, live) ? std::max(live.epoch, run.record->epoch) : run.record->epoch;
    return RunText::epochs(done, run.record->config.epochs);
}

QString runDurationText(const RunSummary& run, const LiveRun& live) {
    if (!run.record)
        return {};
    return durationText(isLive(run, live) ? std::max(live.seconds, run.record->seconds)
                                          : run.record->seconds);
}

QString runTimeText(const std::string& time) {
    const QDateTime moment = QDateTime::fromString(QString::fromStdString(time), Qt::ISODate);
    return moment.isValid() ? QLocale().toString(moment.toLocalTime(), QLocale::ShortFormat) : QString();
}

QString runPresetText(const RunSummary& run) {
    if (!run.record)
        return {};
    const std::optional<Preset> preset = find_preset(run.record->preset);
    return preset ? presetTitle(*preset) : QString::fromStdString(run.record->preset);
}

QString runPicturesText(const RunSummary& run) {
    if (!run.record)
        return {};
    const std::filesystem::path plain = run.record->data.lexically_normal();
    return toQString((plain.has_filename() ? plain : plain.parent_path()).filename());
}

QImage previewCorner(const QImage& preview, int imageSize) {
    if (preview.width() <= imageSize || preview.height() <= imageSize)
        return preview; // a single image, which has no padding
    const int padding = GridLayout{}.padding;
    const int side = kCornerImages * (imageSize + padding) - padding;
    return preview.copy(padding, padding, std::min(side, preview.width() - padding),
                        std::min(side, preview.height() - padding));
}

} // namespace wasserfarbe
