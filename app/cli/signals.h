#pragma once

#include <atomic>
#include <stop_token>
#include <thread>

namespace wasserfarbe::cli {

/// Turns the first SIGINT, SIGTERM or SIGHUP (the terminal was closed) into a stop request; a second one ends
/// the process at once. Signals that say that a file or a pipe can't be written are ignored, so that writing
/// fails instead. One at a time may exist.
///
/// By handlers and a pipe: blocking the signals and waiting for them would miss signals that the system hands
/// to threads which libraries started before main.
class Signals {
public:
    Signals();
    ~Signals();
    Signals(const Signals&) = delete;
    Signals& operator=(const Signals&) = delete;

    std::stop_token token() const { return stop_.get_token(); }
    /// 128 + the signal's number, as shells have it. @pre a stop was requested
    int exit_code() const { return 128 + received_; }

private:
    void wait();

    std::stop_source stop_;
    std::atomic<int> received_ = 0;
    int pipe_[2] = {-1, -1};
    std::thread thread_;
};

} // namespace wasserfarbe::cli
