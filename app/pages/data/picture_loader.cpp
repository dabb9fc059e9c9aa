#include "app/pages/data/picture_loader.h"

#include <algorithm>
#include <iterator>

namespace wasserfarbe {
namespace {

/// A training beside it needs the processors more.
unsigned threadCount() {
    return std::thread::hardware_concurrency() > 2 ? 2 : 1;
}

} // namespace

PictureLoader::PictureLoader(Load load, QObject* parent) : QObject(parent), load_(std::move(load)) {
    for (unsigned i = 0; i < threadCount(); ++i)
        threads_.emplace_back([this](const std::stop_token& stop) { work(stop); });
}

PictureLoader::~PictureLoader() {
    for (std::jthread& thread : threads_)
        thread.request_stop();
    threads_.clear();
}

std::uint64_t PictureLoader::want(std::vector<Wanted> pictures, const SeenOptions& options) {
    const std::lock_guard lock(mutex_);
    wanted_.assign(std::make_move_iterator(pictures.begin()), std::make_move_iterator(pictures.end()));
    options_ = options;
    changed_.notify_all();
    return ++request_;
}

void PictureLoader::work(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (changed_.wait(lock, stop, [this] { return !wanted_.empty(); })) {
        const Wanted next = std::move(wanted_.front());
        wanted_.pop_front();
        const SeenOptions options = options_;
        Result result{next.index, request_, next.source.place, {}};
        lock.unlock();
        result.picture = load_(next.source, options);
        lock.lock();
        results_.push_back(std::move(result));
        if (results_.size() == 1) // else one is on its way that takes this one along
            QMetaObject::invokeMethod(this, &PictureLoader::deliver, Qt::QueuedConnection);
    }
}

void PictureLoader::deliver() {
    std::vector<Result> results;
    {
        const std::lock_guard lock(mutex_);
        results.swap(results_);
    }
    Q_EMIT loaded(results);
}

} // namespace wasserfarbe
