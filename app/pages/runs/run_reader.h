#pragma once

#include <cstdint>
#include <vector>

#include <QImage>
#include <QObject>

#include "app/pages/runs/run_item.h"
#include "app/sessions/background.h"
#include "model/run/checkpoint_list.h"
#include "model/types/error.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

/// Reads runs from the disk on threads of its own: the list, a large preview, losses, checkpoints.
/// Latest-wins in each of the four. GUI thread only, nothing blocks; the destructor asks the threads to end
/// and joins.
class RunReader : public QObject {
    Q_OBJECT
public:
    /// The losses of a run, made few enough to draw.
    struct Losses {
        std::filesystem::path run;
        std::vector<StepStats> steps;
    };

    /// What a run can go on from, and how far it went.
    struct Kept {
        std::filesystem::path run;
        std::vector<SavedCheckpoint> checkpoints; ///< oldest first
        std::int64_t lastStep = 0;                ///< on record
    };

    explicit RunReader(QObject* parent = nullptr);

    /// `listed` follows, twice where thumbnails had to be loaded, or `listFailed`.
    void list(const std::filesystem::path& folder);
    void loadPreview(const std::filesystem::path& file);
    void loadLosses(const std::vector<std::filesystem::path>& runs);
    void loadCheckpoints(const std::filesystem::path& run);

Q_SIGNALS:
    void listed(const std::vector<wasserfarbe::RunItem>& runs);
    void listFailed(const wasserfarbe::Error& error);
    /// A null image where it can't be read.
    void previewLoaded(const std::filesystem::path& file, const QImage& preview);
    /// A run whose losses can't be read has none.
    void lossesLoaded(const std::vector<wasserfarbe::RunReader::Losses>& losses);
    void checkpointsLoaded(const wasserfarbe::RunReader::Kept& kept);

private:
    Background::Answer readList(const std::filesystem::path& folder, const Background::Turn& turn);

    Background lister_;
    Background loader_;
    Background lossesLoader_;
    Background checkpointsLoader_;
};

/// At most `most` rows, each the average of as many neighbours: what a curve on the screen can show.
std::vector<StepStats> thinned(const std::vector<StepStats>& steps, std::size_t most);

} // namespace wasserfarbe
