#pragma once

#include <cstdint>
#include <memory>

#include <QObject>

#include "app/sessions/background.h"
#include "model/latent/latents.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Draws the latents of a seed on a thread of its own, since thousands take a while. The newest call wins.
/// GUI thread only.
class LatentRows : public QObject {
    Q_OBJECT
public:
    explicit LatentRows(QObject* parent = nullptr);

    /// `ready` or `failed` follows.
    void draw(std::uint64_t seed, int count, int size);
    void clear();
    /// The latents drawn last; empty before the first `ready`.
    const std::shared_ptr<const Latents>& rows() const { return rows_; }
    /// The seed of the latents drawn last.
    std::uint64_t seed() const { return seed_; }

Q_SIGNALS:
    void ready();
    void failed(const wasserfarbe::Error& error);

private:
    std::shared_ptr<const Latents> rows_;
    std::uint64_t seed_ = 0;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
