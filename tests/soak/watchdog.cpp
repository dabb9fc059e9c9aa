#include "tests/soak/watchdog.h"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <utility>

namespace wasserfarbe::soak {
namespace {

constexpr int kHung = 2; // exit code
constexpr std::size_t kRemembered = 25;

std::string firstLineOf(const std::filesystem::path& file) {
    std::ifstream stream(file);
    std::string line;
    std::getline(stream, line);
    return line;
}

/// Which thread waits for what in the kernel: the least that helps to find a hang.
void printThreads() {
    std::error_code error;
    for (std::filesystem::directory_iterator task("/proc/self/task", error), end; !error && task != end;
         task.increment(error)) {
        const std::string stat = firstLineOf(task->path() / "stat");
        const std::size_t nameEnd = stat.rfind(')');
        const char state =
            nameEnd == std::string::npos || nameEnd + 2 >= stat.size() ? '?' : stat[nameEnd + 2];
        std::fprintf(stderr, "  thread %s %-16s %c %s\n", task->path().filename().c_str(),
                     firstLineOf(task->path() / "comm").c_str(), state,
                     firstLineOf(task->path() / "wchan").c_str());
    }
}

} // namespace

Watchdog::Watchdog(std::function<void()> lastWords)
    : lastWords_(std::move(lastWords)), thread_([this](const std::stop_token& stop) { watch(stop); }) {}

void Watchdog::doing(std::string what) {
    const std::scoped_lock lock(mutex_);
    last_.push_back(std::move(what_));
    if (last_.size() > kRemembered)
        last_.pop_front();
    what_ = std::move(what);
    since_ = std::chrono::steady_clock::now();
}

void Watchdog::watch(const std::stop_token& stop) {
    std::unique_lock lock(mutex_);
    while (
        !changed_.wait_for(lock, stop, std::chrono::seconds(1), [&stop] { return stop.stop_requested(); })) {
        if (stop.stop_requested())
            return;
        if (std::chrono::steady_clock::now() - since_ < kPatience)
            continue;
        std::fprintf(stderr, "soak: hangs for more than %d seconds while %s\n",
                     static_cast<int>(kPatience.count()), what_.c_str());
        std::fprintf(stderr, "before that:\n");
        for (const std::string& before : last_)
            std::fprintf(stderr, "  %s\n", before.c_str());
        printThreads();
        if (lastWords_)
            lastWords_();
        std::_Exit(kHung); // nothing else can be relied on to end
    }
}

} // namespace wasserfarbe::soak
