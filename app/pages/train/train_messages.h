#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <functional>

#include <QObject>
#include <QString>

#include "app/sessions/training_session.h"
#include "model/types/error.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe {

class Studio;

/// What the page Train has to tell in its bar: of everything that holds, what came last. What is over goes by
/// itself. Follows the studio. GUI thread only.
class TrainMessages : public QObject {
    Q_OBJECT
public:
    TrainMessages(Studio& studio, MessageBar& bar, QObject* parent);

    /// Says nothing more while the run's disk fails, which is told already and is why.
    void showFailure(const Error& error);
    /// @param detail  the system's words
    void showPlotNotSaved(const QString& path, const QString& detail);
    void retranslate();

Q_SIGNALS:
    /// Memory was short: the run is wanted with this batch size.
    void batchSizeWanted(int batchSize);

private:
    enum Topic { Failure, Disk, Elsewhere, Rollback, OtherRun, TopicCount };
    struct Message {
        MessageBar::Kind kind = MessageBar::Kind::Information;
        QString text;
        QString detail{};
        QString action{};            ///< its label; empty: none
        std::function<void()> act{}; ///< what it does
    };
    using Maker = std::function<Message()>; ///< in the language of the moment

    void connectTraining();
    void set(Topic topic, Maker maker);
    void drop(Topic topic);
    void show();
    int newest() const;
    Message failureMessage(const Error& error);
    void branchGently();
    void tellOfDisk(const Error& error);
    void tellOfRollback(const wasserfarbe::Rollback& back);
    void tellOfOtherPlace(const std::filesystem::path& path);
    void tellOfOtherRun();
    void end(TrainingSession::End end);

    Studio& studio_;
    MessageBar& bar_;
    std::array<Maker, TopicCount> makers_;         ///< empty: nothing to tell of this topic
    std::array<std::uint64_t, TopicCount> came_{}; ///< when, counted
    std::uint64_t count_ = 0;
    int shown_ = TopicCount;    ///< TopicCount: none
    std::function<void()> act_; ///< of what is shown
};

/// The batch size that a memory error says would fit; 0: it says none.
int fittingBatchSize(const Error& error);

} // namespace wasserfarbe
