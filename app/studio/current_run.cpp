#include "app/studio/current_run.h"

#include <algorithm>
#include <system_error>
#include <tuple>
#include <utility>

#include "app/sessions/background.h"
#include "app/studio/run_reading.h"

namespace wasserfarbe {
namespace {

/// So that one folder has one name.
std::filesystem::path plainPath(const std::filesystem::path& path) {
    std::error_code error;
    std::filesystem::path absolute = std::filesystem::absolute(path, error);
    absolute = (error ? path : absolute).lexically_normal();
    return absolute.has_filename() ? absolute : absolute.parent_path();
}

/// A run as it is looked at, or would be.
struct RunView {
    std::filesystem::path directory;
    std::optional<RunRecord> record;
    std::vector<StepStats> history;
    std::vector<SavedPreview> previews;
    std::optional<SavedCheckpoint> checkpoint;
    bool loading = false;
};

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
    const auto place =
        std::lower_bound(previews.begin(), previews.end(), preview,
                         [&](const SavedPreview& a, const SavedPreview& b) { return key(a) < key(b); });
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

/// Adds what was read from the disk to what the training told meanwhile, which is newer.
void merge(RunView& view, RunReading&& read) {
    if (!view.record)
        view.record = std::move(read.record);
    const std::vector<StepStats> told = std::exchange(view.history, std::move(read.history));
    appendSteps(view.history, told);
    const std::vector<SavedPreview> saved = std::exchange(view.previews, std::move(read.previews));
    for (const SavedPreview& preview : saved)
        insertPreview(view.previews, preview);
    if (!view.checkpoint)
        view.checkpoint = std::move(read.checkpoint);
    view.loading = false;
}

} // namespace

class CurrentRun::Private {
public:
    Private(CurrentRun& run, TrainingSession& training)
        : owner(run),
          session(training),
          background(Background::AtEnd::Drop, [this](const Error& error) { failReading(error); }) {}

    CurrentRun& owner;
    TrainingSession& session;
    RunView shown;
    std::optional<RunView> trained; ///< the training's run, while another one is looked at
    Background background;          ///< last: its answers go to the others

    bool isTrained(const RunView& view) const {
        return session.isActive() && !view.directory.empty() && !session.directory().empty() &&
               view.directory == plainPath(session.directory());
    }
    RunView* trainedView() {
        if (trained)
            return &*trained;
        return isTrained(shown) ? &shown : nullptr;
    }

    void show(RunView next);
    void read();
    void finishReading(RunReading read);
    void failReading(const Error& error);
    void readRecord();
    void begin(const std::filesystem::path& directory, const RunRecord& record);
    void addSteps(const std::vector<StepStats>& steps);
    void finishEpoch(int epoch);
    void addPreview(const SavedPreview& preview, std::int64_t step);
    void addCheckpoint(const std::filesystem::path& path, std::int64_t step);
    void rollBack(const Rollback& back);
    void end();
};

/// A training that is no longer looked at is followed on, so that nothing of it is missed. What is being read
/// of another run comes too late.
void CurrentRun::Private::show(RunView next) {
    if (isTrained(shown) && shown.directory != next.directory)
        trained = std::move(shown);
    shown = std::move(next);
    background.cancel();
    Q_EMIT owner.changed();
}

void CurrentRun::Private::read() {
    shown.loading = true;
    background.replace([this, directory = shown.directory](const auto&) {
        auto read = std::make_shared<RunReading>(readRun(RunDirectory(directory)));
        return [this, read] { finishReading(std::move(*read)); };
    });
}

void CurrentRun::Private::finishReading(RunReading read) {
    const std::optional<Error> trouble = std::move(read.trouble);
    merge(shown, std::move(read));
    Q_EMIT owner.recordChanged();
    Q_EMIT owner.loaded();
    if (trouble)
        Q_EMIT owner.failed(*trouble);
}

void CurrentRun::Private::failReading(const Error& error) {
    if (isTrained(shown)) { // it goes on, without its earlier steps
        shown.loading = false;
        Q_EMIT owner.loaded();
    } else {
        show({});
    }
    Q_EMIT owner.failed(error);
}

/// A training's last word is in run.json.
void CurrentRun::Private::readRecord() {
    background.run([this, directory = shown.directory](const auto&) -> Background::Answer {
        try {
            const RunRecord record = RunDirectory(directory).read_record();
            return [this, directory, record] {
                if (shown.directory != directory || isTrained(shown))
                    return;
                shown.record = record;
                Q_EMIT owner.recordChanged();
            };
        } catch (...) {
            return {}; // the session says why it failed; a folder that is gone says nothing more
        }
    });
}

void CurrentRun::Private::begin(const std::filesystem::path& path, const RunRecord& record) {
    trained.reset();
    RunView next;
    next.directory = plainPath(path);
    const bool known = next.directory == shown.directory && !shown.loading;
    if (known)
        next = std::move(shown);
    next.record = record;
    while (!next.history.empty() && next.history.back().step > record.step)
        next.history.pop_back();
    removePreviewsAfter(next.previews, record.epoch, record.step);
    if (record.step == 0) { // perhaps another run, of the name of one that is gone
        next.previews.clear();
        next.checkpoint.reset();
    }
    show(std::move(next));
    Q_EMIT owner.recordChanged();
    if (!known && record.step > 0)
        read();
    else
        Q_EMIT owner.loaded();
}

void CurrentRun::Private::addSteps(const std::vector<StepStats>& steps) {
    RunView* view = trainedView();
    if (!view || steps.empty())
        return;
    const std::size_t first = appendSteps(view->history, steps);
    if (view->record) {
        view->record->step = steps.back().step;
        view->record->seconds = steps.back().seconds;
    }
    if (view == &shown && !shown.loading)
        Q_EMIT owner.stepsAppended(first);
}

void CurrentRun::Private::finishEpoch(int epoch) {
    RunView* view = trainedView();
    if (!view || !view->record)
        return;
    view->record->epoch = epoch;
    if (view == &shown)
        Q_EMIT owner.recordChanged();
}

/// @param step  of the preview
void CurrentRun::Private::addPreview(const SavedPreview& preview, std::int64_t step) {
    RunView* view = trainedView();
    if (!view)
        return;
    // It was being written when training rolled back. The row of a step may follow the preview.
    if (view->record && step > view->record->step + 1)
        return;
    const std::size_t index = insertPreview(view->previews, preview);
    if (view == &shown && !shown.loading)
        Q_EMIT owner.previewAdded(index);
}

void CurrentRun::Private::addCheckpoint(const std::filesystem::path& path, std::int64_t step) {
    RunView* view = trainedView();
    if (!view)
        return;
    SavedCheckpoint saved;
    saved.path = path;
    saved.step = step;
    saved.epoch = view->record ? view->record->epoch : 0;
    view->checkpoint = saved;
    if (view == &shown)
        Q_EMIT owner.checkpointChanged();
}

void CurrentRun::Private::rollBack(const Rollback& back) {
    RunView* view = trainedView();
    if (!view || !view->record)
        return;
    const std::int64_t rows = back.step - (back.generator_update_due ? 1 : 0);
    while (!view->history.empty() && view->history.back().step > rows)
        view->history.pop_back();
    view->record->step = back.step;
    if (const std::int64_t perEpoch = session.progress().steps_per_epoch; perEpoch > 0)
        view->record->epoch = static_cast<int>(rows / perEpoch);
    const bool removed = removePreviewsAfter(view->previews, view->record->epoch, back.step);
    if (view != &shown || shown.loading)
        return;
    Q_EMIT owner.stepsAppended(view->history.size());
    if (removed)
        Q_EMIT owner.previewsRemoved();
    Q_EMIT owner.recordChanged();
}

void CurrentRun::Private::end() {
    trained.reset(); // all of it is on the disk
    if (!shown.directory.empty() && shown.directory == plainPath(session.directory()))
        readRecord();
}

CurrentRun::CurrentRun(TrainingSession& session, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(*this, session)) {
    connect(&session, &TrainingSession::prepared, this,
            [this](const std::filesystem::path& directory, const RunRecord& record) {
                d_->begin(directory, record);
            });
    connect(&session, &TrainingSession::stepsArrived, this,
            [this](const std::vector<StepStats>& steps, const Progress&) { d_->addSteps(steps); });
    connect(&session, &TrainingSession::epochFinished, this, [this](int epoch) { d_->finishEpoch(epoch); });
    connect(&session, &TrainingSession::previewArrived, this,
            [this](const Preview& preview, const std::filesystem::path& path) {
                std::optional<std::int64_t> step;
                if (preview.requested)
                    step = preview.step;
                d_->addPreview({path, preview.epoch, step}, preview.step);
            });
    connect(&session, &TrainingSession::checkpointSaved, this,
            [this](const std::filesystem::path& path, std::int64_t step) { d_->addCheckpoint(path, step); });
    connect(&session, &TrainingSession::rolledBack, this,
            [this](const Rollback& back) { d_->rollBack(back); });
    connect(&session, &TrainingSession::ended, this, [this] { d_->end(); });
}

CurrentRun::~CurrentRun() = default;

void CurrentRun::open(const std::filesystem::path& directory) {
    const std::filesystem::path path = plainPath(directory);
    if (d_->trained && d_->trained->directory == path) {
        RunView back = std::move(*d_->trained);
        d_->trained.reset();
        const bool unread = back.loading; // it was left before it was read whole
        d_->show(std::move(back));
        if (unread)
            d_->read();
        else
            Q_EMIT loaded();
        return;
    }
    if (d_->isTrained(d_->shown) && d_->shown.directory == path)
        return; // nothing on the disk is newer, or it is being read
    RunView next;
    next.directory = path;
    d_->show(std::move(next));
    d_->read();
}

void CurrentRun::close() {
    if (isOpen())
        d_->show({});
}

bool CurrentRun::isOpen() const {
    return !d_->shown.directory.empty();
}

bool CurrentRun::isLoading() const {
    return d_->shown.loading;
}

bool CurrentRun::isTraining() const {
    return d_->isTrained(d_->shown);
}

const std::filesystem::path& CurrentRun::directory() const {
    return d_->shown.directory;
}

const std::optional<RunRecord>& CurrentRun::record() const {
    return d_->shown.record;
}

const std::optional<SavedCheckpoint>& CurrentRun::newestCheckpoint() const {
    return d_->shown.checkpoint;
}

std::int64_t CurrentRun::unsavedSteps() const {
    if (isTraining() || d_->shown.loading || d_->shown.history.empty())
        return 0;
    const std::int64_t saved = d_->shown.checkpoint ? d_->shown.checkpoint->step : 0;
    return std::max<std::int64_t>(0, d_->shown.history.back().step - saved);
}

const std::vector<StepStats>& CurrentRun::history() const {
    return d_->shown.history;
}

const std::vector<SavedPreview>& CurrentRun::previews() const {
    return d_->shown.previews;
}

} // namespace wasserfarbe
