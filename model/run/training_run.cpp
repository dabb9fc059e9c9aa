#include "model/run/training_run.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>
#include <utility>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#include <torch/version.h>

#include "model/dataset/dataset_report.h"
#include "model/dataset/folder_batch_source.h"
#include "model/files/file_io.h"
#include "model/networks/torch_device.h"
#include "model/run/branch_parent.h"
#include "model/run/checkpoint.h"
#include "model/run/checkpoint_list.h"
#include "model/run/image_origin.h"
#include "model/run/metrics_log.h"
#include "model/run/resume_checks.h"
#include "model/run/run_lock.h"
#include "model/run/run_writer.h"
#include "model/run/sample_history.h"
#include "model/training/memory_estimate.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/types/field_table.h"
#include "model/types/version.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

std::string utc_now() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::gmtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%Y-%m-%dT%H:%M:%SZ", &parts);
    return text.data();
}

std::string libtorch_version() {
    return std::to_string(TORCH_VERSION_MAJOR) + "." + std::to_string(TORCH_VERSION_MINOR) + "." +
           std::to_string(TORCH_VERSION_PATCH);
}

std::shared_ptr<spdlog::logger> open_log(const fs::path& path) {
    try {
        // Not registered by name: two runs of one process each have their own.
        auto log = std::make_shared<spdlog::logger>(
            "run", std::make_shared<spdlog::sinks::basic_file_sink_mt>(path.string()));
        log->flush_on(spdlog::level::info);
        return log;
    } catch (const spdlog::spdlog_ex&) {
        throw Error(ErrorKind::Disk, path, "can't be written", errno);
    }
}

BatchOptions batch_options(const TrainingConfig& config, std::uint64_t seed) {
    return {config.batch_size, config.drop_last_batch, config.horizontal_flip, seed};
}

/// A run's previews are pictures too: they must not join the pictures that it trains on.
void require_outside(const fs::path& directory, const fs::path& data) {
    std::error_code error;
    const fs::path run = fs::weakly_canonical(directory, error);
    const fs::path pictures = error ? fs::path() : fs::weakly_canonical(data, error);
    if (error)
        return; // opening the pictures fails and says what is wrong
    if (std::mismatch(pictures.begin(), pictures.end(), run.begin(), run.end()).first == pictures.end())
        throw Error(ErrorCode::RunAmongPictures, directory);
}

/// What a run's previews have in common.
ImageOrigin origin_of_previews(const RunDirectory& directory, const RunRecord& record) {
    ImageOrigin origin;
    origin.model = fs::absolute(directory.path()).lexically_normal();
    origin.seed = record.seed;
    origin.description = "the fixed preview latents of the run";
    origin.latents = preview_latents(record.config, record.seed);
    origin.layout = preview_layout(record.config);
    origin.image_size = record.config.image_size;
    return origin;
}

/// What a branch begins with; null where the run is none.
std::shared_ptr<const BranchFiles> branch_files_of(const NewRun& run) {
    if (run.branch_of.empty())
        return nullptr;
    if (run.branch_files)
        return run.branch_files;
    return std::make_shared<const BranchFiles>(open_branch_files(run.branch_of, run.critic_of));
}

/// What a process that was killed while it wrote left behind.
void remove_temporary_files(const RunDirectory& directory) {
    for (const fs::path& folder :
         {directory.path(), directory.checkpoints_path(), directory.previews_path()}) {
        std::error_code error;
        std::vector<fs::path> found;
        for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
            if (AtomicFile::is_temporary(entry->path()))
                found.push_back(entry->path());
        for (const fs::path& path : found)
            fs::remove(path, error);
    }
}

} // namespace

class TrainingRun::Impl : public RunObserver, public CheckpointSink {
public:
    /// @param raise_epochs  `max_steps` may lie beyond the epochs' end
    Impl(RunDirectory where, RunRecord what, ImageDataset pictures, int threads, std::int64_t max_steps,
         bool raise_epochs, std::shared_ptr<RunControl> control)
        : directory(std::move(where)),
          record(std::move(what)),
          dataset(std::make_shared<const ImageDataset>(std::move(pictures))),
          source_(dataset, batch_options(record.config, record.seed)) {
        const std::int64_t per_epoch = source_.batches_per_epoch();
        const std::int64_t needed = (max_steps + per_epoch - 1) / per_epoch;
        if (raise_epochs && needed > record.config.epochs)
            find_field("epochs").set(record.config, FieldValue(needed)); // which checks the range
        trainer.emplace(
            record.config,
            TrainerOptions{record.seed, record.device, threads, max_steps, {}, std::move(control)}, source_,
            *this);
    }

    void open(RunLock lock, const TrainingState* state);
    Trainer::Outcome run(RunObserver& observer, const std::stop_token& stop);
    void warn(const std::string& what) { log_->warn("{}", what); }

    /// Of the trainer and the writer: first what it means for the folder, then the front end.
    void on_event(const RunEvent& event) override {
        std::visit([this](const auto& one) { note(one); }, event);
        observer_->on_event(event);
    }

    void save(std::shared_ptr<const TrainingState> state) override;
    void poll() override;
    void finish() override;

    RunDirectory directory;
    RunRecord record;
    std::shared_ptr<const ImageDataset> dataset;
    std::optional<Trainer> trainer; // once the goal is known; set by the constructor

private:
    void note(const ComputeInfo& info);
    void note(const StepDone& done);
    void note(const Preview& preview);
    void note(const EpochFinished& finished) { record.epoch = finished.epoch; }
    void note(const PauseChanged& pause);
    void note(const Rollback& back);
    void note(const CheckpointSaved& saved);
    void note(const DiskTrouble& trouble);
    void note(const DiskRecovered&) { log_->info("everything is written again"); }
    void note(const SavedElsewhere&) {}
    void note(const TimingThreads&) {}
    void note(const SamplerReady&) {}
    void note(const PreviewSaved&) {}
    void end(RunState state, const std::optional<Error>& failure);
    bool settle_unsaved(const Error& trouble);
    bool save_elsewhere(const std::filesystem::path& folder, const TrainingState& state, Error& trouble);

    std::optional<RunLock> lock_; // from the beginning to the end of the training
    FolderBatchSource source_;
    ImageOrigin preview_origin_; // but for epoch and step
    std::shared_ptr<spdlog::logger> log_;
    RunObserver* observer_ = nullptr;        // of the call to run
    std::optional<std::int64_t> saved_step_; // of the newest checkpoint on the disk
    bool saved_elsewhere_ = false;
    std::unique_ptr<RunWriter> writer_; // last: its thread wakes the trainer
};

void TrainingRun::Impl::open(RunLock lock, const TrainingState* state) {
    lock_.emplace(std::move(lock));
    preview_origin_ = origin_of_previews(directory, record);
    log_ = open_log(directory.log_path());
    if (state)
        trainer->restore(*state);
    if (state)
        saved_step_ = state->counters.step;
    record.step = saved_step_.value_or(0);
    record.epoch = state ? epochs_completed(state->counters) : 0;
    record.seconds = state ? state->counters.seconds : 0;
    // A step whose generator update is still due gets its row when it is complete.
    const std::int64_t rows = record.step - (state && state->counters.unfinished ? 1 : 0);
    supersede_previews(directory, record.epoch, record.step);
    writer_ =
        std::make_unique<RunWriter>(directory, MetricsLog(directory.metrics_path(), rows),
                                    RunWriter::Options{.checkpoints_kept = record.config.checkpoints_kept,
                                                       .at_event = [this] { trainer->control().wake(); }});
    for (const SkippedFile& skipped : dataset->skipped())
        log_->warn("skipped {}: {}", skipped.path.string(), skipped.reason.text());
    log_->info("{} pictures of {} ({}), {} kept from training", dataset->count(), dataset->folder().string(),
               dataset->fingerprint(), dataset->held_out_count());
    if (!dataset->cache_trouble().empty())
        log_->warn("the decoded pictures are held in memory: {}", dataset->cache_trouble());
}

Trainer::Outcome TrainingRun::Impl::run(RunObserver& observer, const std::stop_token& stop) {
    if (!lock_)
        lock_.emplace(directory.path());
    observer_ = &observer;
    saved_elsewhere_ = false;
    record.state = RunState::Running;
    record.failure.reset();
    record.finished.clear();
    directory.write_record(record);
    try {
        const Trainer::Outcome outcome = trainer->run(*this, stop);
        end(outcome == Trainer::Outcome::Finished ? RunState::Finished : RunState::Stopped, {});
        return outcome;
    } catch (const Error& error) {
        log_->error("{}", error.what());
        try {
            end(RunState::Failed, error);
        } catch (const Error& second) {
            log_->error("{}", second.what()); // the first is the one to report
        }
        throw;
    }
}

/// @throws Error (Disk)
void TrainingRun::Impl::end(RunState state, const std::optional<Error>& failure) {
    record.state = state;
    record.failure = failure;
    record.finished = utc_now();
    log_->info("{} at step {}, epoch {}", run_state_name(state), record.step, record.epoch);
    writer_->write_record(record);
    const std::optional<Error> trouble = writer_->drain();
    poll();
    lock_.reset();
    if (trouble && !saved_elsewhere_)
        throw Error(*trouble);
}

void TrainingRun::Impl::save(std::shared_ptr<const TrainingState> state) {
    record.step = std::max(record.step, state->counters.step); // a step may be waiting for its second update
    RunRecord then = record;
    then.step = state->counters.step;
    then.epoch = epochs_completed(state->counters);
    then.seconds = state->counters.seconds;
    writer_->save_state(std::move(state), std::move(then));
}

void TrainingRun::Impl::poll() {
    for (const RunEvent& event : writer_->take_events())
        on_event(event);
}

void TrainingRun::Impl::finish() {
    for (;;) {
        const std::optional<Error> trouble = writer_->drain();
        poll();
        if (!trouble || !writer_->unsaved_state() || settle_unsaved(*trouble))
            return; // what else can't be written is told by `end`
    }
}

/// @return whether the state is settled; else writing it is to be tried again. @throws Error (Disk)
bool TrainingRun::Impl::settle_unsaved(const Error& trouble) {
    const std::shared_ptr<const TrainingState> state = writer_->unsaved_state();
    Error told = trouble;
    for (;;) {
        const UnsavedChoice choice = observer_->on_unsaved(told, state->counters.step);
        if (choice.action == UnsavedChoice::Action::Retry)
            return false;
        if (choice.action == UnsavedChoice::Action::GiveUp && saved_step_)
            throw Error(ErrorCode::StateNotSavedSince, directory.path(),
                        {state->counters.step, *saved_step_, told.detail()});
        if (choice.action == UnsavedChoice::Action::GiveUp)
            throw Error(ErrorCode::StateNotSaved, directory.path(), {state->counters.step, told.detail()});
        if (save_elsewhere(choice.folder, *state, told))
            return true;
    }
}

bool TrainingRun::Impl::save_elsewhere(const fs::path& folder, const TrainingState& state, Error& trouble) {
    const fs::path path = folder / (fs::absolute(directory.path()).lexically_normal().filename().string() +
                                    "-" + checkpoint_path(directory, state.counters).filename().string());
    try {
        write_checkpoint(path, state);
    } catch (const Error& error) {
        trouble = error;
        return false;
    }
    writer_->forget_unsaved_states();
    saved_elsewhere_ = true;
    log_->warn("the last state, of step {}, was saved as {}", state.counters.step, path.string());
    observer_->on_event(SavedElsewhere{path});
    return true;
}

void TrainingRun::Impl::note(const ComputeInfo& info) {
    log_->info("training on {} with {} threads{}", info.device.name(), info.threads,
               info.threads_measured ? " (the fastest count measured)" : "");
    if (std::exchange(record.threads, info.threads) != info.threads)
        writer_->write_record(record);
}

void TrainingRun::Impl::note(const StepDone& done) {
    record.step = done.stats.step;
    record.seconds = done.stats.seconds;
    writer_->append(done.stats);
}

void TrainingRun::Impl::note(const Preview& preview) {
    const fs::path path = preview.requested ? directory.preview_path(preview.epoch, preview.step)
                                            : directory.preview_path(preview.epoch);
    ImageOrigin origin = preview_origin_;
    origin.epoch = preview.epoch;
    origin.step = preview.step;
    writer_->save_preview(path, preview, to_text_chunks(origin));
}

void TrainingRun::Impl::note(const PauseChanged& pause) {
    log_->info(pause.paused ? "paused" : "goes on");
    if (!pause.paused)
        return;
    writer_->drain(); // a reader of the run now sees all of it
    poll();
}

void TrainingRun::Impl::note(const Rollback& back) {
    log_->warn("diverged at step {}: {} is not a finite number; goes on from step {} with other batches",
               back.found_at, back.quantity, back.step);
    const std::int64_t rows = back.step - (back.generator_update_due ? 1 : 0);
    record.step = back.step;
    record.epoch = static_cast<int>(rows / source_.batches_per_epoch());
    writer_->roll_back(record.epoch, back.step, rows);
}

void TrainingRun::Impl::note(const CheckpointSaved& saved) {
    saved_step_ = saved.step;
    log_->info("checkpoint of step {}: {}", saved.step, saved.path.filename().string());
}

void TrainingRun::Impl::note(const DiskTrouble& trouble) {
    log_->warn("{}; it is tried again and again", trouble.error.what());
}

std::unique_ptr<TrainingRun> TrainingRun::create(const NewRun& run, const LoadProgress& progress,
                                                 std::stop_token stop, std::shared_ptr<RunControl> control) {
    check_config(run.config);
    const RunDirectory directory(run.directory);
    directory.require_free();
    // Before the wait for the pictures.
    require_memory(run.config, to_device(torch_device(run.device)));
    require_outside(run.directory, run.data);
    std::shared_ptr<const BranchFiles> branch = branch_files_of(run);
    const std::unique_ptr<TrainingState> parent =
        branch ? read_branch_state(*branch, run.config, run.seed) : nullptr;
    const fs::path branch_of =
        branch ? fs::absolute(branch->model.info().path).lexically_normal() : fs::path();
    branch.reset(); // it has the files open, and reading the pictures takes long
    std::optional<ImageDataset> dataset =
        ImageDataset::load(run.data, run.config, progress, stop, run.selection);
    if (!dataset)
        return nullptr;
    check_selection(dataset->prepared().pictures(), run.selection, run.data);
    RunRecord record;
    record.preset = run.preset;
    record.config = run.config;
    record.seed = run.seed;
    record.device = run.device;
    record.threads = run.threads;
    record.data = fs::absolute(run.data).lexically_normal();
    record.selection = run.selection;
    record.images = dataset->count();
    record.held_out = dataset->held_out_count();
    record.fingerprint = dataset->fingerprint();
    if (parent) {
        record.branch_of = branch_of;
        record.branch_step = parent->counters.step;
    }
    record.software = software_name();
    record.libtorch = libtorch_version();
    record.started = utc_now();
    if (format_run_record(record).size() > kMaxRunRecordSize)
        throw Error(ErrorKind::Usage, "too many pictures have a crop of their own for one run; reset some");
    auto impl = std::make_unique<Impl>(directory, record, std::move(*dataset), run.threads, run.max_steps,
                                       !run.epochs_limit_steps, std::move(control));
    if (parent)
        impl->trainer->branch(*parent);
    directory.create();
    RunLock lock(directory.path());
    directory.require_free(); // now that no other process can make a run there
    remove_temporary_files(directory);
    for (const RunDirectory::Checkpoint& left : directory.checkpoints()) // see require_free
        remove_checkpoint(left.path);
    impl->open(std::move(lock), nullptr);
    if (parent) // or else a run that is cut off early would begin with new weights
        write_checkpoint(directory.checkpoint_path(0), *impl->trainer->state());
    directory.write_record(impl->record);
    return std::unique_ptr<TrainingRun>(new TrainingRun(std::move(impl)));
}

std::unique_ptr<TrainingRun> TrainingRun::resume(const fs::path& path, const ResumeOptions& options,
                                                 const LoadProgress& progress, std::stop_token stop,
                                                 std::shared_ptr<RunControl> control) {
    const RunDirectory directory(path);
    RunRecord record = directory.read_record();
    RunLock lock(path);
    remove_temporary_files(directory);
    std::vector<std::string> damaged;
    const std::unique_ptr<TrainingState> state =
        read_newest_checkpoint(directory, [&](const Error& error) { damaged.emplace_back(error.what()); });
    if (state)
        require_same_run(directory, record, *state);
    else if (!record.branch_of.empty())
        throw Error(ErrorCode::BranchStartGone, directory.checkpoints_path());
    if (options.config) {
        require_resumable(directory, record.config, *options.config);
        record.config = *options.config;
    }
    if (options.epochs)
        record.config.epochs = *options.epochs;
    check_config(record.config);
    require_memory(record.config, to_device(torch_device(state ? state->device : record.device)));
    std::optional<ImageDataset> dataset =
        ImageDataset::load(record.data, record.config, progress, stop, record.selection);
    if (!dataset)
        return nullptr;
    require_same_pictures(record, *dataset);
    record.fingerprint = dataset->fingerprint();
    if (state)
        record.device = state->device;
    // From the first step on, the checkpoint says.
    const int threads = state && state->counters.step > 0 ? 0 : record.threads;
    auto impl = std::make_unique<Impl>(directory, record, std::move(*dataset), threads, options.max_steps,
                                       !options.epochs.has_value(), std::move(control));
    impl->open(std::move(lock), state.get());
    for (const std::string& error : damaged)
        impl->warn(error);
    return std::unique_ptr<TrainingRun>(new TrainingRun(std::move(impl)));
}

TrainingRun::TrainingRun(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
TrainingRun::~TrainingRun() = default;

Trainer::Outcome TrainingRun::run(RunObserver& observer, std::stop_token stop) {
    return impl_->run(observer, stop);
}

const RunDirectory& TrainingRun::directory() const {
    return impl_->directory;
}
const RunRecord& TrainingRun::record() const {
    return impl_->record;
}
const ImageDataset& TrainingRun::dataset() const {
    return *impl_->dataset;
}

RunControl& TrainingRun::control() {
    return impl_->trainer->control();
}

} // namespace wasserfarbe
