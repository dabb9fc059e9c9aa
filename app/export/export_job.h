#pragma once

#include <stop_token>

#include <QObject>

#include "app/export/export_work.h"
#include "app/sessions/background.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// One export on a thread of its own. Belongs to the GUI thread, and nothing here waits but the destructor,
/// which ends the work and joins: within a few images, or one PNG that is being written.
class ExportJob : public QObject {
    Q_OBJECT
public:
    explicit ExportJob(ExportOrder order, QObject* parent = nullptr);

    /// Once.
    void start();
    /// `cancelled` follows, or `finished` where it was done already.
    void cancel();
    bool isRunning() const { return running_; }

Q_SIGNALS:
    /// Images made; at most 20 times a second.
    void progressed(int done, int total);
    /// One of these ends it, when nothing is at work any more.
    void finished(const wasserfarbe::ExportResult& result);
    void cancelled();
    void failed(const wasserfarbe::Error& error);

private:
    Background::Answer work(const Background::Turn& turn);

    const ExportOrder order_;
    std::stop_source cancelled_; ///< by a person, who waits for the answer; the turn's: by the destructor
    bool running_ = false;
    Background background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
