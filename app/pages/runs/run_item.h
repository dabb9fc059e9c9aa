#pragma once

#include <QImage>
#include <QString>

#include "app/sessions/training_session.h"
#include "model/run/run_list.h"

namespace wasserfarbe {

class CurrentRun;

/// A run in the list.
struct RunItem {
    RunSummary summary;
    QImage thumbnail; ///< a few images of its newest preview
};

/// What the studio's own training makes of a run, over what its file says.
struct LiveRun {
    std::filesystem::path path; ///< empty: nothing trains
    TrainingSession::State state = TrainingSession::State::Running;
    int epoch = 0; ///< completed
    double seconds = 0;

    bool operator==(const LiveRun&) const = default;
};

/// @param shown  may be the one that trains
LiveRun liveRun(const TrainingSession& training, const CurrentRun& shown);

// In a person's words, translated.
QString runName(const RunSummary& run);
QString runStateText(const RunSummary& run, const LiveRun& live);
/// "12 of 100"
QString runEpochsText(const RunSummary& run, const LiveRun& live);
QString runDurationText(const RunSummary& run, const LiveRun& live);
/// Of a time as run.json has it, in local time; empty for one that is not understood.
QString runTimeText(const std::string& time);
QString runPresetText(const RunSummary& run);
QString runPicturesText(const RunSummary& run);

/// The first images of a preview, not shrunk. @param imageSize  of one image in it
QImage previewCorner(const QImage& preview, int imageSize);

} // namespace wasserfarbe
