#include "tests/soak/report.h"

#include <algorithm>
#include <cinttypes>
#include <cstdio>

namespace wasserfarbe::soak {
namespace {

constexpr double kMiB = 1024.0 * 1024.0;

std::vector<Reading> readingsOf(std::span<const Sample> samples, const Figure& figure) {
    std::vector<Reading> readings;
    readings.reserve(samples.size());
    for (const Sample& sample : samples)
        readings.push_back({sample.seconds, figure.of(sample)});
    return readings;
}

/// @pre not empty
void takeExtremes(std::span<const Reading> readings, Verdict& verdict) {
    const auto [smallest, largest] =
        std::minmax_element(readings.begin(), readings.end(),
                            [](const Reading& a, const Reading& b) { return a.value < b.value; });
    verdict.smallest = smallest->value;
    verdict.largest = largest->value;
    verdict.end = readings.back().value;
}

void printActions(const Tally& tally) {
    std::printf("%-26s %7s %12s\n", "action", "done", "passed over");
    for (const auto& [kind, count] : tally.actions)
        std::printf("%-26s %7d %12d\n", kind.c_str(), count.done, count.passedOver);
    std::printf("\n%" PRId64 " steps trained; runs: %d made, %d resumed, %d deleted; %d exports; "
                "%d images kept, %d deleted\n\n",
                tally.steps, tally.runsMade, tally.runsResumed, tally.runsDeleted, tally.exports,
                tally.keepersKept, tally.keepersDeleted);
}

void printVerdict(const Verdict& verdict) {
    const Figure& figure = *verdict.figure;
    const auto shown = [&figure](double value) { return value / figure.unit; };
    std::printf("%-24s", figure.name);
    for (const double value : {verdict.atWarmUp, verdict.smallest, verdict.largest, verdict.end})
        std::printf(" %10.*f", figure.decimals, shown(value));
    if (verdict.growth.judged)
        std::printf(" %10.*f %10.*f", figure.decimals, shown(verdict.growth.grown), figure.decimals,
                    shown(verdict.growth.allowed));
    else
        std::printf(" %10s %10s", "not judged", "");
    std::printf("\n");
}

void printAtWork(const Log& log) {
    std::printf("at work: %.1f to %.1f MiB resident, %.1f to %.1f MiB allocated, %d to %d handles, "
                "%d to %d threads\n",
                static_cast<double>(log.smallest().resident) / kMiB,
                static_cast<double>(log.largest().resident) / kMiB,
                static_cast<double>(log.smallest().allocated) / kMiB,
                static_cast<double>(log.largest().allocated) / kMiB, log.smallest().handles,
                log.largest().handles, log.smallest().threads, log.largest().threads);
}

/// @returns whether every figure that could be judged is flat
bool printFigures(const Log& log, double seconds) {
    const std::vector<Verdict> verdicts = judge(log.atRest(), seconds);
    std::printf("%-24s %10s %10s %10s %10s %10s %10s\n", "at rest", "warmed up", "smallest", "largest", "end",
                "grown", "allowed");
    bool flat = true;
    for (const Verdict& verdict : verdicts) {
        printVerdict(verdict);
        flat = flat && verdict.growth.isFlat();
    }
    printAtWork(log);
    for (const Verdict& verdict : verdicts)
        if (!verdict.growth.isFlat())
            std::printf("GREW: %s, from %.*f to %.*f\n", verdict.figure->name, verdict.figure->decimals,
                        verdict.growth.from / verdict.figure->unit, verdict.figure->decimals,
                        verdict.growth.to / verdict.figure->unit);
    const bool judgesMemory = std::any_of(verdicts.begin(), verdicts.end(), [](const Verdict& verdict) {
        return verdict.figure->isMemory && verdict.growth.judged;
    });
    if (!judgesMemory)
        std::printf("too short for a word on memory: that takes %.0f minutes, and %zu rests after warm-up\n",
                    kLeastMinutesForMemory, kLeastForTrend);
    return flat;
}

} // namespace

const std::vector<Figure>& figures() {
    static const std::vector<Figure> all = {
        // What malloc does not give back from between pieces in use, and pages of libraries and mapped files
        // that are touched for the first time, come and go by some MiB: 3 % of what such a program takes and
        // 8 MiB more. A leak of 2 KiB in each of the 10,000 things done in an hour stands out.
        {"resident memory, MiB",
         kMiB,
         1,
         [](const Sample& sample) { return static_cast<double>(sample.resident); },
         trendOf,
         {0.03, 8 * kMiB},
         true},
        // Nothing but what was asked for and not given back. What differs is where one was left: which model
        // the pages Explore and Gallery have open, the way back there (at most 500 places), the oneDNN
        // primitives for the shapes of the last networks.
        {"allocated memory, MiB",
         kMiB,
         1,
         [](const Sample& sample) { return static_cast<double>(sample.allocated); },
         trendOf,
         {0.03, 4 * kMiB},
         true},
        // None may be added for good. Two come and go by themselves: an idle pool's thread that is about to
        // end, a socket of the desktop's.
        {"handles",
         1,
         0,
         [](const Sample& sample) { return static_cast<double>(sample.handles); },
         peakGrowthOf,
         {0, 2},
         false},
        {"threads",
         1,
         0,
         [](const Sample& sample) { return static_cast<double>(sample.threads); },
         peakGrowthOf,
         {0, 2},
         false},
        // The menu of recent runs has up to 8 entries, that of folders used before as many, and each run and
        // model that is listed has some objects: 1 % and 40 more. A dialog that is not deleted has 100.
        {"objects",
         1,
         0,
         [](const Sample& sample) { return static_cast<double>(sample.objects); },
         peakGrowthOf,
         {0.01, 40},
         false},
    };
    return all;
}

std::vector<Verdict> judge(std::span<const Sample> atRest, double seconds) {
    std::vector<Verdict> verdicts;
    for (const Figure& figure : figures()) {
        const std::vector<Reading> readings = readingsOf(atRest, figure);
        const std::size_t early = warmUpReadings(readings, seconds);
        const auto after = std::span<const Reading>(readings).subspan(early);
        Verdict verdict;
        verdict.figure = &figure;
        if (early > 0)
            verdict.atWarmUp = readings[early - 1].value;
        if (!after.empty())
            takeExtremes(after, verdict);
        if (!figure.isMemory || seconds >= kLeastMinutesForMemory * 60)
            verdict.growth = figure.judge(after, figure.allowance);
        verdicts.push_back(verdict);
    }
    return verdicts;
}

bool report(const Tally& tally, const Log& log, const GuiPulse::Pause& pause, const QStringList& complaints,
            double seconds, std::uint64_t seed) {
    std::printf("\n%.1f minutes, seed %" PRIu64 ", %d actions, %zu rests\n\n", seconds / 60, seed,
                tally.actionsDone(), log.atRest().size());
    printActions(tally);
    bool well = printFigures(log, seconds);
    std::printf(
        "longest pause of the GUI thread: %.2f s, and %.2f s more for want of a processor; while: %s\n",
        pause.seconds, pause.waited, pause.during.c_str());
    if (pause.seconds > kLongestPause) {
        std::printf("BLOCKED: the GUI thread was away for more than %.0f s\n", kLongestPause);
        well = false;
    }
    for (const QString& complaint : complaints)
        std::printf("UNEXPLAINED: %s\n", qPrintable(complaint));
    well = well && complaints.isEmpty();
    std::printf("%s\n", well ? "flat" : "not well");
    return well;
}

} // namespace wasserfarbe::soak
