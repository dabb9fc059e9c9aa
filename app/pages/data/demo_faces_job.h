#pragma once

#include <cstdint>
#include <filesystem>

#include <QObject>

#include "app/pages/tools/worker.h"
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
    template <typename Function>
    void post(std::uint64_t request, Function function);
    /// Returns an empty path when stopped. @throws Error
    std::filesystem::path draw(const std::filesystem::path& folder, std::int64_t count, int size,
                               std::uint64_t request, const std::stop_token& stop);

    std::uint64_t request_ = 0;
    bool busy_ = false;
    Worker worker_; // last: its thread ends before what it uses
};

} // namespace wasserfarbe
