#include "app/export/export_job.h"

#include <chrono>
#include <utility>

#include "app/sessions/engine.h"

namespace wasserfarbe {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenReports{50};

} // namespace

ExportJob::ExportJob(ExportOrder order, QObject* parent)
    : QObject(parent),
      order_(std::move(order)),
      background_(Background::AtEnd::Drop, [this](const Error& error) {
          running_ = false;
          Q_EMIT failed(error);
      }) {}

void ExportJob::start() {
    running_ = true;
    background_.run([this](const Background::Turn& turn) { return work(turn); });
}

void ExportJob::cancel() {
    cancelled_.request_stop();
}

Background::Answer ExportJob::work(const Background::Turn& turn) {
    Clock::time_point told = Clock::now() - kBetweenReports;
    const auto progress = [&](int done, int total) {
        if (const Clock::time_point now = Clock::now(); now - told >= kBetweenReports) {
            told = now;
            turn.tell([this, done, total] { Q_EMIT progressed(done, total); });
        }
        return !turn.stop().stop_requested() && !cancelled_.stop_requested();
    };
    prepareRenderingThread();
    return [this, result = runExport(order_, progress)] {
        running_ = false;
        if (result)
            Q_EMIT finished(*result);
        else
            Q_EMIT cancelled();
    };
}

} // namespace wasserfarbe
