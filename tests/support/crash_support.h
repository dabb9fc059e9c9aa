#pragma once

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <map>
#include <poll.h>
#include <random>
#include <set>
#include <sys/inotify.h>
#include <sys/syscall.h>
#include <thread>
#include <unistd.h>

#include "model/files/file_io.h"
#include "model/run/run_list.h"
#include "model/run/run_lock.h"
#include "tests/support/cli_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/run_fixture.h"

/// A training process that is killed, and what it leaves on the disk.
namespace wasserfarbe::test {

using Micros = std::chrono::microseconds;

/// When a process is killed: at the event, a number of which it survives, and a while after it.
struct Instant {
    enum class Event {
        Start,      ///< of the process
        Making,     ///< something is new in the folder of a run that is made; the first is the folder itself
        Opening,    ///< a resume changes something in the run's folder
        Training,   ///< the first step comes next
        Preview,    ///< the temporary file of a preview is there
        Checkpoint, ///< the temporary file of a checkpoint is there
    };
    Event event = Event::Start;
    int survived = 0;
    Micros after{0};

    std::string text() const {
        static const std::map<Event, std::string> names = {
            {Event::Start, "start"},       {Event::Making, "making"},   {Event::Opening, "opening"},
            {Event::Training, "training"}, {Event::Preview, "preview"}, {Event::Checkpoint, "checkpoint"}};
        return names.at(event) + " " + std::to_string(survived + 1) + " + " + std::to_string(after.count()) +
               " us";
    }
};

/// Draws instants; the same ones in the same order for a seed.
class Dice {
public:
    explicit Dice(unsigned seed) : random_(seed) {}

    int up_to(int most) { return static_cast<int>(random_() % static_cast<unsigned>(most + 1)); }
    Micros up_to(Micros most) { return Micros(up_to(static_cast<int>(most.count()))); }

    /// @param start_up  from the start of a process to its first step
    Instant instant(Instant::Event event, Micros start_up) {
        using Event = Instant::Event;
        switch (event) {
        case Event::Start:
            return {event, 0, up_to(start_up)};
        case Event::Making:
            return {event, up_to(6), up_to(Micros(1'000))};
        case Event::Opening:
            return {event, up_to(9), up_to(Micros(1'000))};
        case Event::Training:
            return {event, 0, up_to(Micros(60'000))};
        case Event::Preview: // most are written within a millisecond
            return {event, up_to(3), up_to(1) == 0 ? Micros(0) : up_to(Micros(1'500))};
        case Event::Checkpoint: // and its name, and the removal of older ones
            return {event, up_to(3), up_to(1) == 0 ? Micros(0) : up_to(Micros(15'000))};
        }
        return {};
    }

    /// `counts` of each event, in random order.
    std::vector<Instant::Event> shuffled(const std::map<Instant::Event, int>& counts) {
        std::vector<Instant::Event> list;
        for (const auto& [event, count] : counts)
            list.insert(list.end(), static_cast<std::size_t>(count), event);
        std::shuffle(list.begin(), list.end(), random_);
        return list;
    }

private:
    std::mt19937 random_;
};

/// What happens in a folder, as it happens.
class FolderWatch {
public:
    /// @param events  as inotify has them
    FolderWatch(const fs::path& folder, std::uint32_t events) : inotify_(::inotify_init1(IN_CLOEXEC)) {
        watching_ = ::inotify_add_watch(inotify_, folder.c_str(), events) >= 0;
    }
    ~FolderWatch() { ::close(inotify_); }
    FolderWatch(const FolderWatch&) = delete;
    FolderWatch& operator=(const FolderWatch&) = delete;

    /// Returns with the `count`-th event on a file whose name contains `part`.
    /// @return false where the process ended before, or nothing happened for too long
    bool wait_for(int count, std::string_view part, pid_t process) const {
        const int ending = static_cast<int>(::syscall(SYS_pidfd_open, process, 0));
        std::array<pollfd, 2> both = {{{inotify_, POLLIN, 0}, {ending, POLLIN, 0}}};
        bool alive = watching_ && ending >= 0;
        while (alive && count > 0) {
            alive = ::poll(both.data(), both.size(), kPatience) > 0 && (both[0].revents & POLLIN) != 0;
            if (alive)
                count -= read_events(part);
        }
        ::close(ending);
        return alive;
    }

private:
    int read_events(std::string_view part) const {
        alignas(inotify_event) std::array<char, 4096> bytes{};
        const ssize_t size = ::read(inotify_, bytes.data(), bytes.size());
        int found = 0;
        for (ssize_t at = 0; at < size;) {
            const auto* event = reinterpret_cast<const inotify_event*>(bytes.data() + at);
            if (event->len > 0 && std::string_view(event->name).find(part) != std::string_view::npos)
                ++found;
            at += static_cast<ssize_t>(sizeof(inotify_event) + event->len);
        }
        return found;
    }

    int inotify_;
    bool watching_ = false;
};

/// Returns once the process has written a line to standard error that begins so. @return false where it ended
inline bool wait_for_line(QProcess& process, const QByteArray& begin) {
    process.setReadChannel(QProcess::StandardError);
    for (;;) {
        while (process.canReadLine())
            if (process.readLine().startsWith(begin))
                return true;
        if (!process.waitForReadyRead(kPatience))
            return false;
    }
}

inline const QByteArray kFirstStepIsNext = "training on ";

/// Waits for an instant. Made before the process starts, so that it misses nothing.
class Trigger {
public:
    Trigger(const Instant& instant, const fs::path& run) : instant_(instant), run_(run) {
        using Event = Instant::Event;
        if (instant.event == Event::Making)
            watch_.emplace(run.parent_path(), IN_CREATE);
        if (instant.event == Event::Opening)
            watch_.emplace(run, kChanges);
        if (instant.event == Event::Preview)
            watch_.emplace(RunDirectory(run).previews_path(), IN_CREATE);
        if (instant.event == Event::Checkpoint)
            watch_.emplace(RunDirectory(run).checkpoints_path(), IN_CREATE);
    }

    /// @return false where the process ended before
    bool wait(QProcess& process) const {
        const bool come = wait_for_event(process);
        if (instant_.after > Micros(0))
            std::this_thread::sleep_for(instant_.after);
        return come;
    }

private:
    static constexpr std::uint32_t kChanges = IN_CREATE | IN_MODIFY | IN_MOVED_TO | IN_DELETE;

    bool wait_for_event(QProcess& process) const {
        const auto id = static_cast<pid_t>(process.processId());
        switch (instant_.event) {
        case Instant::Event::Start:
            return true;
        case Instant::Event::Making: // what comes first in the folder may be missed; training brings more
            return watch_->wait_for(1, run_.filename().native(), id) &&
                   FolderWatch(run_, kChanges).wait_for(instant_.survived, "", id);
        case Instant::Event::Opening:
            return watch_->wait_for(instant_.survived + 1, "", id);
        case Instant::Event::Training:
            return wait_for_line(process, kFirstStepIsNext);
        case Instant::Event::Preview:
        case Instant::Event::Checkpoint:
            return watch_->wait_for(instant_.survived + 1, ".tmp-", id);
        }
        return false;
    }

    Instant instant_;
    fs::path run_;
    std::optional<FolderWatch> watch_;
};

/// Kills a process and waits for its end. @return whether it was killed, and had not ended before
inline bool kill_now(QProcess& process) {
    ::kill(static_cast<pid_t>(process.processId()), SIGKILL);
    return process.waitForFinished(kPatience) && process.exitStatus() == QProcess::CrashExit;
}

/// A run's folder as somebody finds it who was not there.
struct Remains {
    std::int64_t step = 0; ///< of the newest checkpoint; 0: there is none
    int epoch = 0;
    bool generator_update_due = false;
    std::vector<QByteArray> rows;       ///< of metrics.csv, the torn one left out
    std::vector<QByteArray> superseded; ///< rows, too
    std::vector<std::string> previews;
    std::vector<std::string> superseded_previews;
    std::vector<std::string> temporary; ///< files, as `folder/name`

    /// Rows that a resume keeps.
    std::size_t kept_rows() const { return static_cast<std::size_t>(step - (generator_update_due ? 1 : 0)); }
    /// Of a folder within the run's.
    bool has_temporary(const std::string& folder) const {
        return std::any_of(temporary.begin(), temporary.end(),
                           [&](const std::string& name) { return name.starts_with(folder + "/"); });
    }
};

inline std::vector<QByteArray> whole_lines(const fs::path& file) {
    QByteArrayList lines = file_bytes(file).split('\n');
    lines.removeLast(); // what follows the last line end
    if (!lines.isEmpty())
        lines.removeFirst(); // the header
    return {lines.begin(), lines.end()};
}

inline std::vector<std::string> names_if_there(const fs::path& folder) {
    return fs::exists(folder) ? names_in(folder) : std::vector<std::string>();
}

/// In a run's folder, where it is there, and those within it.
inline std::vector<std::string> temporary_files(const fs::path& run) {
    std::vector<std::string> names;
    std::error_code error;
    for (const auto& entry : fs::recursive_directory_iterator(run, error))
        if (AtomicFile::is_temporary(entry.path()))
            names.push_back(fs::relative(entry.path(), run).string());
    return names;
}

/// Rows are whole, and count steps from 1.
inline void check_metrics(const RunDirectory& run, const Remains& remains) {
    const std::vector<StepStats> rows = read_metrics(run.metrics_path());
    QCOMPARE(rows.size(), remains.rows.size());
    for (std::size_t i = 0; i < rows.size(); ++i)
        QCOMPARE(rows[i].step, static_cast<std::int64_t>(i) + 1);
    QVERIFY2(rows.size() >= remains.kept_rows(), qPrintable(QString::number(rows.size())));
    const fs::path superseded = run.path() / "metrics-superseded.csv";
    if (fs::exists(superseded))
        QCOMPARE(read_metrics(superseded).size(), remains.superseded.size());
    const std::set<QByteArray> once(remains.superseded.begin(), remains.superseded.end());
    QCOMPARE(once.size(), remains.superseded.size());
}

/// Whatever has the name of a checkpoint or of a preview is whole.
inline void check_files(const RunDirectory& run, const Remains& remains) {
    for (const std::string& name : names_in(run.checkpoints_path()))
        if (name.ends_with(".safetensors")) {
            const TrainingState state = read_checkpoint(run.checkpoints_path() / name);
            QVERIFY2(state.counters.step <= remains.step, name.c_str());
        }
    for (const std::string& name : remains.previews)
        QVERIFY2(!read_png(run.previews_path() / name).image.pixels.empty(), name.c_str());
    for (const std::string& name : remains.superseded_previews)
        QVERIFY2(!read_png(run.path() / "previews-superseded" / name).image.pixels.empty(), name.c_str());
}

/// Looks at a run that nobody trains: it lists, its files are whole, nobody holds it.
inline void look_at(const fs::path& path, Remains& remains) {
    remains = {};
    const RunDirectory run(path);
    QVERIFY(!RunLock::is_locked(path));
    const std::vector<RunSummary> listed = list_runs(path.parent_path());
    const auto summary =
        std::find_if(listed.begin(), listed.end(), [&](const RunSummary& each) { return each.path == path; });
    QVERIFY(summary != listed.end());
    QVERIFY2(summary->record, summary->error ? summary->error->what() : "");
    QVERIFY(!summary->in_use);

    if (!run.checkpoints().empty()) {
        const TrainingState newest = newest_state(path);
        remains.step = newest.counters.step;
        remains.epoch = epochs_completed(newest.counters);
        remains.generator_update_due = newest.counters.unfinished.has_value();
    }
    QVERIFY(summary->record->step <= remains.step); // run.json promises no more than there is
    remains.rows = whole_lines(run.metrics_path());
    remains.superseded = whole_lines(path / "metrics-superseded.csv");
    remains.temporary = temporary_files(path);
    for (const std::string& name : names_in(run.previews_path()))
        if (!AtomicFile::is_temporary(name))
            remains.previews.push_back(name);
    remains.superseded_previews = names_if_there(path / "previews-superseded");
    check_metrics(run, remains);
    check_files(run, remains);
}

/// A resume that came as far as `trained` says has kept what belongs to its checkpoint, and lost nothing
/// else.
/// @param before  as it found the run;  @param after  as it left it, however it ended
inline void compare_remains(const Remains& before, const Remains& after, bool trained) {
    QVERIFY(after.step >= before.step);
    QVERIFY(after.rows.size() >= before.kept_rows());
    for (std::size_t i = 0; i < before.kept_rows(); ++i)
        QCOMPARE(after.rows[i], before.rows[i]);

    QVERIFY(after.superseded.size() >= before.superseded.size());
    QVERIFY(std::equal(before.superseded.begin(), before.superseded.end(), after.superseded.begin()));
    const std::set<QByteArray> superseded(after.superseded.begin(), after.superseded.end());
    const std::set<QByteArray> present(after.rows.begin(), after.rows.end());
    for (std::size_t i = before.kept_rows(); i < before.rows.size(); ++i) {
        const QByteArray& row = before.rows[i];
        QVERIFY2(superseded.contains(row) || (!trained && present.contains(row)), row.constData());
    }
    if (!trained)
        return;
    for (const QByteArray& row : after.superseded)
        QVERIFY2(!present.contains(row), row.constData());
    for (const std::string& name : before.temporary)
        QVERIFY2(std::find(after.temporary.begin(), after.temporary.end(), name) == after.temporary.end(),
                 name.c_str());
    for (const std::string& name : before.previews)
        if (name > RunDirectory("").preview_path(before.epoch).filename().string())
            QVERIFY2(std::find(after.superseded_previews.begin(), after.superseded_previews.end(), name) !=
                         after.superseded_previews.end(),
                     name.c_str());
}

} // namespace wasserfarbe::test
