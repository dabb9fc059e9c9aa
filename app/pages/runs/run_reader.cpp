#include "app/pages/runs/run_reader.h"

#include <cmath>

#include "app/studio/run_reading.h"
#include "model/pictures/decode.h"
#include "model/run/metrics_log.h"
#include "model/types/metric_table.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// Twice as many as a wide screen has columns.
constexpr std::size_t kMostPoints = 4000;

QImage readImage(const fs::path& file) {
    try {
        return toQImage(decode_image_file(file));
    } catch (...) {
        return {}; // it may be half written, or gone; the list goes on without it
    }
}

} // namespace

std::vector<StepStats> thinned(const std::vector<StepStats>& steps, std::size_t most) {
    if (steps.size() <= most || most == 0)
        return steps;
    std::vector<StepStats> few;
    few.reserve(most);
    for (std::size_t i = 0; i < most; ++i) {
        const std::size_t first = i * steps.size() / most;
        const std::size_t last = (i + 1) * steps.size() / most;
        StepStats mean = steps[(first + last - 1) / 2];
        for (const Metric& metric : metric_table()) {
            if (!metric.is_repeatable())
                continue;
            double sum = 0;
            int count = 0; // of what is a number
            for (std::size_t step = first; step < last; ++step)
                if (const double value = metric.of(steps[step]); std::isfinite(value)) {
                    sum += value;
                    ++count;
                }
            mean.*metric.member = count == 0 ? StepStats::kNone : sum / count;
        }
        few.push_back(mean);
    }
    return few;
}

RunReader::RunReader(QObject* parent)
    : QObject(parent),
      lister_(Background::AtEnd::Drop, [this](const Error& error) { Q_EMIT listFailed(error); }) {}

void RunReader::list(const fs::path& folder) {
    lister_.replace([this, folder](const Background::Turn& turn) { return readList(folder, turn); });
}

Background::Answer RunReader::readList(const fs::path& folder, const Background::Turn& turn) {
    std::vector<RunItem> runs;
    for (RunSummary& summary : list_runs(folder))
        runs.push_back({std::move(summary), {}});
    turn.tell([this, runs] { Q_EMIT listed(runs); });
    bool any = false;
    for (RunItem& run : runs) {
        if (turn.stop().stop_requested())
            return {};
        if (run.summary.newest_preview.empty() || !run.summary.record)
            continue;
        run.thumbnail =
            previewCorner(readImage(run.summary.newest_preview), run.summary.record->config.image_size);
        any = true;
    }
    if (!any)
        return {};
    return [this, runs] { Q_EMIT listed(runs); };
}

void RunReader::loadPreview(const fs::path& file) {
    loader_.replace([this, file](const auto&) {
        const QImage image = file.empty() ? QImage() : readImage(file);
        return [this, file, image] { Q_EMIT previewLoaded(file, image); };
    });
}

void RunReader::loadLosses(const std::vector<fs::path>& runs) {
    lossesLoader_.replace([this, runs](const Background::Turn& turn) -> Background::Answer {
        std::vector<Losses> losses;
        for (const fs::path& run : runs) {
            if (turn.stop().stop_requested())
                return {};
            try {
                losses.push_back({run, thinned(read_metrics(RunDirectory(run).metrics_path()), kMostPoints)});
            } catch (...) {
                losses.push_back({run, {}}); // the plot says that there is nothing to compare
            }
        }
        return [this, losses] { Q_EMIT lossesLoaded(losses); };
    });
}

void RunReader::loadCheckpoints(const fs::path& run) {
    checkpointsLoader_.replace([this, run](const auto&) {
        Kept kept{run, {}, 0};
        try {
            kept.checkpoints = saved_checkpoints(RunDirectory(run));
            kept.lastStep = lastStep(RunDirectory(run));
        } catch (...) { // the folder is gone, or can't be read: the list says so
        }
        return [this, kept] { Q_EMIT checkpointsLoaded(kept); };
    });
}

} // namespace wasserfarbe
