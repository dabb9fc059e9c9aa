#include "app/cli/status_line.h"

#include <algorithm>
#include <cstdio>

#include <sys/ioctl.h>
#include <unistd.h>

namespace wasserfarbe::cli {
namespace {

std::size_t terminal_width() {
    constexpr std::size_t kUsual = 80;
    winsize size{};
    return ::ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : kUsual;
}

/// A bar in what the text leaves of the line; where that is too little, the text itself fills up, in reverse
/// video.
std::string with_bar(double fraction, std::string text) {
    constexpr std::size_t kSmallest = 8;
    constexpr std::size_t kLargest = 30;
    const std::size_t width = terminal_width() - 1; // the last column would wrap
    const auto part = [fraction](std::size_t whole) {
        return static_cast<std::size_t>(std::clamp(fraction, 0.0, 1.0) * static_cast<double>(whole));
    };
    if (text.size() + kSmallest + 3 > width) {
        text.resize(width, ' ');
        std::string line = "\x1b[7m";
        return line.append(text, 0, part(width)).append("\x1b[0m").append(text, part(width));
    }
    const std::size_t cells = std::min(kLargest, width - text.size() - 3);
    return "[" + std::string(part(cells), '=') + std::string(cells - part(cells), ' ') + "] " + text;
}

} // namespace

StatusLine::StatusLine() : terminal_(::isatty(STDERR_FILENO) == 1) {
    if (!terminal_) // what is done within seconds needs no line in a log
        shown_ = std::chrono::steady_clock::now();
}

void StatusLine::show(double fraction, const std::string& text) {
    const auto interval = terminal_ ? std::chrono::milliseconds(100) : std::chrono::seconds(10);
    const auto now = std::chrono::steady_clock::now();
    if (now - shown_ < interval)
        return;
    shown_ = now;
    if (!terminal_) {
        std::fprintf(stderr, "%s\n", text.c_str());
        return;
    }
    std::fprintf(stderr, "\r\x1b[K%s", with_bar(fraction, text).c_str());
    std::fflush(stderr);
    drawn_ = true;
}

void StatusLine::show(const std::string& what, std::int64_t done, std::int64_t total) {
    show(total > 0 ? static_cast<double>(done) / static_cast<double>(total) : 1.0,
         what + " " + std::to_string(done) + " of " + std::to_string(total));
}

void StatusLine::print(const std::string& line) {
    clear();
    std::fprintf(stderr, "%s\n", line.c_str());
}

void StatusLine::clear() {
    if (drawn_)
        std::fputs("\r\x1b[K", stderr);
    drawn_ = false;
}

LoadProgress reading_progress(StatusLine& status) {
    return
        [&status](std::int64_t done, std::int64_t total) { status.show("reading pictures:", done, total); };
}

} // namespace wasserfarbe::cli
