#include "model/training/diff_augment.h"

namespace wasserfarbe {
namespace {

constexpr double kTranslation = 0.125; // of height and width
constexpr double kCutout = 0.5;

std::int64_t share_of(std::int64_t length, double share) {
    return static_cast<std::int64_t>(static_cast<double>(length) * share + 0.5);
}

torch::Tensor draw_color(std::int64_t count, const at::Generator& random) {
    const torch::Tensor lowest = torch::tensor({-0.5F, 0.0F, 0.5F});
    const torch::Tensor range = torch::tensor({1.0F, 2.0F, 1.0F});
    return torch::rand({count, 3}, random) * range + lowest;
}

/// Whole numbers from `low` up to below `end`.
struct Range {
    std::int64_t low = 0;
    std::int64_t end = 0;
};

/// [count, 2]: a row and a column for each image.
torch::Tensor draw_places(std::int64_t count, Range range, const at::Generator& random) {
    const auto draw = [&] { return torch::randint(range.low, range.end, {count}, random, torch::kInt64); };
    const torch::Tensor rows = draw();
    return torch::stack({rows, draw()}, 1);
}

Range translations(std::int64_t length) {
    const std::int64_t furthest = share_of(length, kTranslation);
    return {-furthest, furthest + 1};
}

/// Of an even side the middle lies between two pixels: there is one place more.
Range middles(std::int64_t length) {
    return {0, length + 1 - share_of(length, kCutout) % 2};
}

torch::Tensor change_color(const torch::Tensor& images, const torch::Tensor& color) {
    const auto drawn = [&](std::int64_t column) { return color.select(1, column).view({-1, 1, 1, 1}); };
    const torch::Tensor bright = images + drawn(0);
    const torch::Tensor grey = bright.mean(1, /*keepdim=*/true);
    const torch::Tensor saturated = (bright - grey) * drawn(1) + grey;
    const torch::Tensor mean = saturated.mean({1, 2, 3}, /*keepdim=*/true);
    return (saturated - mean) * drawn(2) + mean;
}

torch::Tensor counting(std::int64_t length, const torch::Tensor& like) {
    return torch::arange(length, like.options().dtype(torch::kInt64));
}

torch::Tensor translate(const torch::Tensor& images, const torch::Tensor& translation) {
    const std::int64_t count = images.size(0);
    const std::int64_t height = images.size(2);
    const std::int64_t width = images.size(3);
    // Where each row and column comes from, [n, length]; beyond an edge there is nothing to come.
    const torch::Tensor rows = counting(height, images) + translation.narrow(1, 0, 1);
    const torch::Tensor columns = counting(width, images) + translation.narrow(1, 1, 1);
    const auto is_inside = [](const torch::Tensor& places, std::int64_t length) {
        return places.ge(0).logical_and(places.lt(length));
    };
    const torch::Tensor inside =
        is_inside(rows, height).unsqueeze(2).logical_and(is_inside(columns, width).unsqueeze(1));
    const torch::Tensor sources =
        rows.clamp(0, height - 1).unsqueeze(2) * width + columns.clamp(0, width - 1).unsqueeze(1);
    const torch::Tensor index = sources.view({count, 1, height * width}).expand({-1, images.size(1), -1});
    return images.flatten(2).gather(2, index).view(images.sizes()) * inside.unsqueeze(1);
}

torch::Tensor cut_out(const torch::Tensor& images, const torch::Tensor& cutout) {
    const auto is_outside = [&](std::int64_t axis) { // [n, length]
        const std::int64_t length = images.size(2 + axis);
        const std::int64_t side = share_of(length, kCutout);
        const torch::Tensor first = cutout.narrow(1, axis, 1) - side / 2;
        const torch::Tensor places = counting(length, images);
        return places.lt(first).logical_or(places.ge(first + side));
    };
    const torch::Tensor kept = is_outside(0).unsqueeze(2).logical_or(is_outside(1).unsqueeze(1));
    return images * kept.unsqueeze(1);
}

} // namespace

Augmentation draw_augmentation(const TrainingConfig& config, std::int64_t count, at::Generator random,
                               const torch::Device& device) {
    Augmentation drawn;
    if (config.augment_color)
        drawn.color = draw_color(count, random).to(device);
    if (config.augment_translation)
        drawn.translation = draw_places(count, translations(config.image_size), random).to(device);
    if (config.augment_cutout)
        drawn.cutout = draw_places(count, middles(config.image_size), random).to(device);
    return drawn;
}

torch::Tensor augment(const torch::Tensor& images, const Augmentation& augmentation) {
    torch::Tensor shown = images;
    if (augmentation.color.defined())
        shown = change_color(shown, augmentation.color);
    if (augmentation.translation.defined())
        shown = translate(shown, augmentation.translation);
    if (augmentation.cutout.defined())
        shown = cut_out(shown, augmentation.cutout);
    return shown;
}

} // namespace wasserfarbe
