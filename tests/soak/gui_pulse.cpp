#include "tests/soak/gui_pulse.h"

#include <algorithm>
#include <array>
#include <cstdio>
#include <fcntl.h>
#include <unistd.h>

namespace wasserfarbe::soak {
namespace {

constexpr std::chrono::milliseconds kBeat{20};

} // namespace

GuiPulse::GuiPulse() : account_(::open("/proc/thread-self/schedstat", O_RDONLY | O_CLOEXEC)) {
    waited_ = waitedForProcessor();
    timer_.setTimerType(Qt::PreciseTimer);
    timer_.setInterval(kBeat);
    connect(&timer_, &QTimer::timeout, this, &GuiPulse::beat);
    timer_.start();
}

GuiPulse::~GuiPulse() {
    if (account_ >= 0)
        ::close(account_);
}

void GuiPulse::forgive() {
    last_ = Clock::now();
    waited_ = waitedForProcessor();
}

void GuiPulse::beat() {
    const double gap = std::chrono::duration<double>(Clock::now() - last_ - kBeat).count();
    const double before = waited_;
    forgive();
    const double waited = std::clamp(waited_ - before, 0.0, std::max(0.0, gap));
    if (gap - waited > longest_.seconds)
        longest_ = {gap - waited, waited, doing_};
}

/// Seconds since the thread began; 0 where the kernel does not say.
double GuiPulse::waitedForProcessor() const {
    std::array<char, 128> text{};
    if (account_ < 0 || ::pread(account_, text.data(), text.size() - 1, 0) <= 0)
        return 0;
    unsigned long long ran = 0;
    unsigned long long waited = 0; // nanoseconds, both
    return std::sscanf(text.data(), "%llu %llu", &ran, &waited) == 2 ? static_cast<double>(waited) / 1e9 : 0;
}

} // namespace wasserfarbe::soak
