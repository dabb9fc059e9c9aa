#pragma once

#include <cstdint>
#include <filesystem>

#include <QObject>

#include "app/sessions/background.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// Draws demo faces into a folder of the studio's own, on threads of its own. They are drawn beside it first,
/// so a folder of that name is whole; a whole one is used again at once. GUI thread only, nothing blocks; the
/// destructor asks for an end and joins.
class DemoFacesJob : public QObject {
    Q_OBJECT
public:
    explicit DemoFacesJob(QObject* parent = nullptr);

    /// @param folder  where folders of demo faces are kept
    void start(const std::filesystem::path& folder, std::int64_t count, int size);
    void cancel();
    bool isBusy() const { return busy_; }

Q_SIGNALS:
    /// @param secondsLeft  0 while unknown
    void progressed(std::int64_t done, std::int64_t total, double secondsLeft);
    void finished(const std::filesystem::path& faces);
    void failed(const wasserfarbe::Error& error);
    void cancelled();

private:
    /// Returns an empty path when stopped. @throws Error
    std::filesystem::path draw(const std::filesystem::path& folder, std::int64_t count, int size,
                               const Background::Turn& turn);

    bool busy_ = false;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
