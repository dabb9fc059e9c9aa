#include "model/training/quality_score.h"

#include <algorithm>
#include <bit>
#include <limits>
#include <string>

#include "model/networks/initialize.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

constexpr std::int64_t kSmallest = 16; // pixels a side of the last level

// The authors take 128 patches of an image and 512 directions. With 32 patches and so many directions, scores
// of other seeds spread by 1 to 2 % (standard deviation over 12 seeds; 256 demo faces of 64 pixels against
// others, and against a generator's images after 0 to 300 steps), with 128 patches as much: it comes from the
// directions. All scores of a run use the same directions, so fewer do; sorting takes most of the time.
constexpr std::int64_t kPatchesPerImage = 32;
constexpr std::int64_t kDirections = 128;
constexpr std::uint64_t kSeed = 7; // the same patches and directions in every call
// What these take stays small beside the images, and in the processor's cache.
constexpr std::int64_t kImagesAtOnce = 16;

/// Every second pixel along `dim` of the images smoothed with (1, 4, 6, 4, 1) / 16.
torch::Tensor halved(const torch::Tensor& x, std::int64_t dim) {
    const std::int64_t length = x.size(dim);
    const torch::Tensor mirrored =
        torch::cat({x.narrow(dim, 2, 1), x.narrow(dim, 1, 1), x, x.narrow(dim, length - 2, 1)}, dim);
    const auto tap = [&](std::int64_t first) { return mirrored.slice(dim, first, first + length - 1, 2); };
    return (tap(0) + tap(4)) / 16 + (tap(1) + tap(3)) / 4 + tap(2) * 0.375;
}

/// Twice as many pixels along `dim`: the given ones with a zero after each, smoothed as above, times 2.
torch::Tensor doubled(const torch::Tensor& x, std::int64_t dim) {
    const std::int64_t length = x.size(dim);
    // The mirrored part has its zeros already: it ends with a zero, and is mirrored at that zero.
    const torch::Tensor mirrored = torch::cat({x.narrow(dim, 1, 1), x, x.narrow(dim, length - 1, 1)}, dim);
    const auto tap = [&](std::int64_t first) { return mirrored.narrow(dim, first, length); };
    const torch::Tensor on_pixels = (tap(0) + tap(2)) / 8 + tap(1) * 0.75;
    const torch::Tensor on_zeros = (tap(1) + tap(2)) / 2;
    return torch::stack({on_pixels, on_zeros}, dim + 1).flatten(dim, dim + 1);
}

/// Where each level's patches lie: [images, kPatchesPerImage, 2].
std::vector<torch::Tensor> draw_corners(std::int64_t images, std::int64_t size, const at::Generator& random) {
    std::vector<torch::Tensor> corners;
    for (; size >= kSmallest; size /= 2)
        corners.push_back(torch::randint(0, size - quality::kPatch + 1, {images, kPatchesPerImage, 2}, random,
                                         torch::kInt64));
    return corners;
}

/// Of length 1 each: [levels, 147, kDirections].
torch::Tensor draw_directions(std::size_t levels, const at::Generator& random) {
    const torch::Tensor drawn = torch::randn(
        {static_cast<std::int64_t>(levels), 3 * quality::kPatch * quality::kPatch, kDirections}, random);
    return drawn / drawn.norm(2, 1, /*keepdim=*/true);
}

void require(bool condition, const char* what) {
    if (!condition)
        throw Error(ErrorKind::Internal, std::string("quality score: ") + what);
}

void require_images(const torch::Tensor& images, std::int64_t size) {
    require(images.defined() && images.is_cpu() && images.scalar_type() == torch::kFloat32 &&
                images.dim() == 4 && images.size(1) == 3 && images.size(2) == size && images.size(3) == size,
            "the images are not [n, 3, size, size] as float32 on the CPU");
}

} // namespace

namespace quality {

std::vector<torch::Tensor> laplacian_pyramid(const torch::Tensor& images) {
    const torch::NoGradGuard no_grad;
    std::vector<torch::Tensor> levels;
    torch::Tensor current = images;
    while (current.size(2) > kSmallest) {
        const torch::Tensor smaller = halved(halved(current, 2), 3);
        levels.push_back(current - doubled(doubled(smaller, 2), 3));
        current = smaller;
    }
    levels.push_back(current);
    return levels;
}

torch::Tensor patches_at(const torch::Tensor& level, const torch::Tensor& corners) {
    const torch::NoGradGuard no_grad;
    const torch::Tensor image = torch::arange(level.size(0)).repeat_interleave(corners.size(1));
    const torch::Tensor places = corners.flatten(0, 1);
    return level.unfold(2, kPatch, 1)
        .unfold(3, kPatch, 1)
        .permute({0, 2, 3, 1, 4, 5})
        .index({image, places.select(1, 0), places.select(1, 1)});
}

torch::Tensor normalized_rows(const torch::Tensor& patches) {
    const torch::NoGradGuard no_grad;
    // What is smoother than any picture stays so, instead of becoming a picture of rounding errors.
    constexpr double kLeastDeviation = 1e-4;
    const torch::Tensor centred = patches - patches.mean({0, 2, 3}, /*keepdim=*/true);
    const torch::Tensor deviation = centred.square().mean({0, 2, 3}, /*keepdim=*/true).sqrt();
    return (centred / deviation.clamp_min(kLeastDeviation)).flatten(1);
}

double sliced_distance(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& directions) {
    const torch::NoGradGuard no_grad;
    const auto sorted = [&](const torch::Tensor& rows) { // [d, patches]
        return std::get<0>(directions.t().matmul(rows.t()).sort(1));
    };
    return (sorted(a) - sorted(b)).abs().mean(torch::kFloat64).item<double>();
}

} // namespace quality

QualityComparison::QualityComparison(std::int64_t count, std::int64_t size) : count_(count), size_(size) {
    require(count >= 2, "there are fewer than two images");
    require(size >= kSmallest && std::has_single_bit(static_cast<std::uint64_t>(size)),
            "the size is no power of two from 16");
    const torch::NoGradGuard no_grad;
    const at::Generator random = cpu_random(kSeed);
    corners_ = draw_corners(count, size, random);
    directions_ = draw_directions(corners_.size(), random);
    generated_.resize(corners_.size());
    real_.resize(corners_.size());
}

void QualityComparison::add(const torch::Tensor& generated, const torch::Tensor& real) {
    require_images(generated, size_);
    require_images(real, size_);
    require(generated.size(0) == real.size(0), "there are not as many generated images as real ones");
    require(added_ + real.size(0) <= count_, "there are more images than were said");
    const torch::NoGradGuard no_grad;
    finite_ = finite_ && torch::isfinite(generated.sum() + real.sum()).item<bool>();
    for (std::int64_t first = 0; first < real.size(0); first += kImagesAtOnce) {
        const std::int64_t some = std::min(kImagesAtOnce, real.size(0) - first);
        collect(generated.narrow(0, first, some), generated_);
        collect(real.narrow(0, first, some), real_);
        added_ += some;
    }
}

void QualityComparison::collect(const torch::Tensor& images, Patches& patches) const {
    const std::vector<torch::Tensor> levels = quality::laplacian_pyramid(images);
    for (std::size_t i = 0; i < levels.size(); ++i)
        patches[i].push_back(quality::patches_at(levels[i], corners_[i].narrow(0, added_, images.size(0))));
}

double QualityComparison::score() const {
    require(added_ == count_, "images are missing");
    if (!finite_)
        return std::numeric_limits<double>::quiet_NaN();
    double sum = 0;
    for (std::size_t i = 0; i < corners_.size(); ++i)
        sum += quality::sliced_distance(quality::normalized_rows(torch::cat(generated_[i])),
                                        quality::normalized_rows(torch::cat(real_[i])),
                                        directions_[static_cast<std::int64_t>(i)]);
    return 1000.0 * sum / static_cast<double>(corners_.size());
}

} // namespace wasserfarbe
