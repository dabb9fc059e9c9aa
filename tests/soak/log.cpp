#include "tests/soak/log.h"

#include <algorithm>
#include <cinttypes>
#include <cstdlib>

namespace wasserfarbe::soak {
namespace {

constexpr std::size_t kReserved = 4096; // so that the log itself does not grow in the midst

} // namespace

Log::Log(const std::filesystem::path& file) {
    atRest_.reserve(kReserved);
    if (file.empty())
        return;
    file_ = std::fopen(file.c_str(), "w");
    if (file_ == nullptr) {
        std::perror(("soak: " + file.string()).c_str());
        std::exit(2);
    }
    std::fprintf(file_,
                 "seconds,kind,actions,resident_bytes,allocated_bytes,handles,threads,objects,doing\n");
}

Log::~Log() {
    if (file_ != nullptr)
        std::fclose(file_);
}

void Log::addAtRest(const Sample& sample, int actions) {
    atRest_.push_back(sample);
    write(sample, actions, "rest", {});
    flush();
}

void Log::addAtWork(const Sample& sample, int actions, const std::string& doing) {
    write(sample, actions, "work", doing);
    if (largest_.threads == 0)
        smallest_ = sample;
    const auto take = [](auto& smallest, auto& largest, auto value) {
        smallest = std::min(smallest, value);
        largest = std::max(largest, value);
    };
    take(smallest_.resident, largest_.resident, sample.resident);
    take(smallest_.allocated, largest_.allocated, sample.allocated);
    take(smallest_.handles, largest_.handles, sample.handles);
    take(smallest_.threads, largest_.threads, sample.threads);
}

void Log::flush() {
    if (file_ != nullptr)
        std::fflush(file_);
}

void Log::write(const Sample& sample, int actions, const char* kind, const std::string& doing) {
    if (file_ != nullptr)
        std::fprintf(file_, "%.1f,%s,%d,%" PRIu64 ",%" PRIu64 ",%d,%d,%d,%s\n", sample.seconds, kind, actions,
                     sample.resident, sample.allocated, sample.handles, sample.threads, sample.objects,
                     doing.c_str());
}

} // namespace wasserfarbe::soak
