#include "model/run/run_writer.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include "model/files/file_io.h"
#include "model/pictures/png_file.h"
#include "model/run/checkpoint.h"
#include "model/run/checkpoint_list.h"
#include "model/run/sample_history.h"
#include "model/training/training_state.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

constexpr std::chrono::seconds kFlush{1};

std::size_t bytes_of(const TrainingState& state) {
    std::size_t bytes = 0;
    for (const auto& [name, tensor] : state.tensors)
        bytes += tensor.nbytes();
    return bytes;
}

/// Makes a folder inside the run again where it was removed. The run's own is not: it may have been moved.
void restore_folder(const fs::path& folder) {
    std::error_code ignored; // the write into it fails and says what is wrong
    fs::create_directory(folder, ignored);
}

} // namespace

RunWriter::RunWriter(RunDirectory directory, MetricsLog metrics, Options options)
    : directory_(std::move(directory)),
      options_(std::move(options)),
      metrics_(std::move(metrics)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

void RunWriter::post(const std::function<void(Work&)>& change) {
    {
        const std::scoped_lock lock(mutex_);
        change(pending_);
        woken_ = true;
    }
    changed_.notify_all();
}

void RunWriter::append(const StepStats& stats) {
    const std::scoped_lock lock(mutex_);
    if (pending_.rows.empty()) { // later rows go with the first
        rows_due_ = Clock::now() + kFlush;
        woken_ = true;
        changed_.notify_all();
    }
    pending_.rows.emplace_back(stats);
}

void RunWriter::roll_back(int epoch, std::int64_t step, std::int64_t rows) {
    const Back back{epoch, step, rows};
    post([&](Work& work) {
        work.rows.emplace_back(back);
        work.back = back;
        std::erase_if(work.previews, [&](const PreviewJob& job) { return job.preview.step > step; });
    });
}

void RunWriter::save_preview(fs::path path, Preview preview, TextChunks text) {
    post([&](Work& work) {
        work.previews.push_back({std::move(path), std::move(preview), std::move(text)});
        drop_oldest();
    });
}

void RunWriter::save_state(std::shared_ptr<const TrainingState> state, RunRecord record) {
    post([&](Work& work) {
        work.states.push_back({std::move(state), std::move(record)});
        work.record.reset(); // an older one
        drop_oldest();
    });
}

void RunWriter::write_record(RunRecord record) {
    post([&](Work& work) {
        work.record = std::move(record);
        for (StateJob& job : work.states)
            job.record.reset();
    });
}

std::vector<RunEvent> RunWriter::take_events() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(events_, {});
}

std::optional<Error> RunWriter::drain() {
    std::unique_lock lock(mutex_);
    const std::uint64_t mine = ++drains_wanted_;
    changed_.notify_all();
    changed_.wait(lock, [&] { return drains_done_ >= mine; });
    return trouble_;
}

std::shared_ptr<const TrainingState> RunWriter::unsaved_state() const {
    const std::scoped_lock lock(mutex_);
    return pending_.states.empty() ? writing_ : pending_.states.back().state;
}

void RunWriter::forget_unsaved_states() {
    post([](Work& work) { work.states.clear(); });
}

/// Holds the lock.
void RunWriter::drop_oldest() {
    while (pending_.previews.size() > options_.previews_waiting)
        pending_.previews.pop_front();
    std::size_t bytes = 0;
    for (const StateJob& job : pending_.states)
        bytes += bytes_of(*job.state);
    for (; pending_.states.size() > 1 && bytes > options_.state_bytes_waiting; pending_.states.pop_front())
        bytes -= bytes_of(*pending_.states.front().state);
}

void RunWriter::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    for (bool last = false; !last;) {
        wait_for_work(lock, stop);
        last = stop.stop_requested();
        const std::uint64_t drains = drains_wanted_;
        Work taken = std::exchange(pending_, {});
        writing_ = taken.states.empty() ? nullptr : taken.states.back().state;
        lock.unlock();
        failure_.reset();
        write(taken);
        lock.lock();
        writing_.reset();
        give_back(std::move(taken));
        end_pass();
        drains_done_ = drains;
        changed_.notify_all();
    }
}

/// When the next attempt is to be made; nothing: there is nothing to do.
std::optional<RunWriter::Time> RunWriter::when_due() const {
    if (trouble_)
        return retry_at_;
    if (pending_.more_than_rows())
        return Time::min();
    return pending_.rows.empty() ? std::optional<Time>() : rows_due_;
}

void RunWriter::wait_for_work(std::unique_lock<std::mutex>& lock, const std::stop_token& stop) {
    const auto woken = [this] { return woken_ || drains_wanted_ > drains_done_; };
    while (!stop.stop_requested() && drains_wanted_ == drains_done_) {
        const std::optional<Time> due = when_due();
        if (due && *due <= Clock::now())
            return;
        woken_ = false;
        if (due)
            changed_.wait_until(lock, stop, *due, woken);
        else
            changed_.wait(lock, stop, woken);
    }
}

/// Each part is tried even where another part failed: some files may be writable while others are not.
void RunWriter::write(Work& work) {
    write_rows(work);
    if (work.back)
        attempt([&] {
            supersede_previews(directory_, work.back->epoch, work.back->step);
            work.back.reset();
        });
    write_previews(work);
    write_states(work);
    if (!work.record)
        work.record = std::exchange(work.saved_record, {});
    if (work.record)
        attempt([&] {
            directory_.write_record(*work.record);
            work.record.reset();
        });
}

void RunWriter::write_rows(Work& work) {
    attempt([&] {
        for (const auto& row : std::exchange(work.rows, {})) {
            if (const auto* stats = std::get_if<StepStats>(&row))
                metrics_.append(*stats);
            else
                metrics_.rewind(std::get<Back>(row).rows);
        }
        metrics_.flush();
    });
}

void RunWriter::write_previews(Work& work) {
    if (!work.previews.empty())
        restore_folder(directory_.previews_path());
    bool writable = true; // one failure is enough for a pass
    while (writable && !work.previews.empty())
        writable = attempt([&] {
            PreviewJob& job = work.previews.front();
            write_png(job.path, job.preview.grid, job.text);
            tell(PreviewSaved{std::move(job.path), std::move(job.preview)});
            work.previews.pop_front();
        });
}

void RunWriter::write_states(Work& work) {
    bool writable = true;
    while (writable && !work.states.empty())
        writable = attempt([&] {
            write_state(work.states.front());
            if (work.states.front().record)
                work.saved_record = std::move(work.states.front().record);
            work.states.pop_front();
        });
}

void RunWriter::write_state(const StateJob& job) {
    const fs::path path = checkpoint_path(directory_, job.state->counters);
    restore_folder(directory_.checkpoints_path());
    if (metrics_.pending_bytes() == 0)
        sync_file(directory_.metrics_path()); // the rows of a checkpoint must not be lost with the power
    write_checkpoint(path, *job.state);
    remove_superfluous_checkpoints(directory_, options_.checkpoints_kept, path);
    tell(CheckpointSaved{path, job.state->counters.step});
}

/// @return whether that went well
bool RunWriter::attempt(const std::function<void()>& part) {
    std::optional<Error> failure;
    try {
        part();
    } catch (const Error& error) {
        failure = error;
    } catch (const std::bad_alloc&) {
        failure = Error(ErrorKind::Memory, directory_.path(), "there is not enough memory to write to it");
    } catch (const std::exception& error) {
        failure = Error(ErrorKind::Internal, directory_.path(), error.what());
    }
    if (!failure)
        return true;
    if (!failure_)
        failure_ = std::move(failure);
    return false;
}

/// What could not be written goes before what has come since, which replaces some of it.
void RunWriter::give_back(Work work) {
    if (work.back && !pending_.back)
        pending_.back = work.back;
    if (!pending_.back)
        pending_.previews.insert(pending_.previews.begin(), std::make_move_iterator(work.previews.begin()),
                                 std::make_move_iterator(work.previews.end()));
    if (pending_.record)
        for (StateJob& job : work.states)
            job.record.reset();
    pending_.states.insert(pending_.states.begin(), std::make_move_iterator(work.states.begin()),
                           std::make_move_iterator(work.states.end()));
    if (work.record && !pending_.record)
        pending_.record = std::move(work.record);
    drop_oldest();
}

void RunWriter::end_pass() {
    const bool recovered = trouble_ && !failure_;
    const bool news = failure_ && !trouble_;
    trouble_ = failure_;
    if (failure_)
        retry_at_ = Clock::now() + options_.retry;
    if (news)
        events_.emplace_back(DiskTrouble{*failure_});
    if (recovered)
        events_.emplace_back(DiskRecovered{});
    if ((news || recovered) && options_.at_event)
        options_.at_event();
}

void RunWriter::tell(RunEvent event) {
    {
        const std::scoped_lock lock(mutex_);
        events_.push_back(std::move(event));
    }
    if (options_.at_event)
        options_.at_event();
}

} // namespace wasserfarbe
