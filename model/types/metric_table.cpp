#include "model/types/metric_table.h"

#include <algorithm>
#include <vector>

#include "model/types/text.h"

namespace wasserfarbe {
namespace {

// The studio's help explains the two together.
constexpr const char* kParts = WASSERFARBE_TEXT("Curve", "Real and fake part");
constexpr const char* kPartsMeaning =
    WASSERFARBE_TEXT("Curve", "The critic's mean score of real and of generated images.");

constexpr Metric kMetrics[] = {
    {.key = "seconds",
     .unit = MetricUnit::Second,
     .origin = MetricOrigin::Clock,
     .member = &StepStats::seconds},
    {.key = "critic_loss",
     .unit = MetricUnit::Loss,
     .origin = MetricOrigin::Update,
     .member = &StepStats::critic_loss,
     .inspected = true,
     .color = MetricColor::Blue,
     .label = WASSERFARBE_TEXT("Curve", "Critic"),
     .help = WASSERFARBE_TEXT("Curve", "The critic's loss: its score of generated images less its score of "
                                       "yours, and the penalty."),
     .comparison = WASSERFARBE_TEXT("Curve", "Critic loss"),
     .meaning =
         WASSERFARBE_TEXT("Curve", "What the critic makes small: score of the generated images, less that of "
                                   "the real ones, plus the penalty. It is negative most of the time and "
                                   "nears 0 as the generated images get better.")},
    {.key = "generator_loss",
     .unit = MetricUnit::Loss,
     .origin = MetricOrigin::Update,
     .member = &StepStats::generator_loss,
     .color = MetricColor::Vermilion,
     .label = WASSERFARBE_TEXT("Curve", "Generator"),
     .help = WASSERFARBE_TEXT("Curve", "The generator's loss: the critic's score of generated images, turned "
                                       "round."),
     .comparison = WASSERFARBE_TEXT("Curve", "Generator loss"),
     .meaning = WASSERFARBE_TEXT("Curve",
                                 "What the generator makes small: the critic's score of its images, negated. "
                                 "It has no meaning of its own, for the critic's scale drifts; it may rise "
                                 "while the images get better.")},
    {.key = "penalty",
     .unit = MetricUnit::Loss,
     .origin = MetricOrigin::Update,
     .member = &StepStats::penalty,
     .inspected = true,
     .color = MetricColor::Green,
     .label = WASSERFARBE_TEXT("Curve", "Penalty"),
     .help =
         WASSERFARBE_TEXT("Curve", "The gradient penalty. Large at the start, small once the gradient norm "
                                   "is near 1."),
     .comparison = WASSERFARBE_TEXT("Curve", "Penalty"),
     .meaning = WASSERFARBE_TEXT("Curve", "Keeps the critic's slope near 1. Near 0 to 1 is usual.")},
    {.key = "critic_real",
     .unit = MetricUnit::Score,
     .origin = MetricOrigin::Update,
     .member = &StepStats::critic_real,
     .color = MetricColor::Sky,
     .label = WASSERFARBE_TEXT("Curve", "Real"),
     .help = WASSERFARBE_TEXT("Curve", "The critic's mean score of your pictures."),
     .term = kParts,
     .meaning = kPartsMeaning},
    {.key = "critic_fake",
     .unit = MetricUnit::Score,
     .origin = MetricOrigin::Update,
     .member = &StepStats::critic_fake,
     .color = MetricColor::Orange,
     .label = WASSERFARBE_TEXT("Curve", "Fake"),
     .help = WASSERFARBE_TEXT("Curve", "The critic's mean score of generated images."),
     .term = kParts,
     .meaning = kPartsMeaning},
    {.key = "wasserstein",
     .unit = MetricUnit::Score,
     .origin = MetricOrigin::Derived,
     .derived = &StepStats::wasserstein,
     .inspected = true,
     .color = MetricColor::Purple,
     .label = WASSERFARBE_TEXT("Curve", "Wasserstein"),
     .help =
         WASSERFARBE_TEXT("Curve", "The score of your pictures less that of generated images: how far apart "
                                   "they are. It should fall slowly."),
     .comparison = WASSERFARBE_TEXT("Curve", "Wasserstein estimate"),
     .meaning =
         WASSERFARBE_TEXT("Curve", "Real part less fake part: how far the critic can tell the two apart. The "
                                   "best single curve to watch: it should fall slowly.")},
    {.key = "gradient_norm",
     .unit = MetricUnit::Slope,
     .origin = MetricOrigin::Update,
     .member = &StepStats::gradient_norm,
     .inspected = true,
     .color = MetricColor::Text,
     .label = WASSERFARBE_TEXT("Curve", "Gradient norm"),
     .help =
         WASSERFARBE_TEXT("Curve", "The critic's slope, drawn in a strip of its own. The penalty pulls it to "
                                   "1, the dashed line."),
     .comparison = WASSERFARBE_TEXT("Curve", "Gradient norm"),
     .meaning =
         WASSERFARBE_TEXT("Curve", "The critic's slope between real and generated images. The penalty pulls "
                                   "it to 1, the dashed line.")},
    {.key = "generator_learning_rate",
     .unit = MetricUnit::LearningRate,
     .origin = MetricOrigin::Update,
     .member = &StepStats::generator_learning_rate},
    {.key = "critic_learning_rate",
     .unit = MetricUnit::LearningRate,
     .origin = MetricOrigin::Update,
     .member = &StepStats::critic_learning_rate},
    {.key = "critic_held_out",
     .unit = MetricUnit::Score,
     .origin = MetricOrigin::Epoch,
     .member = &StepStats::critic_held_out,
     .later = true,
     .color = MetricColor::Sky,
     .label = WASSERFARBE_TEXT("Curve", "Held out"),
     .help = WASSERFARBE_TEXT("Curve",
                              "The critic's mean score of the pictures that are kept from training, once an "
                              "epoch. If it falls well below that of your other pictures, the critic knows "
                              "those by heart."),
     .meaning = WASSERFARBE_TEXT("Curve",
                                 "The critic's mean score of the pictures that are kept from training, once "
                                 "an epoch. It should stay close to the real part.")},
};

} // namespace

std::span<const Metric> metric_table() {
    return kMetrics;
}

std::size_t metric_index(const Metric& metric) {
    return static_cast<std::size_t>(&metric - kMetrics);
}

std::span<const Metric* const> curve_metrics() {
    static const std::vector<const Metric*> curves = [] {
        std::vector<const Metric*> list;
        for (const Metric& metric : kMetrics)
            if (metric.label)
                list.push_back(&metric);
        std::ranges::stable_sort(list, {}, &Metric::color);
        return list;
    }();
    return curves;
}

} // namespace wasserfarbe
