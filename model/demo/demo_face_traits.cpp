#include "model/demo/demo_face_traits.h"

#include <algorithm>
#include <cstddef>
#include <span>

#include "model/types/random.h"

namespace wasserfarbe::demo {

namespace {

template <class Value>
struct Weighted {
    Value value;
    int weight;
};

constexpr Weighted<Rgb> kHairColors[] = {
    {{58, 52, 70}, 8},    {{84, 58, 54}, 7},    {{134, 88, 62}, 8},   {{176, 108, 70}, 6},
    {{242, 206, 112}, 9}, {{250, 230, 172}, 6}, {{232, 136, 66}, 5},  {{204, 58, 66}, 6},
    {{246, 156, 186}, 8}, {{236, 92, 146}, 5},  {{134, 196, 240}, 7}, {{74, 116, 208}, 7},
    {{58, 72, 132}, 5},   {{72, 182, 184}, 5},  {{112, 182, 104}, 4}, {{164, 226, 192}, 4},
    {{194, 166, 232}, 6}, {{130, 90, 184}, 6},  {{206, 210, 226}, 6}, {{242, 238, 244}, 4}};

constexpr Weighted<Rgb> kEyeColors[] = {{{52, 128, 226}, 6},  {{40, 176, 204}, 4}, {{58, 168, 96}, 5},
                                        {{150, 92, 48}, 6},   {{206, 58, 70}, 5},  {{140, 80, 206}, 5},
                                        {{226, 104, 166}, 4}, {{236, 166, 40}, 5}, {{70, 78, 96}, 3},
                                        {{38, 96, 168}, 4},   {{120, 186, 60}, 3}, {{188, 74, 36}, 3}};

constexpr Weighted<Rgb> kSkins[] = {{{255, 230, 214}, 8}, {{254, 220, 198}, 8}, {{252, 224, 216}, 5},
                                    {{246, 208, 176}, 5}, {{226, 176, 138}, 3}, {{188, 132, 98}, 2},
                                    {{146, 98, 74}, 2}};

constexpr Rgb kCloths[] = {{58, 66, 106},   {246, 244, 246}, {50, 48, 58},   {196, 62, 74},   {120, 170, 220},
                           {240, 186, 200}, {126, 96, 150},  {94, 140, 104}, {238, 214, 160}, {134, 100, 80},
                           {70, 130, 160},  {224, 130, 70},  {168, 172, 184}};

constexpr Rgb kTrims[] = {{246, 244, 246}, {214, 60, 76},   {66, 84, 150},   {250, 206, 92}, {52, 50, 62},
                          {240, 150, 176}, {110, 190, 200}, {150, 110, 180}, {120, 170, 100}};

constexpr Rgb kBackdrops[] = {{250, 248, 244}, {255, 255, 255}, {232, 240, 250}, {206, 226, 244},
                              {252, 228, 234}, {246, 204, 214}, {228, 220, 246}, {200, 190, 228},
                              {224, 242, 228}, {186, 222, 206}, {254, 240, 204}, {252, 216, 170},
                              {196, 200, 210}, {142, 182, 214}, {112, 120, 156}, {74, 74, 98}};

constexpr Weighted<EyeShape> kEyeShapes[] = {
    {{.flat = 0.7}, 9},                  // round
    {{.slant = -0.22, .flat = 0.15}, 6}, // sharp
    {{.slant = 0.24}, 6},                // gentle
    {{.open = 0.6, .flat = 1.0}, 2},     // half closed
};

constexpr Weighted<Brows> kBrows[] = {
    {{.outer = 0.008}, 6},                  // calm
    {{.outer = 0.012, .lift = 0.025}, 3},   // raised
    {{.inner = -0.022, .outer = 0.02}, 3},  // worried
    {{.inner = 0.024, .outer = -0.012}, 3}, // firm
};

template <class Value, std::size_t count>
Value pick(PortableRandom& random, const Weighted<Value> (&choices)[count]) {
    std::uint64_t total = 0;
    for (const Weighted<Value>& choice : choices)
        total += static_cast<std::uint64_t>(choice.weight);
    auto left = static_cast<std::int64_t>(random.below(total));
    for (const Weighted<Value>& choice : choices) {
        left -= choice.weight;
        if (left < 0)
            return choice.value;
    }
    return choices[count - 1].value;
}

Rgb pick(PortableRandom& random, std::span<const Rgb> choices) {
    return choices[random.below(choices.size())];
}

/// Between `low` and `high`, more often near their middle.
double around(PortableRandom& random, double low, double high) {
    const double first = random.uniform(low, high);
    const double second = random.uniform(low, high);
    return (first + second) / 2;
}

Rgb jitter(PortableRandom& random, Rgb color, int amount) {
    const auto channel = [&random, amount](int value) {
        const auto offset =
            static_cast<int>(random.below(2 * static_cast<std::uint64_t>(amount) + 1)) - amount;
        return std::clamp(value + offset, 0, 255);
    };
    return {channel(color.r), channel(color.g), channel(color.b)}; // drawn in this order
}

void choose_head(PortableRandom& random, FaceTraits& traits) {
    traits.frame.scale = around(random, 1.0, 1.16);
    traits.frame.tilt = around(random, -0.13, 0.13);
    traits.frame.shift.x = around(random, -0.03, 0.03);
    traits.frame.shift.y = around(random, -0.02, 0.025);
    traits.turn = around(random, -0.045, 0.045);
    traits.half_width = around(random, 0.262, 0.298);
    traits.chin_y = around(random, 0.335, 0.385);
    traits.chin_round = random.uniform(0.025, 0.07);
    traits.jaw = random.uniform();
    traits.skin = jitter(random, pick(random, kSkins), 4);
    traits.blush = random.chance(0.75) ? static_cast<int>(random.uniform(50, 130)) : 0;
    traits.blush_lines = random.chance(0.18);
}

void choose_features(PortableRandom& random, FaceTraits& traits) {
    traits.eye_shape = pick(random, kEyeShapes);
    traits.eye_x = around(random, 0.132, 0.152);
    traits.eye_y = around(random, 0.08, 0.115);
    traits.eye_width = around(random, 0.084, 0.106);
    traits.eye_height = around(random, 0.086, 0.122);
    traits.gaze = around(random, -0.018, 0.018);
    traits.iris_size = random.uniform(0.73, 0.86);
    traits.round_light = random.chance(0.7);
    traits.brows = pick(random, kBrows);
    traits.mouth = pick<Mouth>(random, {{Mouth::Smile, 8},
                                        {Mouth::WideSmile, 5},
                                        {Mouth::Open, 4},
                                        {Mouth::Small, 4},
                                        {Mouth::Cat, 2},
                                        {Mouth::Flat, 3},
                                        {Mouth::Frown, 2}});
    traits.mouth_y = around(random, 0.245, 0.27);
    traits.mouth_width = around(random, 0.04, 0.075);
    traits.eye_left = jitter(random, pick(random, kEyeColors), 14);
    traits.eye_right = traits.eye_left;
    if (random.chance(0.03))
        traits.eye_right = jitter(random, pick(random, kEyeColors), 14);
}

void choose_hair(PortableRandom& random, FaceTraits& traits) {
    traits.fringe = pick<FringeCut>(random, {{FringeCut::Straight, 4},
                                             {FringeCut::Choppy, 7},
                                             {FringeCut::CenterPart, 4},
                                             {FringeCut::SideSwept, 6},
                                             {FringeCut::Spiky, 4},
                                             {FringeCut::BetweenEyes, 6},
                                             {FringeCut::Arched, 2}});
    traits.fringe_y = around(random, -0.06, 0.03);
    traits.fringe_locks = 4 + static_cast<int>(random.below(3));
    traits.part_x = random.uniform(0.03, 0.13);
    traits.back = pick<BackHair>(random, {{BackHair::Short, 4},
                                          {BackHair::Spiky, 3},
                                          {BackHair::Bob, 5},
                                          {BackHair::Long, 7},
                                          {BackHair::Wavy, 4},
                                          {BackHair::TwinTails, 5},
                                          {BackHair::SideTail, 2},
                                          {BackHair::Buns, 2}});
    traits.hair_volume = around(random, 0.04, 0.075);
    traits.hair_top = around(random, -0.46, -0.425);
    const bool short_hair = traits.back == BackHair::Short || traits.back == BackHair::Spiky;
    const double longest = short_hair ? 0.22 : 0.5;
    traits.lock_left = random.uniform(0.12, longest);
    traits.lock_right = traits.lock_left + random.uniform(-0.05, 0.05);
    traits.lock_width = random.uniform(0.05, 0.085);
    traits.ahoge = random.chance(0.2);
    traits.mirrored = random.chance(0.5);
    traits.shine = static_cast<int>(random.below(4));
    traits.shine_y = random.uniform(-0.33, -0.24);
    const Rgb color = pick(random, kHairColors);
    const Rgb tinge = pick(random, kHairColors);
    traits.hair = jitter(random, mix(color, tinge, 8), 8);
    traits.hair_tip = traits.hair;
    if (random.chance(0.14))
        traits.hair_tip = pick(random, kHairColors);
    traits.detail_seed = random.below(UINT64_MAX);
}

void choose_surroundings(PortableRandom& random, FaceTraits& traits) {
    traits.clothes = pick<Clothes>(random, {{Clothes::Sailor, 5},
                                            {Clothes::RoundNeck, 4},
                                            {Clothes::Shirt, 4},
                                            {Clothes::Hood, 2},
                                            {Clothes::Turtleneck, 2},
                                            {Clothes::Bare, 1}});
    traits.cloth = jitter(random, pick(random, kCloths), 8);
    traits.trim = pick(random, kTrims);
    traits.ribbon = pick(random, kTrims);
    traits.accessory = pick<Accessory>(random, {{Accessory::None, 26},
                                                {Accessory::Headband, 3},
                                                {Accessory::Clips, 4},
                                                {Accessory::Bow, 4},
                                                {Accessory::CatEars, 3},
                                                {Accessory::Flower, 3},
                                                {Accessory::Glasses, 2}});
    traits.backdrop = pick<Backdrop>(random, {{Backdrop::Plain, 6},
                                              {Backdrop::Gradient, 7},
                                              {Backdrop::Glow, 4},
                                              {Backdrop::Disc, 2},
                                              {Backdrop::Stripes, 1},
                                              {Backdrop::Split, 1}});
    traits.back_from = jitter(random, pick(random, kBackdrops), 5);
    traits.back_to = jitter(random, pick(random, kBackdrops), 5);
}

} // namespace

// The order of the draws is part of the format: each face would change with it.
FaceTraits make_traits(std::uint64_t seed, std::int64_t index) {
    PortableRandom random(mix_seed(seed, static_cast<std::uint64_t>(index)));
    FaceTraits traits;
    choose_head(random, traits);
    choose_features(random, traits);
    choose_hair(random, traits);
    choose_surroundings(random, traits);
    return traits;
}

} // namespace wasserfarbe::demo
