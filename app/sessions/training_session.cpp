#include "app/sessions/training_session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include <QCoreApplication>
#include <QEvent>
#include <QTimer>

#include "app/sessions/caught_error.h"
#include "app/sessions/mailbox.h"
#include "app/sessions/training_news.h"

namespace wasserfarbe {
namespace {

constexpr int kTellMilliseconds = 50;

} // namespace

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

    TrainingNews take() { return news_.take(); }
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
        news_.post([&](TrainingNews& news) {
            if (const auto* newest = std::get_if<SamplerReady>(&event))
                news.sampler = *newest;
            else if (!std::holds_alternative<Preview>(event))
                news.events.push_back(event);
        });
    }

    /// Waits for `answer`, or for the end of this worker.
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override {
        news_.post([&](TrainingNews& news) { news.unsaved = {error, step}; });
        std::unique_lock lock(answerMutex_);
        answered_.wait(lock, [this] { return answer_ || abandoned_; });
        return std::exchange(answer_, std::nullopt).value_or(UnsavedChoice{});
    }

    void work(const std::stop_token& stop) {
        TrainingNews::Ended ended;
        try {
            ended.outcome = train(stop);
        } catch (...) {
            ended.failure = caughtError();
        }
        news_.post([&](TrainingNews& news) { news.ended = std::move(ended); });
        atEnd_();
    }

    Trainer::Outcome train(const std::stop_token& stop) {
        const LoadProgress loading = [this](std::int64_t done, std::int64_t total) {
            news_.post([&](TrainingNews& news) { news.loading = {done, total}; });
        };
        const std::unique_ptr<TrainingJob> job = factory_(request_, control_, loading, stop);
        if (!job)
            return Trainer::Outcome::Stopped;
        TrainingNews::Prepared prepared{job->directory(), job->record()};
        news_.post([&](TrainingNews& news) { news.prepared = std::move(prepared); });
        return job->run(*this, stop);
    }

    TrainingJobFactory factory_;
    TrainingRequest request_;
    std::function<void()> atEnd_;
    const std::shared_ptr<RunControl> control_ = std::make_shared<RunControl>();
    Mailbox<TrainingNews> news_;
    std::mutex answerMutex_; ///< guards the next three
    std::condition_variable answered_;
    std::optional<UnsavedChoice> answer_;
    bool abandoned_ = false;
    std::jthread thread_; ///< last: joined before the rest goes
};

class TrainingSession::Private {
public:
    explicit Private(TrainingJobFactory jobs) : factory(std::move(jobs)) {}

    TrainingJobFactory factory;
    QTimer timer;
    State state = State::Idle;
    std::filesystem::path directory;
    Progress progress;
    std::optional<ComputeInfo> compute;
    std::optional<Error> failure;
    std::optional<UnsavedState> unsaved;
    bool gaveUp = false;
    bool telling = false;
    bool tellAgain = false;

    void setState(TrainingSession& session, State next) {
        if (std::exchange(state, next) != next)
            Q_EMIT session.stateChanged(next);
    }

    /// Steps and pauses tell that preparing is over; a stop that was asked for is not taken back by them.
    void setAtWork(TrainingSession& session, State next) {
        if (state != State::Stopping && state != State::Unsaved)
            setState(session, next);
    }

    bool mayBeStopped() const {
        return state == State::Preparing || state == State::Running || state == State::Paused;
    }

    void tellAll(TrainingSession& session);
    void tellNews(TrainingSession& session, const TrainingNews& news);
    void tellOfWork(TrainingSession& session, const std::vector<RunEvent>& events);
    void tellSteps(TrainingSession& session, std::span<const RunEvent> events);
    void tellUnsaved(TrainingSession& session, const TrainingNews::Unsaved& question);

    void tell(TrainingSession& session, const ComputeInfo& info) {
        compute = info;
        setAtWork(session, State::Running);
        Q_EMIT session.started(info);
    }
    void tell(TrainingSession& session, const PauseChanged& pause) {
        setAtWork(session, pause.paused ? State::Paused : State::Running);
    }
    static void tell(TrainingSession& session, const TimingThreads&) { Q_EMIT session.timingThreads(); }
    static void tell(TrainingSession& session, const EpochFinished& finished) {
        Q_EMIT session.epochFinished(finished.epoch);
    }
    static void tell(TrainingSession& session, const Rollback& back) { Q_EMIT session.rolledBack(back); }
    static void tell(TrainingSession& session, const PreviewSaved& saved) {
        Q_EMIT session.previewArrived(saved.preview, saved.path);
    }
    static void tell(TrainingSession& session, const CheckpointSaved& saved) {
        Q_EMIT session.checkpointSaved(saved.path, saved.step);
    }
    static void tell(TrainingSession& session, const DiskTrouble& trouble) {
        Q_EMIT session.diskTrouble(trouble.error);
    }
    static void tell(TrainingSession& session, const DiskRecovered&) { Q_EMIT session.diskRecovered(); }
    static void tell(TrainingSession& session, const SavedElsewhere& saved) {
        Q_EMIT session.savedElsewhere(saved.path);
    }
    static void tell(TrainingSession& session, const SamplerReady& ready) {
        Q_EMIT session.samplerArrived(ready.sampler, ready.epoch, ready.step);
    }
    static void tell(TrainingSession&, const StepDone&) {} // see tellSteps
    static void tell(TrainingSession&, const Preview&) {}

    void end(TrainingSession& session, const TrainingNews::Ended& ended);
};

/// A slot that runs an event loop of its own may bring us here again: the order stays, the rest follows.
void TrainingSession::Private::tellAll(TrainingSession& session) {
    tellAgain = true;
    if (telling)
        return;
    telling = true;
    while (std::exchange(tellAgain, false) && session.worker_)
        tellNews(session, session.worker_->take());
    telling = false;
}

void TrainingSession::Private::tellNews(TrainingSession& session, const TrainingNews& news) {
    if (news.loading)
        Q_EMIT session.loadProgress(news.loading->done, news.loading->total);
    if (news.prepared) {
        directory = news.prepared->directory;
        Q_EMIT session.prepared(directory, news.prepared->record);
    }
    tellOfWork(session, news.events);
    if (news.sampler)
        tell(session, *news.sampler);
    if (news.unsaved)
        tellUnsaved(session, *news.unsaved);
    if (news.ended)
        end(session, *news.ended);
}

/// Steps come before the other events; steps made after the beginning or a rollback come after it.
void TrainingSession::Private::tellOfWork(TrainingSession& session, const std::vector<RunEvent>& events) {
    const auto divides = [](const RunEvent& event) {
        return std::holds_alternative<ComputeInfo>(event) || std::holds_alternative<Rollback>(event);
    };
    for (auto first = events.begin(); first != events.end();) {
        auto last = std::find_if(first, events.end(), divides);
        if (last != events.end())
            ++last;
        tellSteps(session, {first, last});
        for (; first != last; ++first)
            std::visit([&](const auto& event) { tell(session, event); }, *first);
    }
}

void TrainingSession::Private::tellSteps(TrainingSession& session, std::span<const RunEvent> events) {
    std::vector<StepStats> steps;
    for (const RunEvent& event : events)
        if (const auto* done = std::get_if<StepDone>(&event)) {
            steps.push_back(done->stats);
            progress = done->progress;
        }
    if (steps.empty())
        return;
    if (state == State::Preparing)
        setState(session, State::Running);
    Q_EMIT session.stepsArrived(steps, progress);
}

void TrainingSession::Private::tellUnsaved(TrainingSession& session, const TrainingNews::Unsaved& question) {
    unsaved = UnsavedState{question.error, question.step};
    setState(session, State::Unsaved);
    if (state == State::Unsaved) // nobody has answered already
        Q_EMIT session.unsaved(question.error, question.step);
}

void TrainingSession::Private::end(TrainingSession& session, const TrainingNews::Ended& ended) {
    timer.stop();
    session.worker_.reset(); // joins: this was the thread's last word
    failure = ended.failure;
    unsaved.reset();
    const End how = failure                                       ? End::Failed
                    : ended.outcome == Trainer::Outcome::Finished ? End::Finished
                                                                  : End::Stopped;
    setState(session, failure ? State::Failed : State::Idle);
    Q_EMIT session.ended(how);
}

TrainingSession::TrainingSession(TrainingJobFactory factory, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(std::move(factory))) {
    d_->timer.setInterval(kTellMilliseconds);
    connect(&d_->timer, &QTimer::timeout, this, [this] { d_->tellAll(*this); });
}

TrainingSession::~TrainingSession() {
    worker_.reset();
}

/// The worker is at its end.
void TrainingSession::customEvent(QEvent*) {
    d_->tellAll(*this);
}

TrainingSession::State TrainingSession::state() const {
    return d_->state;
}

bool TrainingSession::isActive() const {
    return d_->state != State::Idle && d_->state != State::Failed;
}

bool TrainingSession::isAtWork() const {
    return d_->state == State::Running || d_->state == State::Paused;
}

const std::filesystem::path& TrainingSession::directory() const {
    return d_->directory;
}

const Progress& TrainingSession::progress() const {
    return d_->progress;
}

const std::optional<ComputeInfo>& TrainingSession::compute() const {
    return d_->compute;
}

const std::optional<Error>& TrainingSession::failure() const {
    return d_->failure;
}

const std::optional<TrainingSession::UnsavedState>& TrainingSession::unsavedState() const {
    return d_->unsaved;
}

bool TrainingSession::gaveUp() const {
    return d_->gaveUp;
}

bool TrainingSession::start(TrainingRequest request) {
    if (isActive())
        return false;
    d_->directory.clear();
    d_->progress = {};
    d_->compute.reset();
    d_->failure.reset();
    d_->gaveUp = false;
    worker_ = std::make_unique<Worker>(d_->factory, std::move(request), [this] {
        QCoreApplication::postEvent(this, new QEvent(QEvent::User));
    });
    d_->timer.start();
    d_->setState(*this, State::Preparing);
    return true;
}

void TrainingSession::pause() {
    if (d_->mayBeStopped())
        worker_->control().pause();
}

void TrainingSession::resumeTraining() {
    if (d_->mayBeStopped())
        worker_->control().resume();
}

void TrainingSession::stop() {
    if (!d_->mayBeStopped())
        return;
    worker_->stop();
    d_->setState(*this, State::Stopping);
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
    if (d_->state != State::Unsaved)
        return;
    d_->unsaved.reset();
    d_->gaveUp = choice.action == UnsavedChoice::Action::GiveUp;
    worker_->answer(choice);
    d_->setState(*this, State::Stopping);
}

} // namespace wasserfarbe
