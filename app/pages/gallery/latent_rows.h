#pragma once

#include <atomic>
#include <cstdint>
#include <memory>

#include <QObject>

#include "app/studio/background.h"
#include "model/latent/latents.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Draws the latents of a seed on a thread of its own, since thousands take a while. The newest call wins.
/// GUI thread only.
class LatentRows : public QObject {
    Q_OBJECT
public:
    explicit LatentRows(QObject* parent = nullptr);
    ~LatentRows() override;

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
    void take(std::uint64_t number, std::uint64_t seed, const std::shared_ptr<const Latents>& rows);

    std::shared_ptr<const Latents> rows_;
    std::uint64_t seed_ = 0;
    std::atomic<std::uint64_t> wanted_ = 0;                ///< number of the newest call
    Background background_{this, Background::AtEnd::Drop}; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
