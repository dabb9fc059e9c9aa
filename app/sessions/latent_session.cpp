#include "app/sessions/latent_session.h"

#include <numeric>
#include <utility>

#include <QCoreApplication>
#include <QEvent>

#include "app/sessions/latent_worker.h"

namespace wasserfarbe {

LatentSession::LatentSession(ModelOpener opener, QObject* parent)
    : QObject(parent), worker_(std::make_unique<LatentWorker>(std::move(opener), [this] {
          QCoreApplication::postEvent(this, new QEvent(QEvent::User));
      })) {}

LatentSession::~LatentSession() = default;

/// The worker has news. A slot that runs an event loop of its own may bring us here again: the order stays,
/// the rest follows.
void LatentSession::customEvent(QEvent*) {
    tellAgain_ = true;
    if (std::exchange(telling_, true))
        return;
    while (std::exchange(tellAgain_, false)) {
        LatentNews news = worker_->take();
        for (auto& event : news)
            std::visit([this](auto& one) { tell(one); }, event);
    }
    telling_ = false;
}

void LatentSession::tell(LatentOpened& opened) {
    if (opened.number != opening_)
        return; // another one was opened meanwhile
    opening_ = 0;
    if (opened.error)
        Q_EMIT failed(*opened.error);
    else
        setModel(std::move(opened.model.renderer), opened.model.source);
}

void LatentSession::tell(const RenderedImages& images) {
    if (!isNewest(images.channel, images.request))
        return;
    if (images.complete)
        requests_.erase(images.channel);
    Q_EMIT rendered(images);
}

void LatentSession::tell(const LatentFailed& failure) {
    if (!isNewest(failure.channel, failure.request))
        return;
    requests_.erase(failure.channel);
    Q_EMIT failed(failure.error);
}

bool LatentSession::isNewest(int channel, std::uint64_t request) const {
    const auto found = requests_.find(channel);
    return found != requests_.end() && found->second == request;
}

/// Requests for latents of another size can't be gone on with; those of the same size are.
void LatentSession::setModel(std::shared_ptr<LatentRenderer> next, const std::optional<ModelSource>& from) {
    if ((next ? next->latentSize() : 0) != latentSize()) {
        requests_.clear();
        worker_->cancelAll();
    }
    worker_->setModel(next, from.value_or(ModelSource{}));
    renderer_ = std::move(next);
    source_ = from;
    Q_EMIT modelChanged();
}

void LatentSession::open(const std::filesystem::path& path, Weights weights,
                         std::shared_ptr<const ModelFile> file) {
    opening_ = ++lastNumber_;
    worker_->open(opening_, path, weights, std::move(file));
}

void LatentSession::setRenderer(std::shared_ptr<LatentRenderer> renderer, const ModelSource& source) {
    if (!renderer)
        return close();
    opening_ = 0;
    worker_->cancelOpening();
    setModel(std::move(renderer), source);
}

void LatentSession::close() {
    opening_ = 0;
    worker_->cancelOpening();
    if (renderer_)
        setModel(nullptr, std::nullopt);
}

std::uint64_t LatentSession::request(int channel, Latents latents, std::vector<int> order) {
    if (!renderer_)
        return 0;
    if (order.empty()) {
        order.resize(static_cast<std::size_t>(latents.count));
        std::iota(order.begin(), order.end(), 0);
    }
    const std::uint64_t number = ++lastNumber_;
    requests_[channel] = number;
    worker_->request(channel, number, std::move(latents), std::move(order));
    return number;
}

void LatentSession::cancel(int channel) {
    requests_.erase(channel);
    worker_->cancel(channel);
}

} // namespace wasserfarbe
