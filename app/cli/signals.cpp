#include "app/cli/signals.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>

namespace wasserfarbe::cli {
namespace {

constexpr unsigned char kQuit = 0; // from the destructor to the waiting thread; no signal has this number

// A handler has no other way to find it.
std::atomic<int> pipe_to_thread = -1;
static_assert(std::atomic<int>::is_always_lock_free, "signal handlers may only touch lock-free atomics");

void send(unsigned char what) {
    while (::write(pipe_to_thread, &what, 1) < 0 && errno == EINTR) {
    }
}

void on_signal(int signal) {
    const int saved = errno;
    send(static_cast<unsigned char>(signal));
    errno = saved;
}

void set_handlers(void (*handler)(int)) {
    struct sigaction action {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    for (const int signal : {SIGINT, SIGTERM, SIGHUP})
        ::sigaction(signal, &action, nullptr);
}

/// What else would end the process at once, and a run with it: a terminal or `tee` that is gone, a limit on
/// the size of files. Then writing fails, and that is dealt with where it is written.
void ignore_failed_writes() {
    for (const int signal : {SIGPIPE, SIGXFSZ})
        std::signal(signal, SIG_IGN);
}

} // namespace

Signals::Signals() {
    if (::pipe2(pipe_, O_CLOEXEC) != 0)
        throw std::system_error(errno, std::generic_category(), "pipe");
    pipe_to_thread = pipe_[1];
    thread_ = std::thread([this] { wait(); });
    set_handlers(on_signal);
    ignore_failed_writes();
}

Signals::~Signals() {
    set_handlers(SIG_DFL);
    send(kQuit);
    thread_.join();
    ::close(pipe_[0]);
    ::close(pipe_[1]);
}

void Signals::wait() {
    for (;;) {
        unsigned char what = kQuit;
        if (::read(pipe_[0], &what, 1) < 0 && errno == EINTR)
            continue;
        if (what == kQuit)
            return;
        if (received_ != 0)
            _exit(128 + what);
        received_ = what;
        stop_.request_stop();
    }
}

} // namespace wasserfarbe::cli
