#include "app/studio/current_run.h"

#include <algorithm>
#include <memory>
#include <system_error>
#include <tuple>
#include <utility>

#include "app/sessions/caught_error.h"
#include "app/studio/run_reading.h"
#include "model/run/metrics_log.h"

namespace wasserfarbe {
namespace {

/// So that one folder has one name.
std::filesystem::path plainPath(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::path absolute = std::filesystem::absolute(path, error);
    absolute = (error ? path : absolute).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

/// Removes rows of steps that a resumed run takes again and adds the new rows.
/// @returns where the new rows begin
std::size_t appendSteps(std::vector<StepStats>& history, const std::vector<StepStats>& steps) {
    while (!history.empty() && !steps.empty() && history.back().step >= steps.front().step)
        history.pop_back();
    const std::size_t first = history.size();
    history.insert(history.end(), steps.begin(), steps.end());
    return first;
}

/// Keeps the order, and one entry a file. @returns its place
std::size_t insertPreview(std::vector<SavedPreview>& previews, const SavedPreview& preview) {
    const auto key = [](const SavedPreview& one) { return std::tie(one.epoch, one.step); };
    const auto place = std::ranges::lower_bound(previews, key(preview), {}, key);
    const auto index = static_cast<std::size_t>(place - previews.begin());
    if (place != previews.end() && key(*place) == key(preview))
        *place = preview;
    else
        previews.insert(place, preview);
    return index;
}

/// Previews of later epochs and steps were superseded: their files were moved.
/// @return whether there were any
bool removePreviewsAfter(std::vector<SavedPreview>& previews, int epoch, std::int64_t step) {
    return std::erase_if(previews, [&](const SavedPreview& one) {
               return one.step ? *one.step > step : one.epoch > epoch;
           }) > 0;
}

/// Blocks on the disk, for a second where there are a million steps. Any thread. @throws Error where run.json
/// can't be read
ViewedRun readRun(const std::filesystem::path& directory) {
    const RunDirectory run(directory);
    ViewedRun read;
    read.record = run.read_record();
    read.previews = saved_previews(run);
    read.checkpoint = newestWhole(saved_checkpoints(run));
    std::error_code none;
    if (!std::filesystem::exists(run.metrics_path(), none))
        return read; // it has not made a step
    try {
        read.history = read_metrics(run.metrics_path());
    } catch (...) {
        read.trouble = caughtError();
    }
    return read;
}

} // namespace

CurrentRun::CurrentRun(TrainingSession& session, QObject* parent)
    : QObject(parent),
      session_(session),
      background_(Background::AtEnd::Drop, [this](const Error& error) { failReading(error); }) {
    connect(&session, &TrainingSession::prepared, this, &CurrentRun::beginTraining);
    connect(&session, &TrainingSession::stepsArrived, this, &CurrentRun::addSteps);
    connect(&session, &TrainingSession::epochFinished, this, &CurrentRun::finishEpoch);
    connect(&session, &TrainingSession::previewArrived, this, &CurrentRun::addPreview);
    connect(&session, &TrainingSession::checkpointSaved, this, &CurrentRun::addCheckpoint);
    connect(&session, &TrainingSession::rolledBack, this, &CurrentRun::rollBack);
    connect(&session, &TrainingSession::ended, this, &CurrentRun::endTraining);
}

bool CurrentRun::isTrained(const ViewedRun& view) const {
    return session_.isActive() && !view.directory.empty() && !session_.directory().empty() &&
           view.directory == plainPath(session_.directory());
}

ViewedRun* CurrentRun::trainedView() {
    if (trained_)
        return &*trained_;
    return isTrained(shown_) ? &shown_ : nullptr;
}

/// A training that is no longer looked at is followed on, so that nothing of it is missed. What is being read
/// of another run comes too late.
void CurrentRun::show(ViewedRun next) {
    if (isTrained(shown_) && shown_.directory != next.directory)
        trained_ = std::move(shown_);
    shown_ = std::move(next);
    background_.cancel();
    Q_EMIT changed();
}

void CurrentRun::read() {
    shown_.loading = true;
    background_.replace([this, directory = shown_.directory](const auto&) {
        auto read = std::make_shared<ViewedRun>(readRun(directory));
        return [this, read] { finishReading(*read); };
    });
}

/// Adds what was read from the disk to what the training told meanwhile, which is newer.
void CurrentRun::finishReading(ViewedRun& read) {
    if (!shown_.record)
        shown_.record = std::move(read.record);
    const std::vector<StepStats> told = std::exchange(shown_.history, std::move(read.history));
    appendSteps(shown_.history, told);
    const std::vector<SavedPreview> saved = std::exchange(shown_.previews, std::move(read.previews));
    for (const SavedPreview& preview : saved)
        insertPreview(shown_.previews, preview);
    if (!shown_.checkpoint)
        shown_.checkpoint = std::move(read.checkpoint);
    shown_.loading = false;
    Q_EMIT recordChanged();
    Q_EMIT loaded();
    if (read.trouble)
        Q_EMIT failed(*read.trouble);
}

void CurrentRun::failReading(const Error& error) {
    if (isTrained(shown_)) { // it goes on, without its earlier steps
        shown_.loading = false;
        Q_EMIT loaded();
    } else {
        show({});
    }
    Q_EMIT failed(error);
}

/// A training's last word is in run.json.
void CurrentRun::readRecord() {
    background_.run([this, directory = shown_.directory](const auto&) -> Background::Answer {
        try {
            const RunRecord record = RunDirectory(directory).read_record();
            return [this, directory, record] {
                if (shown_.directory != directory || isTrained(shown_))
                    return;
                shown_.record = record;
                Q_EMIT recordChanged();
            };
        } catch (...) {
            return {}; // the session says why it failed; a folder that is gone says nothing more
        }
    });
}

void CurrentRun::beginTraining(const std::filesystem::path& path, const RunRecord& record) {
    trained_.reset();
    ViewedRun next;
    next.directory = plainPath(path);
    const bool known = next.directory == shown_.directory && !shown_.loading;
    if (known)
        next = std::move(shown_);
    next.record = record;
    while (!next.history.empty() && next.history.back().step > record.step)
        next.history.pop_back();
    removePreviewsAfter(next.previews, record.epoch, record.step);
    if (record.step == 0) { // perhaps another run, of the name of one that is gone
        next.previews.clear();
        next.checkpoint.reset();
    }
    show(std::move(next));
    Q_EMIT recordChanged();
    if (!known && record.step > 0)
        read();
    else
        Q_EMIT loaded();
}

void CurrentRun::addSteps(const std::vector<StepStats>& steps) {
    ViewedRun* view = trainedView();
    if (!view || steps.empty())
        return;
    const std::size_t first = appendSteps(view->history, steps);
    if (view->record) {
        view->record->step = steps.back().step;
        view->record->seconds = steps.back().seconds;
    }
    if (view == &shown_ && !shown_.loading)
        Q_EMIT stepsAppended(first);
}

void CurrentRun::finishEpoch(int epoch) {
    ViewedRun* view = trainedView();
    if (!view || !view->record)
        return;
    view->record->epoch = epoch;
    if (view == &shown_)
        Q_EMIT recordChanged();
}

void CurrentRun::addPreview(const Preview& preview, const std::filesystem::path& path) {
    ViewedRun* view = trainedView();
    if (!view)
        return;
    // It was being written when training rolled back. The row of a step may follow the preview.
    if (view->record && preview.step > view->record->step + 1)
        return;
    const auto step = preview.requested ? std::optional(preview.step) : std::nullopt;
    const std::size_t index = insertPreview(view->previews, {path, preview.epoch, step});
    if (view == &shown_ && !shown_.loading)
        Q_EMIT previewAdded(index);
}

void CurrentRun::addCheckpoint(const std::filesystem::path& path, std::int64_t step) {
    ViewedRun* view = trainedView();
    if (!view)
        return;
    SavedCheckpoint saved;
    saved.path = path;
    saved.step = step;
    saved.epoch = view->record ? view->record->epoch : 0;
    view->checkpoint = saved;
    if (view == &shown_)
        Q_EMIT checkpointChanged();
}

void CurrentRun::rollBack(const Rollback& back) {
    ViewedRun* view = trainedView();
    if (!view || !view->record)
        return;
    const std::int64_t rows = back.step - (back.generator_update_due ? 1 : 0);
    while (!view->history.empty() && view->history.back().step > rows)
        view->history.pop_back();
    view->record->step = back.step;
    if (const std::int64_t perEpoch = session_.progress().steps_per_epoch; perEpoch > 0)
        view->record->epoch = static_cast<int>(rows / perEpoch);
    const bool removed = removePreviewsAfter(view->previews, view->record->epoch, back.step);
    if (view != &shown_ || shown_.loading)
        return;
    Q_EMIT stepsAppended(view->history.size());
    if (removed)
        Q_EMIT previewsRemoved();
    Q_EMIT recordChanged();
}

void CurrentRun::endTraining() {
    trained_.reset(); // all of it is on the disk
    if (!shown_.directory.empty() && shown_.directory == plainPath(session_.directory()))
        readRecord();
}

void CurrentRun::open(const std::filesystem::path& directory) {
    const std::filesystem::path path = plainPath(directory);
    if (trained_ && trained_->directory == path) {
        ViewedRun back = std::move(*trained_);
        trained_.reset();
        const bool unread = back.loading; // it was left before it was read whole
        show(std::move(back));
        if (unread)
            read();
        else
            Q_EMIT loaded();
        return;
    }
    if (isTrained(shown_) && shown_.directory == path)
        return; // nothing on the disk is newer, or it is being read
    ViewedRun next;
    next.directory = path;
    show(std::move(next));
    read();
}

void CurrentRun::close() {
    if (isOpen())
        show({});
}

std::int64_t CurrentRun::unsavedSteps() const {
    if (isTraining() || shown_.loading || shown_.history.empty())
        return 0;
    const std::int64_t saved = shown_.checkpoint ? shown_.checkpoint->step : 0;
    return std::max<std::int64_t>(0, shown_.history.back().step - saved);
}

} // namespace wasserfarbe
