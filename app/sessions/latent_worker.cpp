#include "app/sessions/latent_worker.h"

#include <algorithm>
#include <chrono>
#include <span>
#include <utility>

#include "app/sessions/caught_error.h"

namespace wasserfarbe {
namespace {

/// How long a batch may take: whatever is more urgent waits for no more than this.
constexpr double kChunkMilliseconds = 10;
constexpr std::size_t kLargestChunk = 64;

Latents rowsOf(const Latents& latents, const std::vector<int>& rows) {
    Latents some{static_cast<int>(rows.size()), latents.size, {}};
    some.values.reserve(rows.size() * static_cast<std::size_t>(latents.size));
    for (const int row : rows) {
        const std::span<const float> values = latents.row(row);
        some.values.insert(some.values.end(), values.begin(), values.end());
    }
    return some;
}

} // namespace

LatentWorker::LatentWorker(ModelOpener opener, std::function<void()> wake)
    : opener_(std::move(opener)),
      wake_(std::move(wake)),
      thread_([this](const std::stop_token& stop) { work(stop); }) {}

void LatentWorker::open(std::uint64_t number, std::filesystem::path path, Weights weights,
                        std::shared_ptr<const ModelFile> file) {
    const std::scoped_lock lock(mutex_);
    opening_ = Opening{number, std::move(path), weights, std::move(file)};
    changed_.notify_one();
}

void LatentWorker::cancelOpening() {
    const std::scoped_lock lock(mutex_);
    opening_.reset();
}

void LatentWorker::setModel(std::shared_ptr<LatentRenderer> renderer, const ModelSource& source) {
    const std::scoped_lock lock(mutex_);
    const bool alike = renderer && renderer_ && renderer->imageSize() == renderer_->imageSize();
    if (!alike)
        chunkSize_ = 1;       // nobody knows how long its images take
    renderer_.swap(renderer); // freed outside the lock, at the end: that takes its time with a generator
    source_ = source;
    changed_.notify_one();
}

void LatentWorker::request(int channel, std::uint64_t number, Latents latents, std::vector<int> order) {
    Job job{number, std::make_shared<const Latents>(std::move(latents)), std::move(order)};
    const std::scoped_lock lock(mutex_);
    std::swap(jobs_[channel], job);
    changed_.notify_one();
}

void LatentWorker::cancel(int channel) {
    const std::scoped_lock lock(mutex_);
    jobs_.erase(channel);
}

void LatentWorker::cancelAll() {
    const std::scoped_lock lock(mutex_);
    jobs_.clear();
}

template <typename Event>
void LatentWorker::tell(Event event) {
    news_.post([&](LatentNews& news) { news.emplace_back(std::move(event)); }, wake_);
}

void LatentWorker::work(const std::stop_token& stop) {
    for (;;) {
        std::optional<Opening> opening;
        Chunk chunk;
        {
            std::unique_lock lock(mutex_);
            const bool busy = changed_.wait(
                lock, stop, [this] { return opening_.has_value() || (renderer_ && !jobs_.empty()); });
            if (!busy || stop.stop_requested())
                return;
            opening = std::exchange(opening_, std::nullopt);
            if (!opening)
                chunk = nextChunk();
        }
        if (opening)
            openModel(*opening);
        else
            renderChunk(chunk, stop);
    }
}

void LatentWorker::openModel(const Opening& opening) {
    LatentOpened opened;
    opened.number = opening.number;
    try {
        opened.model = opener_(opening.path, opening.weights, opening.file);
    } catch (...) {
        opened.error = caughtError();
    }
    tell(std::move(opened));
}

/// Under the lock, when there is something to do.
LatentWorker::Chunk LatentWorker::nextChunk() const {
    const auto& [channel, job] = *jobs_.begin();
    const std::size_t count = std::min(chunkSize_, job.order.size() - job.done);
    const auto first = job.order.begin() + static_cast<std::ptrdiff_t>(job.done);
    return {channel,   job.request, job.latents, {first, first + static_cast<std::ptrdiff_t>(count)},
            renderer_, source_};
}

void LatentWorker::renderChunk(const Chunk& chunk, const std::stop_token& stop) {
    bool interrupted = false;
    const auto goOn = [&](int) {
        interrupted = interrupted || !isMostUrgent(chunk, stop);
        return !interrupted;
    };
    try {
        std::vector<Image> images;
        if (!chunk.rows.empty()) {
            const auto begin = std::chrono::steady_clock::now();
            images = chunk.renderer->render(rowsOf(*chunk.latents, chunk.rows), goOn);
            const std::chrono::duration<double, std::milli> took = std::chrono::steady_clock::now() - begin;
            adapt(images.size(), took.count());
            if (images.size() > chunk.rows.size() || (images.size() < chunk.rows.size() && !interrupted))
                throw Error(ErrorKind::Internal, "the model did not make the images that were asked for");
        }
        finishChunk(chunk, std::move(images));
    } catch (...) {
        failChunk(chunk, caughtError());
    }
}

/// Under the lock.
bool LatentWorker::isWanted(const Chunk& chunk) const {
    const auto job = jobs_.find(chunk.channel);
    return job != jobs_.end() && job->second.request == chunk.request;
}

bool LatentWorker::isMostUrgent(const Chunk& chunk, const std::stop_token& stop) const {
    if (stop.stop_requested())
        return false;
    const std::scoped_lock lock(mutex_);
    return isWanted(chunk) && jobs_.begin()->first == chunk.channel && !opening_ &&
           renderer_ == chunk.renderer;
}

void LatentWorker::finishChunk(const Chunk& chunk, std::vector<Image> images) {
    RenderedImages rendered{chunk.channel, chunk.request, chunk.source, chunk.rows, std::move(images), false};
    rendered.indices.resize(rendered.images.size());
    {
        const std::scoped_lock lock(mutex_);
        if (!isWanted(chunk))
            return;
        Job& job = jobs_.at(chunk.channel);
        job.done += rendered.images.size();
        rendered.complete = job.done == job.order.size();
        if (rendered.complete)
            jobs_.erase(chunk.channel);
    }
    if (rendered.complete || !rendered.images.empty())
        tell(std::move(rendered));
}

void LatentWorker::failChunk(const Chunk& chunk, const Error& error) {
    {
        const std::scoped_lock lock(mutex_);
        if (!isWanted(chunk))
            return;
        jobs_.erase(chunk.channel);
    }
    tell(LatentFailed{chunk.channel, chunk.request, error});
}

/// A batch that was cut short, or smaller than it might have been, says only that it was not too large.
void LatentWorker::adapt(std::size_t images, double milliseconds) {
    const std::scoped_lock lock(mutex_);
    if (milliseconds > kChunkMilliseconds) {
        const double fitting = static_cast<double>(images) * kChunkMilliseconds / milliseconds;
        chunkSize_ = std::clamp<std::size_t>(static_cast<std::size_t>(fitting), 1, chunkSize_);
    } else if (images >= chunkSize_ && milliseconds < kChunkMilliseconds / 2) {
        chunkSize_ = std::min(chunkSize_ * 2, kLargestChunk);
    }
}

} // namespace wasserfarbe
