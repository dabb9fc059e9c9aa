#include "app/pages/gallery/latent_rows.h"

#include "app/sessions/caught_error.h"

namespace wasserfarbe {

LatentRows::LatentRows(QObject* parent) : QObject(parent) {}

LatentRows::~LatentRows() = default;

void LatentRows::draw(std::uint64_t seed, int count, int size) {
    const std::uint64_t number = ++wanted_;
    background_.run([this, number, seed, count, size](const std::stop_token&) -> Background::Then {
        if (number != wanted_)
            return {};
        try {
            auto rows = std::make_shared<const Latents>(seeded_latents(seed, count, size));
            return [this, number, seed, rows] { take(number, seed, rows); };
        } catch (...) {
            const Error error = caughtError();
            return [this, number, error] {
                if (number == wanted_)
                    Q_EMIT failed(error);
            };
        }
    });
}

void LatentRows::take(std::uint64_t number, std::uint64_t seed, const std::shared_ptr<const Latents>& rows) {
    if (number != wanted_)
        return;
    rows_ = rows;
    seed_ = seed;
    Q_EMIT ready();
}

void LatentRows::clear() {
    ++wanted_;
    rows_.reset();
}

} // namespace wasserfarbe
