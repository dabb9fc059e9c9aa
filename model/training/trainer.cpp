#include "model/training/trainer.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <utility>

#include "model/latent/sampler.h"
#include "model/latent/tensors.h"
#include "model/networks/initialize.h"
#include "model/networks/torch_device.h"
#include "model/training/cpu.h"
#include "model/training/diff_augment.h"
#include "model/training/finite.h"
#include "model/training/memory_estimate.h"
#include "model/training/networks.h"
#include "model/training/preview_grid.h"
#include "model/training/run_control.h"
#include "model/training/run_quality.h"
#include "model/training/seed_streams.h"
#include "model/training/speed_meter.h"
#include "model/training/training_state.h"
#include "model/types/error.h"
#include "model/types/image_grid.h"

namespace wasserfarbe {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::int64_t kHeldOutScored = 1024; // pictures: of more, the first

/// A rollback takes back so many steps at most. Counted, not timed: so a run that diverged can be repeated.
constexpr std::int64_t kGoodSteps = 100;

/// As translate_torch_errors; where memory ran out, the error says what would fit.
template <typename Work>
auto explaining_memory(const TrainingConfig& config, Work&& work) {
    try {
        return translate_torch_errors(work);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::Memory)
            throw;
        throw Error(explain_memory_error(config, error));
    }
}

double system_clock() {
    return std::chrono::duration<double>(Clock::now().time_since_epoch()).count();
}

} // namespace

class Trainer::Impl {
public:
    Impl(const TrainingConfig& config, const TrainerOptions& options, BatchSource& source,
         CheckpointSink& sink);

    void restore(const TrainingState& state);
    void branch(const TrainingState& state);
    Outcome run(RunObserver& observer, const std::stop_token& stop);
    std::shared_ptr<const TrainingState> state();
    const TrainingConfig& config() const { return config_; }
    RunControl& control() { return *control_; }

private:
    /// The work between two looks at the stop token. Each returns with the counters and the networks in
    /// agreement.
    bool critic_update(const std::stop_token& stop);
    void generator_update();

    /// Until the goal or a stop, with a checkpoint at the end. @throws NotFinite
    void train(RunObserver& observer, const std::stop_token& stop);
    void roll_back(RunObserver& observer, const NotFinite& divergence);
    void save_good() noexcept;
    void begin(RunObserver& observer, const std::stop_token& stop);
    double held_out_score();
    void finish_step(RunObserver& observer);
    void finish_epoch(RunObserver& observer);
    void serve_requests(RunObserver& observer);
    void wait_while_paused(RunObserver& observer, const std::stop_token& stop);
    void preview(RunObserver& observer, bool requested);
    void save(double quality);
    void keep_good(double quality);
    void load(const TrainingState& state);
    void require_finite_state();

    bool generator_update_due() const {
        return counters_.generator_updates < counters_.step / config_.critic_updates;
    }
    int epochs_completed() const { return static_cast<int>(counters_.step / source_.batches_per_epoch()); }
    std::int64_t step_goal() const;
    Progress progress() const;

    TrainingConfig config_;
    TrainerOptions options_;
    BatchSource& source_;
    CheckpointSink& sink_;
    const std::shared_ptr<RunControl> control_;
    Networks networks_;
    at::Generator random_;
    torch::Tensor preview_z_; // [preview_images, latent_size]
    int threads_;
    TrainingCounters counters_;
    /// The last state that is known to be finite: what a divergence rolls back to. It is the state last
    /// saved, too, unless a newer one was found finite since.
    std::shared_ptr<const TrainingState> good_;
    bool good_is_newest_ = false;
    bool good_is_saved_ = false;     // the sink has it
    bool saved_ = false;             // the sink has the newest state
    double saved_at_ = 0;            // the clock, when the sink last got a state
    std::int64_t trying_ = 0;        // the step that is being made
    std::int64_t retried_until_ = 0; // a divergence up to this step ends the run
    ImageBatch batch_;
    SpeedMeter steps_;
    SpeedMeter images_;
    double step_seconds_ = 0;
};

Trainer::Impl::Impl(const TrainingConfig& config, const TrainerOptions& options, BatchSource& source,
                    CheckpointSink& sink)
    : config_(config),
      options_(options),
      source_(source),
      sink_(sink),
      control_(options.control ? options.control : std::make_shared<RunControl>()),
      networks_(config, stream_seed(options.seed, Stream::Weights), torch_device(options.device)),
      random_(cpu_random(stream_seed(options.seed, Stream::Training))),
      preview_z_(wasserfarbe::to_tensor(preview_latents(config, options.seed))),
      threads_(options.threads) {
    if (!options_.clock)
        options_.clock = system_clock;
}

void Trainer::Impl::load(const TrainingState& state) {
    const StateReader reader(state.tensors);
    networks_.restore(reader);
    random_.set_state(reader.find("random", random_.get_state()));
    preview_z_ = reader.find("preview_z", preview_z_);
    counters_ = state.counters;
}

void Trainer::Impl::restore(const TrainingState& state) {
    if (state.counters.position.batch >= source_.batches_per_epoch())
        throw Error(ErrorKind::Model, "its place in the epoch lies beyond the epoch's end");
    load(state);
    require_finite_state();
    if (options_.threads == 0 &&
        state.counters.step > 0) // before the first step, timing may have been cut short
        threads_ = state.threads;
    saved_ = true;
}

void Trainer::Impl::branch(const TrainingState& state) {
    networks_.restore(StateReader(state.tensors));
    counters_.images = state.counters.images; // the average goes on as slowly as it was
    require_finite_state();
}

void Trainer::Impl::require_finite_state() {
    if (const std::string name = first_not_finite(networks_.state()); !name.empty())
        throw Error(ErrorCode::TensorNotFinite, {}, {name});
}

std::int64_t Trainer::Impl::step_goal() const {
    const std::int64_t epochs = config_.epochs * source_.batches_per_epoch();
    return options_.max_steps > 0 ? std::min(options_.max_steps, epochs) : epochs;
}

Progress Trainer::Impl::progress() const {
    Progress progress;
    progress.steps_per_epoch = source_.batches_per_epoch();
    progress.epoch = counters_.unfinished ? counters_.unfinished->epoch : epochs_completed() + 1;
    progress.epochs = config_.epochs;
    progress.step = counters_.step;
    progress.steps = step_goal();
    progress.images_per_second = images_.per_second();
    if (steps_.per_second() > 0)
        progress.seconds_left = static_cast<double>(progress.steps - progress.step) / steps_.per_second();
    return progress;
}

Trainer::Outcome Trainer::Impl::run(RunObserver& observer, const std::stop_token& stop) {
    begin(observer, stop);
    for (;;) {
        try {
            train(observer, stop);
            break;
        } catch (const NotFinite& divergence) {
            roll_back(observer, divergence);
        } catch (...) {
            save_good();
            throw;
        }
    }
    sink_.finish();
    return counters_.step < step_goal() || generator_update_due() ? Outcome::Stopped : Outcome::Finished;
}

void Trainer::Impl::train(RunObserver& observer, const std::stop_token& stop) {
    while (counters_.step < step_goal() || generator_update_due()) {
        sink_.poll();
        serve_requests(observer);
        wait_while_paused(observer, stop);
        if (stop.stop_requested())
            break;
        const double start = options_.clock();
        if (generator_update_due())
            generator_update();
        else if (!critic_update(stop))
            break;
        const double seconds = options_.clock() - start;
        counters_.seconds += seconds;
        step_seconds_ += seconds;
        saved_ = good_is_newest_ = false;
        if (!generator_update_due())
            finish_step(observer);
    }
    serve_requests(observer);
    if (!saved_)
        save(StepStats::kNone); // a score takes long, and a person waits for the stop
}

/// For a run that ends with an error: that error is to be told, not another one from saving.
void Trainer::Impl::save_good() noexcept {
    if (good_is_saved_)
        return;
    try {
        sink_.save(good_);
        sink_.finish();
    } catch (const std::exception&) { // the sink has told its observer
    }
}

/// @throws Error (Diverged) where that was tried already
void Trainer::Impl::roll_back(RunObserver& observer, const NotFinite& divergence) {
    if (trying_ <= retried_until_) {
        save_good();
        throw Error(ErrorCode::DivergedAt, {}, {trying_, divergence.quantity()});
    }
    retried_until_ = trying_ + source_.batches_per_epoch();
    const double seconds = counters_.seconds;
    const int order = counters_.position.order + 1;
    load(*good_);
    counters_.seconds = seconds;
    counters_.position.order = order;
    random_ =
        cpu_random(mix_seed(stream_seed(options_.seed, Stream::Training), static_cast<std::uint64_t>(order)));
    source_.seek(counters_.position);
    good_is_newest_ = saved_ = false;
    observer.on_event(
        Rollback{trying_, divergence.quantity(), counters_.step, counters_.unfinished.has_value()});
}

void Trainer::Impl::begin(RunObserver& observer, const std::stop_token& stop) {
    prepare_cpu();
    const bool on_cpu = networks_.device.is_cpu();
    const bool measure = threads_ == 0 && on_cpu;
    if (measure) {
        observer.on_event(TimingThreads{});
        threads_ = fastest_thread_count(config_, stop);
    }
    if (threads_ == 0)
        threads_ = at::get_num_threads();
    set_cpu_threads(threads_);
    observer.on_event(ComputeInfo{to_device(networks_.device), threads_, measure});
    source_.seek(counters_.position);
    keep_good(StepStats::kNone);
    good_is_saved_ = saved_;
    saved_at_ = counters_.seconds;
    if (counters_.step == 0)
        preview(observer, /*requested=*/false);
}

bool Trainer::Impl::critic_update(const std::stop_token& stop) {
    trying_ = counters_.step + 1;
    if (!source_.next(batch_, stop))
        return false;
    const double factor = learning_rate_factor(config_, counters_.position.epoch);
    networks_.critic_adam.set_learning_rate(config_.critic_learning_rate * factor);

    const torch::Tensor z = torch::randn({batch_.count, config_.latent_size}, random_).to(networks_.device);
    const torch::Tensor alpha = torch::rand({batch_.count}, random_).to(networks_.device);
    CriticAugmentation augmentation;
    augmentation.real = draw_augmentation(config_, batch_.count, random_, networks_.device);
    augmentation.fake = draw_augmentation(config_, batch_.count, random_, networks_.device);
    StepStats stats = networks_.update_critic(batch_tensor(batch_, networks_.device), z, alpha, augmentation);
    stats.step = trying_;
    stats.epoch = counters_.position.epoch;
    stats.critic_learning_rate = config_.critic_learning_rate * factor;
    stats.generator_learning_rate = config_.generator_learning_rate * factor;

    counters_.step = stats.step;
    counters_.images += batch_.count;
    counters_.images_since_generator_update += batch_.count;
    if (++counters_.position.batch == source_.batches_per_epoch())
        counters_.position = {counters_.position.epoch + 1, 0, counters_.position.order};
    counters_.unfinished = stats;
    return true;
}

void Trainer::Impl::generator_update() {
    const double factor = learning_rate_factor(config_, counters_.unfinished->epoch);
    networks_.generator_adam.set_learning_rate(config_.generator_learning_rate * factor);
    const torch::Tensor z =
        torch::randn({config_.batch_size, config_.latent_size}, random_).to(networks_.device);
    const Augmentation augmentation =
        draw_augmentation(config_, config_.batch_size, random_, networks_.device);
    trying_ = counters_.step;
    counters_.unfinished->generator_loss = networks_.update_generator(z, augmentation);
    update_ema(*networks_.generator, *networks_.ema,
               ema_decay(config_.ema_half_life, counters_.images_since_generator_update, counters_.images));
    counters_.images_since_generator_update = 0;
    ++counters_.generator_updates;
}

/// Draws nothing and moves nothing: with or without it a run is the same to the bit.
double Trainer::Impl::held_out_score() {
    const std::int64_t count = std::min(source_.held_out_count(), kHeldOutScored);
    if (count == 0)
        return StepStats::kNone;
    double sum = 0;
    ImageBatch batch;
    for (std::int64_t first = 0; first < count; first += config_.batch_size) {
        const std::int64_t images = std::min<std::int64_t>(config_.batch_size, count - first);
        source_.held_out(first, static_cast<int>(images), batch);
        const torch::Tensor scores = networks_.evaluate_critic(batch_tensor(batch, networks_.device));
        sum += scores.to(torch::kFloat64).sum().item<double>();
    }
    return sum / static_cast<double>(count);
}

void Trainer::Impl::finish_step(RunObserver& observer) {
    steps_.add(1, step_seconds_);
    images_.add(batch_.count, step_seconds_);
    step_seconds_ = 0;
    StepStats stats = *counters_.unfinished;
    stats.seconds = counters_.seconds;
    if (counters_.position.batch == 0)
        stats.critic_held_out = held_out_score();
    const Progress now = progress();
    counters_.unfinished.reset();
    observer.on_event(StepDone{stats, now});
    if (counters_.position.batch == 0)
        finish_epoch(observer);
    const double limit = 60.0 * config_.checkpoint_minutes; // another epoch may take hours
    if (limit > 0 && !saved_ && counters_.seconds - saved_at_ >= limit)
        save(run_quality(networks_, source_, options_.seed));
    if (counters_.step % kGoodSteps == 0 && !good_is_newest_) // else it would lose its score
        keep_good(StepStats::kNone);
}

void Trainer::Impl::finish_epoch(RunObserver& observer) {
    const int epoch = epochs_completed();
    if (epoch % config_.preview_epochs == 0 || epoch == config_.epochs)
        preview(observer, /*requested=*/false);
    observer.on_event(EpochFinished{epoch});
    if (epoch % config_.checkpoint_epochs == 0)
        save(run_quality(networks_, source_, options_.seed));
}

void Trainer::Impl::serve_requests(RunObserver& observer) {
    const RunControl::Requests requests = control_->take_requests();
    if (requests.preview)
        preview(observer, /*requested=*/true);
    if (requests.sampler)
        observer.on_event(SamplerReady{std::make_shared<Sampler>(networks_.ema, Device{Device::Kind::Cpu, 0}),
                                       epochs_completed(), counters_.step});
    if (requests.checkpoint && !saved_)
        save(run_quality(networks_, source_, options_.seed));
    if (requests.look)
        sink_.poll();
}

void Trainer::Impl::wait_while_paused(RunObserver& observer, const std::stop_token& stop) {
    if (!control_->paused() || stop.stop_requested())
        return;
    observer.on_event(PauseChanged{true});
    while (control_->wait_while_paused(stop))
        serve_requests(observer);
    observer.on_event(PauseChanged{false});
}

void Trainer::Impl::preview(RunObserver& observer, bool requested) {
    Sampler sampler(networks_.ema, to_device(networks_.device));
    const std::vector<Image> images = sampler.sample(to_latents(preview_z_));
    observer.on_event(
        Preview{epochs_completed(), counters_.step, requested, make_grid(images, preview_layout(config_))});
}

void Trainer::Impl::save(double quality) {
    if (!good_is_newest_ || !std::isnan(quality))
        keep_good(quality);
    sink_.save(good_);
    saved_ = good_is_saved_ = true;
    saved_at_ = counters_.seconds;
}

/// @throws NotFinite, and keeps the good state that it had
void Trainer::Impl::keep_good(double quality) {
    require_finite(networks_.state(), "");
    auto state = std::make_shared<TrainingState>();
    state->config = config_;
    state->seed = options_.seed;
    state->device = to_device(networks_.device);
    state->threads = std::max(1, threads_); // before they are measured
    state->counters = counters_;
    state->quality = quality;
    NamedTensors tensors = networks_.state();
    tensors.emplace_back("random", random_.get_state());
    tensors.emplace_back("preview_z", preview_z_);
    for (const auto& [name, tensor] : tensors)
        state->tensors.emplace_back(name,
                                    tensor.detach().to(torch::kCPU, /*non_blocking=*/false, /*copy=*/true));
    good_ = std::move(state);
    good_is_newest_ = true;
    good_is_saved_ = false;
}

std::shared_ptr<const TrainingState> Trainer::Impl::state() {
    require_finite_state();
    if (!good_is_newest_)
        keep_good(StepStats::kNone);
    return good_;
}

Trainer::Trainer(const TrainingConfig& config, const TrainerOptions& options, BatchSource& source,
                 CheckpointSink& sink)
    : impl_(
          explaining_memory(config, [&] { return std::make_unique<Impl>(config, options, source, sink); })) {}

Trainer::~Trainer() = default;

void Trainer::restore(const TrainingState& state) {
    translate_torch_errors([&] { impl_->restore(state); });
}

Trainer::Outcome Trainer::run(RunObserver& observer, std::stop_token stop) {
    return explaining_memory(impl_->config(), [&] { return impl_->run(observer, stop); });
}

void Trainer::branch(const TrainingState& state) {
    translate_torch_errors([&] { impl_->branch(state); });
}

std::shared_ptr<const TrainingState> Trainer::state() {
    return translate_torch_errors([&] { return impl_->state(); });
}

RunControl& Trainer::control() {
    return impl_->control();
}

} // namespace wasserfarbe
