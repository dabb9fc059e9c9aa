#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>

#include <QObject>

#include "model/types/error.h"

namespace wasserfarbe {

class Background;

/// The cache of decoded pictures: how much it takes, and how to be rid of it. GUI thread only; nothing blocks
/// but the destructor, which waits for the piece of work at hand.
class DecodedPictures : public QObject {
    Q_OBJECT
public:
    explicit DecodedPictures(QObject* parent = nullptr);
    ~DecodedPictures() override;

    static std::filesystem::path folder();
    /// Bytes on the disk, as last measured; nothing: not yet.
    const std::optional<std::uint64_t>& size() const { return size_; }
    /// The cache is being measured or cleared.
    bool isBusy() const { return busy_ > 0; }

    /// `changed` follows.
    void measure();
    /// `changed` follows, then `cleared` or `failed`.
    void clear();

Q_SIGNALS:
    void changed();
    void cleared();
    void failed(const wasserfarbe::Error& error);

private:
    void finish(const std::optional<std::uint64_t>& size);

    std::optional<std::uint64_t> size_;
    int busy_ = 0;
    std::unique_ptr<Background> background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
