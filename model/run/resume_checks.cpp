#include "model/run/resume_checks.h"

#include <array>

#include "model/training/training_state.h"
#include "model/types/config_difference.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

/// "lambda is 5 and not 10, batch_size is 32 and not 64": the differences that `may_differ` does not allow.
std::string differences(const TrainingConfig& wanted, const TrainingConfig& present,
                        bool (*may_differ)(std::string_view key)) {
    std::string text;
    for (const SettingDifference& difference : differing_settings(std::array{wanted, present}))
        if (!may_differ(difference.key))
            text.append(text.empty() ? "" : ", ")
                .append(difference.key)
                .append(" is " + to_text(difference.values[0]) + " and not " + to_text(difference.values[1]));
    return text;
}

} // namespace

void require_same_run(const RunDirectory& directory, const RunRecord& record,
                      const TrainingState& checkpoint) {
    std::string changed = differences(record.config, checkpoint.config, may_change_on_resume);
    if (record.seed != checkpoint.seed)
        changed += (changed.empty() ? "" : ", ") + ("seed is " + std::to_string(record.seed)) + " and not " +
                   std::to_string(checkpoint.seed);
    if (!changed.empty())
        throw Error(ErrorCode::OtherRun, directory.record_path(), {changed});
}

void require_resumable(const RunDirectory& directory, const TrainingConfig& record,
                       const TrainingConfig& wanted) {
    const std::string changed = differences(wanted, record, may_change_on_resume);
    if (!changed.empty())
        throw Error(ErrorCode::WouldBeOtherRun, directory.path(), {changed});
}

void require_same_shapes(const TrainingConfig& branch, const TrainingConfig& parent) {
    const std::string changed = differences(branch, parent, may_change_on_branch);
    if (!changed.empty())
        throw Error(ErrorKind::Usage,
                    "the networks of a branch have the shapes of those that it begins with, but " + changed +
                        "; put that back, or begin a new run");
}

void require_same_pictures(const RunRecord& record, const ImageDataset& dataset) {
    const bool same = record.images == dataset.count() && record.held_out == dataset.held_out_count() &&
                      (!record.compares_pixels || record.fingerprint == dataset.fingerprint());
    if (!same)
        throw Error(ErrorCode::OtherPictures, record.data, {record.images, dataset.count()});
}

} // namespace wasserfarbe
