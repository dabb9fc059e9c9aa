#include "tests/soak/soak.h"

#include <numeric>

#include <QString>

#include "model/demo/demo_faces.h"
#include "tests/soak/report.h"

namespace wasserfarbe::soak {
namespace {

namespace fs = std::filesystem;

constexpr int kActionsBetweenRests = 25;
constexpr int kLongestThought = 120; // milliseconds between two actions, at most
constexpr int kFaces = 64;
constexpr int kFaceSize = 32;

StudioOptions fewFaces() {
    StudioOptions options;
    options.demoFaces = kFaces;
    options.demoFaceSize = kFaceSize;
    return options;
}

} // namespace

Soak::Soak(const SoakOptions& options, const fs::path& home)
    : options_(options),
      log_(options.report),
      watchdog_([this] { log_.flush(); }),
      window_(fewFaces()),
      complaints_(window_),
      hands_(window_, watchdog_),
      scene_{hands_, complaints_, tally_, drawPictures(home)},
      rest_(scene_, pulse_),
      actions_(allActions()) {
    clock_.start();
    window_.studio().settings().setLanguage(QStringLiteral("en"));
    window_.studio().settings().setColorScheme(ColorScheme::Light);
    QObject::connect(&window_.training(), &TrainingSession::stepsArrived, &complaints_,
                     [this](const std::vector<StepStats>& steps) {
                         tally_.steps += static_cast<std::int64_t>(steps.size());
                     });
    QObject::connect(&sampling_, &QTimer::timeout, &complaints_, [this] { sampleAtWork(); });
    sampling_.start(1000);
}

/// Two folders of another number each.
std::vector<fs::path> Soak::drawPictures(const fs::path& home) const {
    write_demo_faces(home / "faces", kFaces, kFaceSize, 1);
    write_demo_faces(home / "more faces", 2 * kFaces, kFaceSize, 2);
    return {home / "faces", home / "more faces"};
}

bool Soak::run() {
    pulse_.forgive();
    rehearse();
    wander();
    rest();
    sampling_.stop();
    return report(tally_, log_, pulse_.longest(), complaints_.unexplained(), seconds(), options_.seed);
}

/// Everything once: what is loaded or begun at the first use belongs to the warm-up. It also makes a short
/// soak worth its while.
void Soak::rehearse() {
    for (const Action& action : actions_)
        act(action);
    rest();
}

void Soak::wander() {
    std::vector<Action> choice = actions_;
    if (!options_.only.isEmpty())
        std::erase_if(choice, [this](const Action& action) {
            return !options_.only.contains(QLatin1String(action.kind));
        });
    Dice dice(options_.seed);
    const int weights = std::accumulate(choice.begin(), choice.end(), 0,
                                        [](int sum, const Action& action) { return sum + action.weight; });
    while (seconds() < options_.minutes * 60 && weights > 0) {
        int place = dice.below(weights);
        auto action = choice.begin();
        while (place >= action->weight)
            place -= (action++)->weight;
        act(*action);
        if (tried_ % kActionsBetweenRests == 0)
            rest();
    }
}

void Soak::act(const Action& action) {
    // Numbers of its own: what an action takes of them depends on what it meets, and must not change the
    // next.
    Dice dice(options_.seed * 1'000'003 + static_cast<std::uint64_t>(++tried_));
    doing_ = action.kind;
    watchdog_.doing(doing_ + ", action " + std::to_string(tried_));
    pulse_.setDoing(doing_);
    complaints_.setDoing(QStringLiteral("%1, action %2").arg(QLatin1String(action.kind)).arg(tried_));
    const bool done = action.act(scene_, dice);
    Tally::Count& count = tally_.actions[action.kind];
    ++(done ? count.done : count.passedOver);
    complaints_.look();
    if (done)
        hands_.letRun(dice.below(kLongestThought));
}

void Soak::rest() {
    doing_ = "rest";
    pulse_.setDoing(doing_);
    complaints_.setDoing(QStringLiteral("rest after action %1").arg(tried_));
    Sample sample = rest_.take();
    sample.seconds = seconds();
    log_.addAtRest(sample, tried_);
    watchdog_.doing("going on");
}

void Soak::sampleAtWork() {
    Sample sample = takeSample();
    sample.seconds = seconds();
    log_.addAtWork(sample, tried_, doing_);
}

} // namespace wasserfarbe::soak
