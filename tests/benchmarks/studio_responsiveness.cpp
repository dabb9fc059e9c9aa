// Measures how quickly the studio answers: the real window on the real engine, while `quick` trains on demo
// faces of its own making, and idle. Prints a table; whether the goals are met is for the reader, so it
// always exits with 0.
//
//   studio_responsiveness [--seconds N] [--moves N] [--replots N] [--faces N]
//
// Runs under a display or with QT_QPA_PLATFORM=offscreen. Everything lies in a temporary folder.

#include <cstdio>
#include <random>

#include <QApplication>
#include <QCommandLineParser>

#include "model/demo/demo_faces.h"
#include "model/types/field_table.h"
#include "tests/benchmarks/pad_answer.h"
#include "tests/benchmarks/scripted_person.h"

namespace {

using namespace wasserfarbe;
using namespace wasserfarbe::test;

constexpr double kLongWait = 120; // seconds
constexpr double kGuiGoal = 50;   // milliseconds, as those that follow
constexpr double kPadGoalTraining = 100;
constexpr double kPadGoalIdle = 30;
constexpr double kReplotGoal = 40;
constexpr std::int64_t kLongHistory = 1'000'000;

struct Options {
    int seconds = 60;
    int moves = 100;
    int replots = 50;
    int faces = 1000;
};

Options parseOptions(const QCoreApplication& application) {
    QCommandLineParser parser;
    Options options;
    const auto add = [&](const char* name, int value, const char* what) {
        const QString text = QString::number(value);
        parser.addOption({QLatin1String(name), QLatin1String(what), QStringLiteral("N"), text});
    };
    add("seconds", options.seconds, "How long the GUI thread is asked for answers.");
    add("moves", options.moves, "Moves of the pad's cursor.");
    add("replots", options.replots, "Replots of each kind.");
    add("faces", options.faces, "Demo faces to train on.");
    parser.addHelpOption();
    parser.process(application);
    const auto take = [&](const char* name, int& value) {
        value = std::max(1, parser.value(QLatin1String(name)).toInt());
    };
    take("seconds", options.seconds);
    take("moves", options.moves);
    take("replots", options.replots);
    take("faces", options.faces);
    return options;
}

bool reached(const char* what, bool came) {
    if (!came)
        std::printf("gave up waiting: %s\n", what);
    return came;
}

/// `quick` on 32-pixel faces, until someone stops it.
bool startTraining(RealWindow& studio, int faces) {
    write_demo_faces(studio.path("faces"), faces, 32, 1);
    RunPlan plan;
    plan.data = studio.path("faces");
    plan.preset = Preset::Quick;
    plan.config = preset_config(plan.preset);
    plan.config.epochs = 1000;
    plan.device = Device{Device::Kind::Cpu, 0};
    studio.studio().setPlan(plan);
    studio.studio().startTraining();
    return reached("the first steps",
                   runUntil([&] { return studio.training().progress().step >= 20; }, kLongWait));
}

void printMachine(RealWindow& studio) {
    const std::optional<ComputeInfo> compute = studio.training().compute();
    std::printf("%s; %s; Qt %s, %s\n", machineText().c_str(), qPrintable(QSysInfo::prettyProductName()),
                qVersion(), qPrintable(QGuiApplication::platformName()));
    std::printf("quick trains on %lld thread(s), %.0f images/s\n",
                static_cast<long long>(compute ? compute->threads : 0),
                studio.training().progress().images_per_second);
}

void measureGui(RealWindow& studio, int seconds) {
    GuiAnswer answer;
    ScriptedPerson person(studio, answer);
    runFor(seconds);
    printRow("GUI thread answers, training, in use", answer.times(), 99, kGuiGoal);
    const std::vector<GuiAnswer::Slow> slowest = answer.slowest();
    for (std::size_t i = 0; i < std::min<std::size_t>(slowest.size(), 6); ++i)
        std::printf("    up to %.0f ms while %s\n", slowest[i].milliseconds, slowest[i].during.c_str());
}

void measurePadTraining(RealWindow& studio, int moves) {
    studio.studio().showPage(Page::Explore);
    auto& page = studio.part<ExplorePage>();
    page.controller().source().setFollowing(true);
    const auto isLive = [&page] {
        const std::optional<ModelSource>& source = page.controller().session().source();
        return source && source->live && !page.controller().images().image().isNull();
    };
    if (reached("the training's weights", runUntil(isLive, kLongWait)))
        printRow("pad: image at the cursor, training", PadAnswer(page).drag(moves), 50, kPadGoalTraining);
}

void measurePadIdle(RealWindow& studio, int moves) {
    auto& page = studio.part<ExplorePage>();
    studio.training().stop();
    const auto isIdle = [&] {
        LatentSession& session = page.controller().session();
        return !studio.training().isActive() && session.source() && !session.source()->live &&
               !session.isBusy();
    };
    if (reached("the checkpoint's weights", runUntil(isIdle, kLongWait)))
        printRow("pad: image at the cursor, idle", PadAnswer(page).drag(moves), 50, kPadGoalIdle);
}

/// A run that learns, in numbers: a generator update every second step, epochs of 16 steps.
class MadeUpRun {
public:
    std::vector<StepStats> next(std::int64_t count) {
        std::vector<StepStats> steps(static_cast<std::size_t>(count));
        for (StepStats& step : steps) {
            step.step = ++step_;
            step.epoch = static_cast<int>((step_ - 1) / 16) + 1;
            step.seconds = 0.05 * static_cast<double>(step_);
            const double fall = 20 / (1 + static_cast<double>(step_) / 20000);
            step.critic_real = drift_ += noise_(numbers_) * 0.05;
            step.critic_fake = step.critic_real - fall - noise_(numbers_);
            step.gradient_norm = 1 + 0.1 * noise_(numbers_);
            step.penalty = 10 * (step.gradient_norm - 1) * (step.gradient_norm - 1);
            step.critic_loss = step.critic_fake - step.critic_real + step.penalty;
            if (step_ % 2 == 0)
                step.generator_loss = -step.critic_fake;
        }
        return steps;
    }

private:
    std::int64_t step_ = 0;
    double drift_ = 0;
    std::mt19937 numbers_{3};
    std::normal_distribution<double> noise_;
};

/// Three new steps come, as while it trains, and the plot is drawn at once.
Measured replots(LossPlot& plot, MadeUpRun& run, int count) {
    Measured times;
    for (int i = 0; i < count; ++i) {
        const std::vector<StepStats> steps = run.next(3);
        const Clock::time_point begin = Clock::now();
        plot.appendSteps(steps);
        plot.canvas()->replotNow();
        times.add(millisecondsSince(begin));
        QCoreApplication::processEvents();
    }
    return times;
}

void measurePlot(int count, const std::string& when) {
    LossPlot plot;
    plot.resize(1200, 560);
    plot.show();
    for (const Metric* curve : curve_metrics())
        plot.setCurveShown(*curve, true);
    plot.setSmoothing(90);
    MadeUpRun run;
    const std::vector<StepStats> steps = run.next(kLongHistory);
    Clock::time_point begin = Clock::now();
    plot.setHistory(steps);
    plot.canvas()->replotNow();
    const double opened = millisecondsSince(begin);
    runFor(0.2);
    begin = Clock::now();
    plot.setSmoothing(95);
    plot.canvas()->replotNow();
    const double smoothed = millisecondsSince(begin);
    runFor(0.2);
    printRow("1,000,000 steps: replot, all, " + when, replots(plot, run, count), 50, kReplotGoal);

    const auto wheel = [&plot](int turns, double place) {
        QWidget* drawing = plot.canvas()->childAt(plot.canvas()->rect().center());
        const QPointF position(drawing->width() * place, drawing->height() / 3.0);
        for (int i = 0; i < turns; ++i) {
            QWheelEvent event(position, drawing->mapToGlobal(position), {}, {0, 120}, Qt::NoButton,
                              Qt::NoModifier, Qt::NoScrollPhase, false);
            QCoreApplication::sendEvent(drawing, &event);
        }
    };
    wheel(25, 0.5);
    plot.canvas()->setFollowing(true);
    printRow("1,000,000 steps: replot, following, " + when, replots(plot, run, count), 50, kReplotGoal);
    plot.canvas()->resetView();
    wheel(8, 0.5);
    printRow("1,000,000 steps: replot, zoomed, " + when, replots(plot, run, count), 50, kReplotGoal);
    std::printf("    all at once: opened in %.0f ms, smoothed anew in %.0f ms\n", opened, smoothed);
}

} // namespace

int main(int argc, char** argv) {
    QApplication application(argc, argv);
    const Options options = parseOptions(application);
    RealWindow studio;
    if (!startTraining(studio, options.faces))
        return 0;
    runFor(5);
    printMachine(studio);
    printHead();
    measureGui(studio, options.seconds);
    measurePadTraining(studio, options.moves);
    measurePlot(options.replots, "training");
    studio.studio().showPage(Page::Explore);
    measurePadIdle(studio, options.moves);
    measurePlot(options.replots, "idle");
    return 0;
}
