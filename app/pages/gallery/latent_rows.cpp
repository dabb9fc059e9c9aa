#include "app/pages/gallery/latent_rows.h"

namespace wasserfarbe {

LatentRows::LatentRows(QObject* parent)
    : QObject(parent),
      background_(Background::AtEnd::Drop, [this](const Error& error) { Q_EMIT failed(error); }) {}

void LatentRows::draw(std::uint64_t seed, int count, int size) {
    background_.replace([this, seed, count, size](const auto&) {
        auto rows = std::make_shared<const Latents>(seeded_latents(seed, count, size));
        return [this, seed, rows] {
            rows_ = rows;
            seed_ = seed;
            Q_EMIT ready();
        };
    });
}

void LatentRows::clear() {
    background_.cancel();
    rows_.reset();
}

} // namespace wasserfarbe
