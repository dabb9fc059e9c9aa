#include "app/export/export_job.h"

#include <chrono>
#include <utility>

#include "app/sessions/caught_error.h"
#include "app/sessions/engine_models.h"

namespace wasserfarbe {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::chrono::milliseconds kBetweenReports{50};

} // namespace

ExportJob::ExportJob(ExportOrder order, QObject* parent) : QObject(parent), order_(std::move(order)) {}

ExportJob::~ExportJob() {
    thread_.request_stop();
    if (thread_.joinable())
        thread_.join(); // before QObject's destructor: the thread posts to this object
}

void ExportJob::start() {
    if (running_ || thread_.joinable())
        return;
    running_ = true;
    thread_ = std::jthread([this](const std::stop_token& stop) { work(stop); });
}

void ExportJob::cancel() {
    thread_.request_stop();
}

void ExportJob::work(const std::stop_token& stop) {
    std::optional<ExportResult> result;
    std::optional<Error> error;
    Clock::time_point told = Clock::now() - kBetweenReports;
    const auto progress = [&](int done, int total) {
        if (const Clock::time_point now = Clock::now(); now - told >= kBetweenReports) {
            told = now;
            QMetaObject::invokeMethod(
                this, [this, done, total] { Q_EMIT progressed(done, total); }, Qt::QueuedConnection);
        }
        return !stop.stop_requested();
    };
    try {
        prepareRenderingThread();
        result = runExport(order_, progress);
    } catch (...) {
        error = caughtError();
    }
    QMetaObject::invokeMethod(
        this, [this, result, error] { end(result, error); }, Qt::QueuedConnection);
}

void ExportJob::end(const std::optional<ExportResult>& result, const std::optional<Error>& error) {
    thread_.join();
    running_ = false;
    if (error)
        Q_EMIT failed(*error);
    else if (result)
        Q_EMIT finished(*result);
    else
        Q_EMIT cancelled();
}

} // namespace wasserfarbe
