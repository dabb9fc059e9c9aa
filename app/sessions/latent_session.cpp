#include "app/sessions/latent_session.h"

#include <map>
#include <numeric>
#include <utility>

#include <QCoreApplication>
#include <QEvent>

#include "app/sessions/latent_worker.h"

namespace wasserfarbe {

class LatentSession::Private {
public:
    Private(ModelOpener opener, std::function<void()> wake) : worker(std::move(opener), std::move(wake)) {}

    std::optional<ModelSource> source;
    std::shared_ptr<LatentRenderer> renderer;
    int latentSize = 0;
    int imageSize = 0;
    std::uint64_t lastNumber = 0;
    std::uint64_t opening = 0;             ///< the number of the opening that is waited for; 0: none
    std::map<int, std::uint64_t> requests; ///< not complete yet, by channel
    bool busy = false;
    bool telling = false;
    bool tellAgain = false;
    LatentWorker worker;

    void tellAll(LatentSession& session);
    void tell(LatentSession& session, LatentNews::Opened& opened);
    void tell(LatentSession& session, RenderedImages& rendered);
    void tell(LatentSession& session, LatentNews::Failed& failure);
    void setModel(LatentSession& session, std::shared_ptr<LatentRenderer> next,
                  const std::optional<ModelSource>& from);
    void updateBusy(LatentSession& session);
    bool isNewest(int channel, std::uint64_t request) const {
        const auto found = requests.find(channel);
        return found != requests.end() && found->second == request;
    }
};

/// A slot that runs an event loop of its own may bring us here again: the order stays, the rest follows.
void LatentSession::Private::tellAll(LatentSession& session) {
    tellAgain = true;
    if (telling)
        return;
    telling = true;
    while (std::exchange(tellAgain, false)) {
        LatentNews news = worker.take();
        for (auto& event : news.events)
            std::visit([&](auto& one) { tell(session, one); }, event);
    }
    telling = false;
}

void LatentSession::Private::tell(LatentSession& session, LatentNews::Opened& opened) {
    if (opened.number != opening)
        return; // another one was opened meanwhile
    opening = 0;
    if (opened.error)
        Q_EMIT session.failed(*opened.error);
    else
        setModel(session, std::move(opened.model->renderer), opened.model->source);
}

void LatentSession::Private::tell(LatentSession& session, RenderedImages& rendered) {
    if (!isNewest(rendered.channel, rendered.request))
        return;
    if (rendered.complete)
        requests.erase(rendered.channel);
    Q_EMIT session.rendered(rendered);
    updateBusy(session);
}

void LatentSession::Private::tell(LatentSession& session, LatentNews::Failed& failure) {
    if (!isNewest(failure.channel, failure.request))
        return;
    requests.erase(failure.channel);
    Q_EMIT session.failed(failure.error);
    updateBusy(session);
}

/// Requests for latents of another size can't be gone on with; those of the same size are.
void LatentSession::Private::setModel(LatentSession& session, std::shared_ptr<LatentRenderer> next,
                                      const std::optional<ModelSource>& from) {
    const int size = next ? next->latentSize() : 0;
    if (size != latentSize) {
        requests.clear();
        worker.cancelAll();
    }
    worker.setModel(next, from.value_or(ModelSource{}));
    latentSize = size;
    imageSize = next ? next->imageSize() : 0;
    renderer = std::move(next);
    source = from;
    Q_EMIT session.modelChanged();
    updateBusy(session);
}

void LatentSession::Private::updateBusy(LatentSession& session) {
    const bool now = !requests.empty();
    if (std::exchange(busy, now) != now)
        Q_EMIT session.busyChanged(now);
}

LatentSession::LatentSession(ModelOpener opener, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(std::move(opener), [this] {
          QCoreApplication::postEvent(this, new QEvent(QEvent::User));
      })) {}

LatentSession::~LatentSession() = default;

/// The worker has news.
void LatentSession::customEvent(QEvent*) {
    d_->tellAll(*this);
}

void LatentSession::open(const std::filesystem::path& path, Weights weights,
                         std::shared_ptr<const ModelFile> file) {
    d_->opening = ++d_->lastNumber;
    d_->worker.open(d_->opening, path, weights, std::move(file));
}

void LatentSession::setRenderer(std::shared_ptr<LatentRenderer> renderer, const ModelSource& source) {
    if (!renderer)
        return close();
    d_->opening = 0;
    d_->worker.cancelOpening();
    d_->setModel(*this, std::move(renderer), source);
}

void LatentSession::close() {
    d_->opening = 0;
    d_->worker.cancelOpening();
    if (d_->renderer)
        d_->setModel(*this, nullptr, std::nullopt);
}

bool LatentSession::isOpening() const {
    return d_->opening != 0;
}

const std::optional<ModelSource>& LatentSession::source() const {
    return d_->source;
}

int LatentSession::latentSize() const {
    return d_->latentSize;
}

int LatentSession::imageSize() const {
    return d_->imageSize;
}

std::shared_ptr<const LatentRenderer> LatentSession::renderer() const {
    return d_->renderer;
}

std::uint64_t LatentSession::request(int channel, Latents latents, std::vector<int> order) {
    if (!d_->renderer)
        return 0;
    if (order.empty()) {
        order.resize(static_cast<std::size_t>(latents.count));
        std::iota(order.begin(), order.end(), 0);
    }
    const std::uint64_t number = ++d_->lastNumber;
    d_->requests[channel] = number;
    d_->worker.request(channel, number, std::move(latents), std::move(order));
    d_->updateBusy(*this);
    return number;
}

void LatentSession::cancel(int channel) {
    d_->requests.erase(channel);
    d_->worker.cancel(channel);
    d_->updateBusy(*this);
}

bool LatentSession::isBusy() const {
    return !d_->requests.empty();
}

} // namespace wasserfarbe
