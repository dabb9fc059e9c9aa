#include "model/run/training_run.h"

#include <algorithm>
#include <array>
#include <ctime>

#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/spdlog.h>
#include <torch/version.h>

#include "model/checkpoint/checkpoint.h"
#include "model/checkpoint/file_io.h"
#include "model/dataset/dataset_report.h"
#include "model/dataset/folder_batch_source.h"
#include "model/dataset/png_file.h"
#include "model/networks/torch_device.h"
#include "model/run/checkpoint_store.h"
#include "model/run/image_origin.h"
#include "model/run/metrics_log.h"
#include "model/run/run_lock.h"
#include "model/training/preview_grid.h"
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
    } catch (const spdlog::spdlog_ex& error) {
        throw Error(ErrorKind::Disk, path, std::string("can't be written: ") + error.what());
    }
}

BatchOptions batch_options(const TrainingConfig& config, std::uint64_t seed) {
    return {config.batch_size, config.drop_last_batch, config.horizontal_flip, seed};
}

/// A run's previews are pictures too: they must not join those that it trains on.
void require_outside(const fs::path& directory, const fs::path& data) {
    std::error_code error;
    const fs::path run = fs::weakly_canonical(directory, error);
    const fs::path pictures = error ? fs::path() : fs::weakly_canonical(data, error);
    if (error)
        return; // whoever opens them says what is wrong
    if (std::mismatch(pictures.begin(), pictures.end(), run.begin(), run.end()).first == pictures.end())
        throw Error(ErrorKind::Usage, directory,
                    "lies in the folder of pictures, so the run's previews would count as pictures; choose "
                    "another folder");
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

/// A run's settings are those of its checkpoint, but for the goal.
void require_same_settings(const RunDirectory& directory, TrainingConfig record,
                           const TrainingConfig& checkpoint) {
    record.epochs = checkpoint.epochs;
    for (const Field& field : field_table())
        if (field.get(record) != field.get(checkpoint))
            throw Error(ErrorKind::Model, directory.record_path(),
                        std::string(field.key) + " is " + to_text(field.get(record)) +
                            ", but the run was trained with " + to_text(field.get(checkpoint)) +
                            "; put that back, or begin a new run");
}

/// @throws Error (Data)
void require_same_pictures(const RunRecord& record, const ImageDataset& dataset) {
    const bool same = record.images == dataset.count() && record.held_out == dataset.held_out_count() &&
                      (!record.compares_pixels || record.fingerprint == dataset.fingerprint());
    if (!same)
        throw Error(ErrorKind::Data, record.data,
                    "its pictures are not those that the run began with (" + std::to_string(record.images) +
                        " then, " + std::to_string(dataset.count()) +
                        " now); put them back, or begin a new run");
}

} // namespace

class TrainingRun::Impl : public TrainingObserver {
public:
    /// @param raise_epochs  `max_steps` may lie beyond the epochs' end
    Impl(RunDirectory where, RunRecord what, ImageDataset pictures, int threads, std::int64_t max_steps,
         bool raise_epochs)
        : directory(std::move(where)),
          record(std::move(what)),
          dataset(std::make_shared<const ImageDataset>(std::move(pictures))),
          source_(dataset, batch_options(record.config, record.seed)),
          store_(directory, record.config.checkpoints_kept) {
        if (raise_epochs)
            raise_epochs_to(max_steps);
        trainer.emplace(record.config, TrainerOptions{record.seed, record.device, threads, max_steps},
                        source_, store_);
    }

    void open(RunLock lock, const TrainingState* state);
    Trainer::Outcome run(RunObserver& observer, const std::stop_token& stop);
    void warn(const std::string& what) { log_->warn("{}", what); }

    void on_timing_threads() override { observer_->on_timing_threads(); }
    void on_started(const ComputeInfo& info) override;
    void on_step(const StepStats& stats, const Progress& progress) override;
    void on_preview(const Preview& preview) override;
    void on_epoch_finished(int epoch) override;
    void on_paused(bool paused) override;
    void on_sampler(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step) override {
        observer_->on_sampler(sampler, epoch, step);
    }

    RunDirectory directory;
    RunRecord record;
    std::shared_ptr<const ImageDataset> dataset;
    std::optional<Trainer> trainer; // once the goal is known; set by the constructor

private:
    void end(RunState state, const std::string& failure);

    void raise_epochs_to(std::int64_t max_steps) {
        const std::int64_t per_epoch = source_.batches_per_epoch();
        const std::int64_t needed = (max_steps + per_epoch - 1) / per_epoch;
        if (needed > record.config.epochs)
            find_field("epochs").set(record.config, FieldValue(needed)); // which checks the range
    }

    std::optional<RunLock> lock_; // from the beginning to the end of the training
    FolderBatchSource source_;
    CheckpointStore store_;
    std::unique_ptr<MetricsLog> metrics_;
    ImageOrigin preview_origin_; // but for epoch and step
    std::shared_ptr<spdlog::logger> log_;
    RunObserver* observer_ = nullptr; // of the call to run
};

void TrainingRun::Impl::open(RunLock lock, const TrainingState* state) {
    lock_.emplace(std::move(lock));
    preview_origin_ = origin_of_previews(directory, record);
    log_ = open_log(directory.log_path());
    if (state)
        trainer->restore(*state);
    record.step = state ? state->counters.step : 0;
    record.epoch = state ? epochs_completed(state->counters) : 0;
    record.seconds = state ? state->counters.seconds : 0;
    // A step whose generator update is still due gets its row when it is complete.
    const std::int64_t rows = record.step - (state && state->counters.unfinished ? 1 : 0);
    metrics_ = std::make_unique<MetricsLog>(directory.metrics_path(), rows);
    for (const SkippedFile& skipped : dataset->skipped())
        log_->warn("skipped {}: {}", skipped.path.string(), skipped.reason);
    log_->info("{} pictures of {} ({}), {} kept from training", dataset->count(), dataset->folder().string(),
               dataset->fingerprint(), dataset->held_out_count());
    if (!dataset->cache_trouble().empty())
        log_->warn("the decoded pictures are held in memory: {}", dataset->cache_trouble());
    store_.before_save = [this] { metrics_->flush(); };
    store_.on_saved = [this](const fs::path& path, std::int64_t step) {
        record.step = step;
        directory.write_record(record);
        log_->info("checkpoint of step {}: {}", step, path.filename().string());
        if (observer_)
            observer_->on_checkpoint_saved(path, step);
    };
}

Trainer::Outcome TrainingRun::Impl::run(RunObserver& observer, const std::stop_token& stop) {
    if (!lock_)
        lock_.emplace(directory.path());
    observer_ = &observer;
    record.state = RunState::Running;
    record.failure.clear();
    record.finished.clear();
    directory.write_record(record);
    try {
        const Trainer::Outcome outcome = trainer->run(*this, stop);
        end(outcome == Trainer::Outcome::Finished ? RunState::Finished : RunState::Stopped, "");
        return outcome;
    } catch (const Error& error) {
        log_->error("{}", error.what());
        try {
            end(RunState::Failed, error.what());
        } catch (const Error& second) {
            log_->error("{}", second.what()); // the first is the one to report
        }
        throw;
    }
}

void TrainingRun::Impl::end(RunState state, const std::string& failure) {
    record.state = state;
    record.failure = failure;
    record.finished = utc_now();
    log_->info("{} at step {}, epoch {}", run_state_name(state), record.step, record.epoch);
    metrics_->flush();
    directory.write_record(record);
    lock_.reset();
}

void TrainingRun::Impl::on_started(const ComputeInfo& info) {
    log_->info("training on {} with {} threads{}", info.device.name(), info.threads,
               info.threads_measured ? " (the fastest count measured)" : "");
    observer_->on_started(info);
}

void TrainingRun::Impl::on_step(const StepStats& stats, const Progress& progress) {
    record.step = stats.step;
    record.seconds = stats.seconds;
    metrics_->append(stats);
    observer_->on_step(stats, progress);
}

void TrainingRun::Impl::on_preview(const Preview& preview) {
    const fs::path path = preview.requested ? directory.preview_path(preview.epoch, preview.step)
                                            : directory.preview_path(preview.epoch);
    ImageOrigin origin = preview_origin_;
    origin.epoch = preview.epoch;
    origin.step = preview.step;
    write_png(path, preview.grid, to_text_chunks(origin));
    observer_->on_preview(preview);
    observer_->on_preview_saved(path, preview);
}

void TrainingRun::Impl::on_epoch_finished(int epoch) {
    record.epoch = epoch;
    observer_->on_epoch_finished(epoch);
}

void TrainingRun::Impl::on_paused(bool paused) {
    metrics_->flush();
    log_->info(paused ? "paused" : "goes on");
    observer_->on_paused(paused);
}

std::unique_ptr<TrainingRun> TrainingRun::create(const NewRun& run, const LoadProgress& progress,
                                                 std::stop_token stop) {
    check_config(run.config);
    const RunDirectory directory(run.directory);
    directory.require_free();
    torch_device(run.device); // throws where there is no such device, before the wait for the pictures
    require_outside(run.directory, run.data);
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
    record.data = fs::absolute(run.data).lexically_normal();
    record.selection = run.selection;
    record.images = dataset->count();
    record.held_out = dataset->held_out_count();
    record.fingerprint = dataset->fingerprint();
    record.software = software_name();
    record.libtorch = libtorch_version();
    record.started = utc_now();
    if (format_run_record(record).size() > kMaxRunRecordSize)
        throw Error(ErrorKind::Usage, "too many pictures have a crop of their own for one run; reset some");
    auto impl = std::make_unique<Impl>(directory, record, std::move(*dataset), run.threads, run.max_steps,
                                       !run.epochs_limit_steps);
    directory.create();
    impl->open(RunLock(directory.path()), nullptr);
    directory.write_record(record);
    return std::unique_ptr<TrainingRun>(new TrainingRun(std::move(impl)));
}

std::unique_ptr<TrainingRun> TrainingRun::resume(const fs::path& path, const ResumeOptions& options,
                                                 const LoadProgress& progress, std::stop_token stop) {
    const RunDirectory directory(path);
    RunRecord record = directory.read_record();
    RunLock lock(path);
    remove_temporary_files(directory);
    std::vector<std::string> damaged;
    const std::unique_ptr<TrainingState> state = CheckpointStore::read_newest(
        directory, [&](const Error& error) { damaged.emplace_back(error.what()); });
    if (state)
        require_same_settings(directory, record.config, state->config);
    if (options.epochs)
        record.config.epochs = *options.epochs;
    check_config(record.config);
    std::optional<ImageDataset> dataset =
        ImageDataset::load(record.data, record.config, progress, stop, record.selection);
    if (!dataset)
        return nullptr;
    require_same_pictures(record, *dataset);
    record.fingerprint = dataset->fingerprint();
    if (state)
        record.device = state->device;
    auto impl = std::make_unique<Impl>(directory, record, std::move(*dataset), 0, options.max_steps,
                                       !options.epochs.has_value());
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

void TrainingRun::pause() {
    impl_->trainer->pause();
}
void TrainingRun::resume_training() {
    impl_->trainer->resume();
}
void TrainingRun::request_preview() {
    impl_->trainer->request_preview();
}
void TrainingRun::request_checkpoint() {
    impl_->trainer->request_checkpoint();
}
void TrainingRun::request_sampler() {
    impl_->trainer->request_sampler();
}

} // namespace wasserfarbe
