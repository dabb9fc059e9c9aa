#pragma once

#include <optional>
#include <thread>

#include <QObject>

#include "app/export/export_work.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// One export on a thread of its own. Belongs to the GUI thread, and nothing here waits but the destructor,
/// which ends the work and joins: within a few images, or one PNG that is being written.
class ExportJob : public QObject {
    Q_OBJECT
public:
    explicit ExportJob(ExportOrder order, QObject* parent = nullptr);
    ~ExportJob() override;

    /// Once.
    void start();
    /// `cancelled` follows, or `finished` where it was done already.
    void cancel();
    bool isRunning() const { return running_; }

Q_SIGNALS:
    /// Images made; at most 20 times a second.
    void progressed(int done, int total);
    /// One of these ends it, after the thread has ended.
    void finished(const wasserfarbe::ExportResult& result);
    void cancelled();
    void failed(const wasserfarbe::Error& error);

private:
    void work(const std::stop_token& stop);
    void end(const std::optional<ExportResult>& result, const std::optional<Error>& error);

    ExportOrder order_;
    bool running_ = false;
    std::jthread thread_; // last: ends before what it uses
};

} // namespace wasserfarbe
