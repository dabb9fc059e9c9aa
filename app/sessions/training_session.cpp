#include "app/sessions/training_session.h"

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
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

/// The training thread and what crosses to it and back. The GUI thread builds and destroys it.
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

    /// What a person wishes before there is a job waits for it.
    void setPaused(bool paused) {
        const std::scoped_lock lock(jobMutex_);
        pauseWished_ = paused;
        if (job_)
            paused ? job_->pause() : job_->resumeTraining();
    }

    void answer(const UnsavedChoice& choice) {
        const std::scoped_lock lock(answerMutex_);
        answer_ = choice;
        answered_.notify_all();
    }

    /// While there is no job yet, the request waits for it; after its end nothing happens.
    void ask(void (TrainingJob::*what)()) {
        const std::scoped_lock lock(jobMutex_);
        if (job_)
            (job_.get()->*what)();
        else
            waiting_.push_back(what);
    }

private:
    void on_timing_threads() override {
        news_.post([](TrainingNews& news) { news.timingThreads = true; });
    }
    void on_started(const ComputeInfo& compute) override {
        news_.post([&](TrainingNews& news) { news.started = compute; });
    }
    void on_step(const StepStats& stats, const Progress& progress) override {
        news_.post([&](TrainingNews& news) {
            news.steps.push_back(stats);
            news.progress = progress;
        });
    }
    void on_epoch_finished(int epoch) override { postEvent(TrainingNews::EpochFinished{epoch}); }
    void on_paused(bool paused) override { postEvent(TrainingNews::PauseChanged{paused}); }
    void on_preview_saved(const std::filesystem::path& path, const Preview& preview) override {
        postEvent(TrainingNews::PreviewSaved{preview, path});
    }
    void on_checkpoint_saved(const std::filesystem::path& path, std::int64_t step) override {
        postEvent(TrainingNews::CheckpointSaved{path, step});
    }
    void on_sampler(const std::shared_ptr<Sampler>& sampler, int epoch, std::int64_t step) override {
        TrainingNews::NewSampler newest{sampler, epoch, step};
        news_.post([&](TrainingNews& news) { news.sampler = std::move(newest); });
    }

    void on_disk_trouble(const Error& error) override { postEvent(TrainingNews::DiskTrouble{error}); }
    void on_disk_recovered() override { postEvent(TrainingNews::DiskRecovered{}); }
    void on_rolled_back(const Rollback& back) override {
        news_.post([&](TrainingNews& news) {
            news.events.push_back(TrainingNews::RolledBack{back, news.steps.size()});
        });
    }
    void on_saved_elsewhere(const std::filesystem::path& path) override {
        postEvent(TrainingNews::SavedElsewhere{path});
    }

    /// Waits for `answer`, or for the end of this worker.
    UnsavedChoice on_unsaved(const Error& error, std::int64_t step) override {
        postEvent(TrainingNews::Unsaved{error, step});
        std::unique_lock lock(answerMutex_);
        answered_.wait(lock, [this] { return answer_ || abandoned_; });
        return std::exchange(answer_, std::nullopt).value_or(UnsavedChoice{});
    }

    void postEvent(TrainingNews::Event event) {
        news_.post([&](TrainingNews& news) { news.events.push_back(std::move(event)); });
    }

    void work(const std::stop_token& stop) {
        TrainingNews::Ended ended;
        try {
            ended.outcome = train(stop);
        } catch (...) {
            ended.failure = caughtError();
        }
        setJob(nullptr);
        news_.post([&](TrainingNews& news) { news.ended = std::move(ended); });
        atEnd_();
    }

    Trainer::Outcome train(const std::stop_token& stop) {
        const LoadProgress loading = [this](std::int64_t done, std::int64_t total) {
            news_.post([&](TrainingNews& news) { news.loading = {done, total}; });
        };
        std::unique_ptr<TrainingJob> made = factory_(request_, loading, stop);
        if (!made)
            return Trainer::Outcome::Stopped;
        TrainingJob& job = *made;
        TrainingNews::Prepared prepared{job.directory(), job.record()};
        news_.post([&](TrainingNews& news) { news.prepared = std::move(prepared); });
        setJob(std::move(made));
        return job.run(*this, stop);
    }

    /// The job before is destroyed here, on the training thread, when no other thread can reach it any
    /// more.
    void setJob(std::unique_ptr<TrainingJob> job) {
        {
            const std::scoped_lock lock(jobMutex_);
            std::swap(job_, job);
            if (job_ && pauseWished_)
                job_->pause();
            for (const auto what : std::exchange(waiting_, {}))
                if (job_)
                    (job_.get()->*what)();
        }
        job.reset();
    }

    TrainingJobFactory factory_;
    TrainingRequest request_;
    std::function<void()> atEnd_;
    Mailbox<TrainingNews> news_;
    std::mutex jobMutex_; ///< guards the next three
    std::unique_ptr<TrainingJob> job_;
    bool pauseWished_ = false;
    std::vector<void (TrainingJob::*)()> waiting_; ///< what was asked for before there was a job
    std::mutex answerMutex_;                       ///< guards the next three
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
    void tell(TrainingSession& session, TrainingNews news);
    void tellBeginning(TrainingSession& session, TrainingNews& news);
    void tellOfWork(TrainingSession& session, const TrainingNews& news);
    void tellEvent(TrainingSession& session, const TrainingNews::Event& event);
    void tellOfDisk(TrainingSession& session, const TrainingNews::Event& event);
    void end(TrainingSession& session, const TrainingNews::Ended& ended);
};

/// A slot that runs an event loop of its own may bring us here again: the order stays, the rest follows.
void TrainingSession::Private::tellAll(TrainingSession& session) {
    tellAgain = true;
    if (telling)
        return;
    telling = true;
    while (std::exchange(tellAgain, false) && session.worker_)
        tell(session, session.worker_->take());
    telling = false;
}

void TrainingSession::Private::tell(TrainingSession& session, TrainingNews news) {
    tellBeginning(session, news);
    if (!news.steps.empty()) {
        progress = news.progress;
        if (state == State::Preparing)
            setState(session, State::Running);
    }
    tellOfWork(session, news);
    if (news.sampler)
        Q_EMIT session.samplerArrived(std::move(news.sampler->sampler), news.sampler->epoch,
                                      news.sampler->step);
    if (news.ended)
        end(session, *news.ended);
}

/// Steps come before events; steps made after a rollback come after it.
void TrainingSession::Private::tellOfWork(TrainingSession& session, const TrainingNews& news) {
    std::size_t told = 0;
    const auto tellSteps = [&](std::size_t end) {
        const std::span some = std::span(news.steps).subspan(told, end - told);
        told = end;
        if (!some.empty())
            Q_EMIT session.stepsArrived({some.begin(), some.end()}, progress);
    };
    const auto isRollback = [](const TrainingNews::Event& event) {
        return std::holds_alternative<TrainingNews::RolledBack>(event);
    };
    for (auto event = news.events.begin();;) {
        const auto back = std::find_if(event, news.events.end(), isRollback);
        const bool last = back == news.events.end();
        tellSteps(last ? news.steps.size() : std::get<TrainingNews::RolledBack>(*back).steps);
        for (const auto end = last ? back : back + 1; event != end; ++event)
            tellEvent(session, *event);
        if (last)
            return;
    }
}

void TrainingSession::Private::tellBeginning(TrainingSession& session, TrainingNews& news) {
    if (news.loading)
        Q_EMIT session.loadProgress(news.loading->done, news.loading->total);
    if (news.prepared) {
        directory = news.prepared->directory;
        Q_EMIT session.prepared(directory, news.prepared->record);
    }
    if (news.timingThreads)
        Q_EMIT session.timingThreads();
    if (news.started) {
        compute = news.started;
        setAtWork(session, State::Running);
        Q_EMIT session.started(*compute);
    }
}

void TrainingSession::Private::tellEvent(TrainingSession& session, const TrainingNews::Event& event) {
    if (const auto* epoch = std::get_if<TrainingNews::EpochFinished>(&event))
        Q_EMIT session.epochFinished(epoch->epoch);
    else if (const auto* preview = std::get_if<TrainingNews::PreviewSaved>(&event))
        Q_EMIT session.previewArrived(preview->preview, preview->path);
    else if (const auto* checkpoint = std::get_if<TrainingNews::CheckpointSaved>(&event))
        Q_EMIT session.checkpointSaved(checkpoint->path, checkpoint->step);
    else if (const auto* pause = std::get_if<TrainingNews::PauseChanged>(&event))
        setAtWork(session, pause->paused ? State::Paused : State::Running);
    else if (const auto* rolled = std::get_if<TrainingNews::RolledBack>(&event))
        Q_EMIT session.rolledBack(rolled->back);
    else
        tellOfDisk(session, event);
}

void TrainingSession::Private::tellOfDisk(TrainingSession& session, const TrainingNews::Event& event) {
    if (const auto* trouble = std::get_if<TrainingNews::DiskTrouble>(&event)) {
        Q_EMIT session.diskTrouble(trouble->error);
    } else if (std::get_if<TrainingNews::DiskRecovered>(&event) != nullptr) {
        Q_EMIT session.diskRecovered();
    } else if (const auto* elsewhere = std::get_if<TrainingNews::SavedElsewhere>(&event)) {
        Q_EMIT session.savedElsewhere(elsewhere->path);
    } else if (const auto* question = std::get_if<TrainingNews::Unsaved>(&event)) {
        unsaved = UnsavedState{question->error, question->step};
        setState(session, State::Unsaved);
        if (state == State::Unsaved) // nobody has answered already
            Q_EMIT session.unsaved(question->error, question->step);
    }
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
        worker_->setPaused(true);
}

void TrainingSession::resumeTraining() {
    if (d_->mayBeStopped())
        worker_->setPaused(false);
}

void TrainingSession::stop() {
    if (!d_->mayBeStopped())
        return;
    worker_->stop();
    d_->setState(*this, State::Stopping);
}

void TrainingSession::requestPreview() {
    if (worker_)
        worker_->ask(&TrainingJob::requestPreview);
}

void TrainingSession::requestCheckpoint() {
    if (worker_)
        worker_->ask(&TrainingJob::requestCheckpoint);
}

void TrainingSession::requestSampler() {
    if (worker_)
        worker_->ask(&TrainingJob::requestSampler);
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
