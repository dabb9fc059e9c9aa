#include "app/window/signal_watch.h"

#include <array>
#include <cerrno>
#include <csignal>
#include <utility>

#include <sys/socket.h>
#include <unistd.h>

#include <QSocketNotifier>

namespace wasserfarbe {
namespace {

// A signal handler may do little more than write a byte; the notifier reads it on the GUI thread.
std::array<int, 2> sockets = {-1, -1};

void handle(int) {
    const int error = errno; // is the interrupted code's
    const char byte = 1;
    [[maybe_unused]] const ssize_t written = ::write(sockets[0], &byte, 1);
    errno = error;
}

void install(void (*handler)(int)) {
    struct sigaction action = {};
    action.sa_handler = handler;
    action.sa_flags = SA_RESTART;
    sigemptyset(&action.sa_mask);
    for (const int signal : {SIGINT, SIGTERM})
        sigaction(signal, &action, nullptr);
}

} // namespace

SignalWatch::SignalWatch(QObject* parent) : QObject(parent) {
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0, sockets.data()) != 0)
        return; // without it the signals end the program as they always do
    auto* notifier = new QSocketNotifier(sockets[1], QSocketNotifier::Read, this);
    connect(notifier, &QSocketNotifier::activated, this, [this] {
        std::array<char, 16> bytes{};
        if (::read(sockets[1], bytes.data(), bytes.size()) > 0)
            Q_EMIT terminated();
    });
    install(handle);
}

SignalWatch::~SignalWatch() {
    install(SIG_DFL);
    for (int& socket : sockets)
        if (socket >= 0)
            ::close(std::exchange(socket, -1));
}

} // namespace wasserfarbe
