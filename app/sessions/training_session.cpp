#include "app/sessions/training_session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <variant>

#include <QCoreApplication>
#include <QEvent>

#include "app/sessions/caught_error.h"
#include "app/sessions/mailbox.h"

namespace wasserfarbe {
namespace {

constexpr int kTellMilliseconds = 50;

/// For std::visit: calls the one that takes the alternative.
template <typename... Calls>
struct Overloaded : Calls... {
    using Calls::operator()...;
};
template <typename... Calls>
Overloaded(Calls...) -> Overloaded<Calls...>;

} // namespace

/// What a training thread has to tell since it was last asked. Every step and every event is kept until it is
/// taken; of the rest the newest is enough.
struct TrainingSession::News {
    struct Loading {
        std::int64_t done = 0;
        std::int64_t total = 0;
    };
    struct Prepared {
        std::filesystem::path directory;
        RunRecord record;
    };
    struct Ended {
        Trainer::Outcome outcome = Trainer::Outcome::Stopped;
        std::optional<Error> failure; ///< set: it failed
    };

    std::optional<Loading> loading;
    std::optional<Prepared> prepared;
    std::vector<RunEvent> events;        ///< in their order, but for Preview and SamplerReady
    std::optional<SamplerReady> sampler; ///< the newest
    std::optional<UnsavedState> unsaved; ///< after the events: the training thread waits for an answer
    std::optional<Ended> ended;
};

/// The training thread and what crosses to it (a RunControl, answers) and back (a mailbox). The GUI thread
/// builds and destroys it.
class TrainingSession::Worker final : public RunObserver {
public:
    /// @param atEnd  called on the training thread as its last act
    Worker(const TrainingJobFactory& factory, TrainingRequest request, std::function<void()> atEnd)
        : factory_(factory),
          request_(std::move(request)),
          atEnd_(std::move(atEnd)),
          thread_([this](const std::stop_token& stop) { work(stop); }) {}

    /// Nobody is there to answer any more.
    ~Worker() override {
        const std::scoped_lock lock(answerMutex_);
        abandoned_ = true;
        answered_.notify_all();
    }

    News take() { return news_.take(); }
    void stop() { thread_.request_stop(); }

    /// What a person wishes while it is prepared waits for the training.
    RunControl& control() { return *control_; }

    void answer(const UnsavedChoice& choice) {
        const std::scoped_lock lock(answerMutex_);
        answer_ = choice;
        answered_.notify_all();
    }

private:
    /// Of previews those that are saved are enough.
    void on_event(const RunEvent& event) override {
        news_.post([&](News& news) {
            if (const auto* newest = std::get_if<SamplerReady>(&event))
                news.sampler = *newest;
            else if (!std::holds_alternative<Preview>(event))
                news.events.push_back(event);
        });
    }

    /// Waits for `answer`, or for the end of this worker.
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override {
        news_.post([&](News& news) { news.unsaved = {error, step}; });
        std::unique_lock lock(answerMutex_);
        answered_.wait(lock, [this] { return answer_ || abandoned_; });
        return std::exchange(answer_, std::nullopt).value_or(UnsavedChoice{});
    }

    void work(const std::stop_token& stop) {
        News::Ended ended;
        try {
            ended.outcome = train(stop);
        } catch (...) {
            ended.failure = caughtError();
        }
        news_.post([&](News& news) { news.ended = std::move(ended); });
        atEnd_();
    }

    Trainer::Outcome train(const std::stop_token& stop) {
        const LoadProgress loading = [this](std::int64_t done, std::int64_t total) {
            news_.post([&](News& news) { news.loading = {done, total}; });
        };
        const std::optional<TrainingJob> job = factory_(request_, control_, loading, stop);
        if (!job)
            return Trainer::Outcome::Stopped;
        news_.post([&](News& news) { news.prepared = {job->directory, job->record}; });
        return job->run(*this, stop);
    }

    TrainingJobFactory factory_;
    TrainingRequest request_;
    std::function<void()> atEnd_;
    const std::shared_ptr<RunControl> control_ = std::make_shared<RunControl>();
    Mailbox<News> news_;
    std::mutex answerMutex_; ///< guards the next three
    std::condition_variable answered_;
    std::optional<UnsavedChoice> answer_;
    bool abandoned_ = false;
    std::jthread thread_; ///< last: joined before the rest goes
};

TrainingSession::TrainingSession(TrainingJobFactory factory, QObject* parent)
    : QObject(parent), factory_(std::move(factory)) {
    timer_.setInterval(kTellMilliseconds);
    connect(&timer_, &QTimer::timeout, this, &TrainingSession::tellAll);
}

TrainingSession::~TrainingSession() = default;

void TrainingSession::setState(State next) {
    if (std::exchange(state_, next) != next)
        Q_EMIT stateChanged(next);
}

/// Steps and pauses tell that preparing is over; a stop that was asked for is not taken back by them.
void TrainingSession::setAtWork(State next) {
    if (state_ != State::Stopping && state_ != State::Unsaved)
        setState(next);
}

bool TrainingSession::mayBeStopped() const {
    return state_ == State::Preparing || isAtWork();
}

/// A slot that runs an event loop of its own may bring us here again: the order stays, the rest follows.
void TrainingSession::tellAll() {
    tellAgain_ = true;
    if (std::exchange(telling_, true))
        return;
    while (std::exchange(tellAgain_, false) && worker_)
        tell(worker_->take());
    telling_ = false;
}

void TrainingSession::tell(const News& news) {
    if (news.loading)
        Q_EMIT loadProgress(news.loading->done, news.loading->total);
    if (news.prepared) {
        directory_ = news.prepared->directory;
        Q_EMIT prepared(directory_, news.prepared->record);
    }
    tellOfWork(news.events);
    if (news.sampler)
        Q_EMIT samplerArrived(news.sampler->sampler, news.sampler->epoch, news.sampler->step);
    if (news.unsaved) {
        unsaved_ = news.unsaved;
        setState(State::Unsaved);
        if (state_ == State::Unsaved) // nobody has answered already
            Q_EMIT unsaved(news.unsaved->error, news.unsaved->step);
    }
    if (news.ended)
        end(news.ended->outcome, news.ended->failure);
}

/// Steps come before the other events; steps made after the beginning or a rollback come after it.
void TrainingSession::tellOfWork(std::span<const RunEvent> events) {
    const auto divides = [](const RunEvent& event) {
        return std::holds_alternative<ComputeInfo>(event) || std::holds_alternative<Rollback>(event);
    };
    for (auto first = events.begin(); first != events.end();) {
        auto last = std::find_if(first, events.end(), divides);
        if (last != events.end())
            ++last;
        tellSteps({first, last});
        for (; first != last; ++first)
            tellEvent(*first);
    }
}

void TrainingSession::tellSteps(std::span<const RunEvent> events) {
    std::vector<StepStats> steps;
    for (const RunEvent& event : events)
        if (const auto* done = std::get_if<StepDone>(&event)) {
            steps.push_back(done->stats);
            progress_ = done->progress;
        }
    if (steps.empty())
        return;
    if (state_ == State::Preparing)
        setState(State::Running);
    Q_EMIT stepsArrived(steps, progress_);
}

void TrainingSession::tellEvent(const RunEvent& event) {
    const Overloaded calls = {
        [this](const ComputeInfo& info) {
            compute_ = info;
            setAtWork(State::Running);
            Q_EMIT started(info);
        },
        [this](const PauseChanged& pause) { setAtWork(pause.paused ? State::Paused : State::Running); },
        [this](const TimingThreads&) { Q_EMIT timingThreads(); },
        [this](const EpochFinished& finished) { Q_EMIT epochFinished(finished.epoch); },
        [this](const Rollback& back) { Q_EMIT rolledBack(back); },
        [this](const PreviewSaved& saved) { Q_EMIT previewArrived(saved.preview, saved.path); },
        [this](const CheckpointSaved& saved) { Q_EMIT checkpointSaved(saved.path, saved.step); },
        [this](const DiskTrouble& trouble) { Q_EMIT diskTrouble(trouble.error); },
        [this](const DiskRecovered&) { Q_EMIT diskRecovered(); },
        [this](const SavedElsewhere& saved) { Q_EMIT savedElsewhere(saved.path); },
        [](const StepDone&) {}, // see tellSteps
        [](const Preview&) {},
        [](const SamplerReady&) {}, // see Worker
    };
    std::visit(calls, event);
}

void TrainingSession::end(Trainer::Outcome outcome, const std::optional<Error>& failure) {
    timer_.stop();
    worker_.reset(); // joins: this was the thread's last word
    failure_ = failure;
    unsaved_.reset();
    const End how = failure                                 ? End::Failed
                    : outcome == Trainer::Outcome::Finished ? End::Finished
                                                            : End::Stopped;
    setState(failure ? State::Failed : State::Idle);
    Q_EMIT ended(how);
}

bool TrainingSession::start(TrainingRequest request) {
    if (isActive())
        return false;
    directory_.clear();
    progress_ = {};
    compute_.reset();
    failure_.reset();
    gaveUp_ = false;
    worker_ = std::make_unique<Worker>(factory_, std::move(request), [this] {
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    });
    timer_.start();
    setState(State::Preparing);
    return true;
}

void TrainingSession::pause() {
    if (mayBeStopped())
        worker_->control().pause();
}

void TrainingSession::resumeTraining() {
    if (mayBeStopped())
        worker_->control().resume();
}

void TrainingSession::stop() {
    if (!mayBeStopped())
        return;
    worker_->stop();
    setState(State::Stopping);
}

void TrainingSession::requestPreview() {
    if (worker_)
        worker_->control().request_preview();
}

void TrainingSession::requestCheckpoint() {
    if (worker_)
        worker_->control().request_checkpoint();
}

void TrainingSession::requestSampler() {
    if (worker_)
        worker_->control().request_sampler();
}

void TrainingSession::answerUnsaved(const UnsavedChoice& choice) {
    if (state_ != State::Unsaved)
        return;
    unsaved_.reset();
    gaveUp_ = choice.action == UnsavedChoice::Action::GiveUp;
    worker_->answer(choice);
    setState(State::Stopping);
}

} // namespace wasserfarbe
