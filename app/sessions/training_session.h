#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include <QObject>
#include <QTimer>

#include "app/sessions/training_job.h"
#include "model/types/error.h"
#include "model/types/progress.h"
#include "model/types/step_stats.h"

namespace wasserfarbe {

class Sampler;

/// The GUI's side of a training: a state machine that owns the training thread. Everything here belongs to
/// the GUI thread and returns at once; the destructor asks for a stop and joins (within one update), and a
/// last state that can't be saved then is given up.
///
/// The training thread writes to a mailbox, which a timer empties 20 times a second: no signal is emitted per
/// step.
class TrainingSession : public QObject {
    Q_OBJECT
public:
    enum class State {
        Idle,      ///< nothing trains
        Preparing, ///< pictures are loaded, networks built
        Running,
        Paused,
        Stopping, ///< a stop was asked for; a checkpoint is being written
        Unsaved,  ///< it ends, but its last state can't be written: `answerUnsaved` says what then
        Failed,   ///< the last one ended with an error; as Idle otherwise
    };
    Q_ENUM(State)

    /// What ended.
    enum class End { Finished, Stopped, Failed };
    Q_ENUM(End)

    explicit TrainingSession(TrainingJobFactory factory, QObject* parent = nullptr);
    ~TrainingSession() override;

    State state() const { return state_; }
    /// A last state that is not on the disk.
    struct UnsavedState {
        Error error; ///< why
        std::int64_t step = 0;
    };

    /// A thread is at work: Preparing, Running, Paused, Stopping or Unsaved.
    bool isActive() const { return state_ != State::Idle && state_ != State::Failed; }
    /// Running or Paused: it makes previews and checkpoints and hands over its weights when it is asked to.
    bool isAtWork() const { return state_ == State::Running || state_ == State::Paused; }
    /// Of the training at work or the last one; empty before the first and while it is prepared.
    const std::filesystem::path& directory() const { return directory_; }
    const Progress& progress() const { return progress_; }
    const std::optional<ComputeInfo>& compute() const { return compute_; }
    /// Why the last training failed, in state Failed; else nothing.
    const std::optional<Error>& failure() const { return failure_; }
    /// In state Unsaved; else nothing.
    const std::optional<UnsavedState>& unsavedState() const { return unsaved_; }
    /// The last state was given up, of the training at work or the last one: its failure says so again.
    bool gaveUp() const { return gaveUp_; }

    /// Idle or Failed: begins. Otherwise nothing happens, and it returns false.
    bool start(TrainingRequest request);
    void pause();          ///< Running: Paused as soon as the training thread says so
    void resumeTraining(); ///< Paused
    void stop();           ///< Preparing, Running, Paused: Stopping, then Idle
    /// Requests wait for the run while it is prepared; nothing happens unless one is prepared or trains.
    void requestPreview();
    void requestCheckpoint();
    /// Asks for the newest averaged weights once; `samplerArrived` follows.
    void requestSampler();
    /// Unsaved: lets the training thread do this about its last state; then Stopping, and Unsaved again where
    /// that fails, too. Otherwise nothing happens.
    void answerUnsaved(const UnsavedChoice& choice);

Q_SIGNALS:
    void stateChanged(wasserfarbe::TrainingSession::State state);
    void loadProgress(std::int64_t done, std::int64_t total);
    void timingThreads();
    /// The run exists: its folder is written. Before the first step.
    void prepared(std::filesystem::path directory, wasserfarbe::RunRecord record);
    void started(wasserfarbe::ComputeInfo compute);
    /// In order, without gaps, at most 20 times a second. Only after a rollback do steps come again.
    void stepsArrived(const std::vector<wasserfarbe::StepStats>& steps, wasserfarbe::Progress progress);
    void epochFinished(int epoch);
    /// Saved at `path`. Where several came within one twentieth of a second, all are told.
    void previewArrived(const wasserfarbe::Preview& preview, std::filesystem::path path);
    void checkpointSaved(std::filesystem::path path, std::int64_t step);
    void samplerArrived(std::shared_ptr<wasserfarbe::Sampler> sampler, int epoch, std::int64_t step);
    /// Writing into the run's folder fails; training goes on and tries again, until `diskRecovered`.
    void diskTrouble(const wasserfarbe::Error& error);
    void diskRecovered();
    /// The training diverged and rolled back. Emitted after the steps before the rollback.
    void rolledBack(const wasserfarbe::Rollback& back);
    /// The state is Unsaved. Again after each answer that did not help.
    void unsaved(const wasserfarbe::Error& error, std::int64_t step);
    /// The last state was written there, as `answerUnsaved` wished.
    void savedElsewhere(std::filesystem::path path);
    /// After the thread has ended and everything that it reported was told.
    void ended(wasserfarbe::TrainingSession::End end);

protected:
    void customEvent(QEvent*) override { tellAll(); } ///< the worker is at its end

private:
    class Worker;
    struct News;

    void setState(State next);
    void setAtWork(State next);
    bool mayBeStopped() const;
    void tellAll();
    void tell(const News& news);
    void tellOfWork(std::span<const RunEvent> events);
    void tellSteps(std::span<const RunEvent> events);
    void tellEvent(const RunEvent& event);
    void end(Trainer::Outcome outcome, const std::optional<Error>& failure);

    const TrainingJobFactory factory_;
    QTimer timer_;
    State state_ = State::Idle;
    std::filesystem::path directory_;
    Progress progress_;
    std::optional<ComputeInfo> compute_;
    std::optional<Error> failure_;
    std::optional<UnsavedState> unsaved_;
    bool gaveUp_ = false;
    bool telling_ = false;
    bool tellAgain_ = false;
    std::unique_ptr<Worker> worker_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
