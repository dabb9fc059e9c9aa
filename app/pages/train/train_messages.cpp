#include "app/pages/train/train_messages.h"

#include <utility>

#include <QLocale>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"

namespace wasserfarbe {

int fittingBatchSize(const Error& error) {
    const bool fits =
        error.code() == ErrorCode::BatchTooLarge || error.code() == ErrorCode::BatchMayBeTooLarge;
    return fits ? static_cast<int>(std::get<std::int64_t>(error.arguments().back().value)) : 0;
}

TrainMessages::TrainMessages(Studio& studio, MessageBar& bar, QObject* parent)
    : QObject(parent), studio_(studio), bar_(bar) {
    connect(&bar_, &MessageBar::actionTriggered, this, [this] {
        if (const std::function<void()> act = act_) // a copy: it may change what is shown
            act();
    });
    connect(&bar_, &MessageBar::dismissed, this, [this] {
        if (shown_ != TopicCount)
            makers_[static_cast<std::size_t>(std::exchange(shown_, TopicCount))] = nullptr;
        show();
    });
    connect(&studio_.currentRun(), &CurrentRun::changed, this, &TrainMessages::tellOfOtherRun);
    connectTraining();
}

void TrainMessages::connectTraining() {
    TrainingSession& training = studio_.training();
    connect(&training, &TrainingSession::stateChanged, this, [this](TrainingSession::State state) {
        if (state == TrainingSession::State::Preparing)
            for (const Topic topic : {Failure, Disk, Elsewhere, Rollback})
                drop(topic);
        tellOfOtherRun();
    });
    connect(&training, &TrainingSession::diskTrouble, this, &TrainMessages::tellOfDisk);
    connect(&training, &TrainingSession::diskRecovered, this, [this] {
        drop(Disk);
        studio_.notify(tr("Saved again"));
    });
    connect(&training, &TrainingSession::rolledBack, this, &TrainMessages::tellOfRollback);
    connect(&training, &TrainingSession::savedElsewhere, this, &TrainMessages::tellOfOtherPlace);
    connect(&training, &TrainingSession::ended, this, &TrainMessages::end);
}

void TrainMessages::set(Topic topic, Maker maker) {
    makers_[topic] = std::move(maker);
    came_[topic] = topic == OtherRun ? 0 : ++count_; // what is looked at can wait
    shown_ = TopicCount;                             // also where it is the same topic with another text
    show();
}

void TrainMessages::drop(Topic topic) {
    if (makers_[topic]) {
        makers_[topic] = nullptr;
        show();
    }
}

int TrainMessages::newest() const {
    int newest = TopicCount;
    for (int topic = 0; topic < TopicCount; ++topic) {
        const auto i = static_cast<std::size_t>(topic);
        if (makers_[i] && (newest == TopicCount || came_[i] > came_[static_cast<std::size_t>(newest)]))
            newest = topic;
    }
    return newest;
}

void TrainMessages::show() {
    const int topic = newest();
    if (topic == shown_)
        return;
    shown_ = topic;
    if (topic == TopicCount) {
        act_ = nullptr;
        bar_.clear();
        return;
    }
    const Message message = makers_[static_cast<std::size_t>(topic)]();
    act_ = message.act;
    bar_.showMessage(message.kind, message.text, message.detail, message.action);
}

void TrainMessages::retranslate() {
    shown_ = TopicCount;
    show();
}

void TrainMessages::showFailure(const Error& error) {
    if (makers_[Disk])
        return;
    set(Failure, [this, error] { return failureMessage(error); });
}

void TrainMessages::showPlotNotSaved(const QString& path, const QString& detail) {
    set(Failure, [=] {
        return Message{MessageBar::Kind::Failure, tr("The plot could not be saved as %1.").arg(path), detail};
    });
}

TrainMessages::Message TrainMessages::failureMessage(const Error& error) {
    const ErrorText text = errorText(error);
    Message message{MessageBar::Kind::Failure, text.message, text.detail};
    const int batchSize = fittingBatchSize(error);
    if (batchSize > 0) {
        message.action = tr("Use batch size %1").arg(QLocale().toString(batchSize));
        message.act = [this, batchSize] { Q_EMIT batchSizeWanted(batchSize); };
    } else if (error.kind() == ErrorKind::Diverged && studio_.currentRun().newestCheckpoint()) {
        message.action = tr("Branch with half the learning rates");
        message.act = [this] { branchGently(); };
    }
    return message;
}

/// From the last good checkpoint, as the engine suggests where a run diverged.
void TrainMessages::branchGently() {
    const CurrentRun& run = studio_.currentRun();
    if (!run.record() || !run.newestCheckpoint())
        return;
    RunPlan plan =
        studio_.branchPlan(*run.record(), run.newestCheckpoint()->path, run.newestCheckpoint()->step);
    plan.config.generator_learning_rate /= 2;
    plan.config.critic_learning_rate /= 2;
    studio_.planNewRun(plan);
}

void TrainMessages::tellOfDisk(const Error& error) {
    drop(Failure); // of a preview that could not be read a moment ago
    set(Disk, [error] {
        return Message{MessageBar::Kind::Warning,
                       tr("The run can't be saved at the moment: %1. Training goes on and tries again.")
                           .arg(diskReasonText(error)),
                       errorText(error).detail};
    });
}

void TrainMessages::tellOfRollback(const wasserfarbe::Rollback& back) {
    set(Rollback, [back] {
        return Message{
            MessageBar::Kind::Information,
            tr("At step %1 %2 was no longer a finite number. Training went back to step %3 and goes "
               "on from there with other pictures and random numbers.")
                .arg(countText(back.found_at), quantityText(back.quantity), countText(back.step))};
    });
}

void TrainMessages::tellOfOtherPlace(const std::filesystem::path& path) {
    set(Elsewhere, [this, path] {
        return Message{
            MessageBar::Kind::Information,
            tr("The last state was saved as %1. The run itself goes on from its newest checkpoint; a "
               "branch can begin with this one.")
                .arg(toQString(path)),
            {},
            tr("Branch from it"),
            [this, path] {
                if (const auto& record = studio_.currentRun().record())
                    studio_.branchRun(*record, path, record->step);
            }};
    });
}

/// One run trains while another is looked at.
void TrainMessages::tellOfOtherRun() {
    const TrainingSession& training = studio_.training();
    const CurrentRun& run = studio_.currentRun();
    const bool other =
        training.isActive() && !training.directory().empty() && run.isOpen() && !run.isTraining();
    if (!other)
        return drop(OtherRun);
    set(OtherRun, [this] {
        return Message{MessageBar::Kind::Information,
                       tr("You are looking at %1 while %2 trains.")
                           .arg(toQString(studio_.currentRun().directory().filename()),
                                toQString(studio_.training().directory().filename())),
                       {},
                       tr("Show the one that trains"),
                       [this] { studio_.currentRun().open(studio_.training().directory()); }};
    });
}

void TrainMessages::end(TrainingSession::End end) {
    drop(Disk);
    if (end != TrainingSession::End::Failed || !studio_.training().failure())
        return;
    drop(Rollback);
    showFailure(*studio_.training().failure());
}

} // namespace wasserfarbe
