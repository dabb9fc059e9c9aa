#pragma once

#include <cstdint>
#include <vector>

#include "model/torch.h"

namespace wasserfarbe {

/// How far generated images are from real ones: the sliced Wasserstein distance of Karras et al. 2018,
/// "Progressive Growing of GANs for Improved Quality, Stability, and Variation", section 5, times 1000. Both
/// sets are split into the levels of a Laplacian pyramid, from the full size down to 16 pixels; of each level
/// 7x7 patches are drawn, normalised by channel, and compared along random directions. The mean over the
/// levels; 0 for the same images, lower is better. Sets of the same sizes and the same seed are comparable,
/// others are not.
///
/// Needs no network, so that neither the critic nor a trained classifier has a say. Draws its random numbers
/// from a generator of its own: a run is the same with or without it.
///
/// The sets come part by part, so that memory never holds them whole: 256 images of 256 pixels are 0.2 GB.
class QualityComparison {
public:
    /// @param count  images of each set, at least 2;  @param size  a power of two, at least 16
    /// @throws Error (Internal)
    QualityComparison(std::int64_t count, std::int64_t size);

    /// The next images of both sets. @param generated, real  [m, 3, size, size] in [-1, 1] on the CPU, as
    /// many of each
    /// @throws Error (Internal) where they are not of that kind, or more than `count` in all
    void add(const torch::Tensor& generated, const torch::Tensor& real);

    /// NaN where an image holds a number that is not finite. @throws Error (Internal) before `count` of each
    /// were added
    double score() const;

private:
    /// What is compared: patches [n, 3, 7, 7] for each part that was added, by level.
    using Patches = std::vector<std::vector<torch::Tensor>>;
    void collect(const torch::Tensor& images, Patches& patches) const;

    std::int64_t count_;
    std::int64_t added_ = 0;
    std::int64_t size_;
    bool finite_ = true;
    std::vector<torch::Tensor> corners_; // of each level, [count, patches of an image, 2]
    torch::Tensor directions_;           // of each level, [levels, 147, directions]
    Patches generated_;
    Patches real_;
};

/// So many images of each are compared, or as many as there are.
inline constexpr int kQualityImages = 256;
/// With fewer there is no score.
inline constexpr int kFewestQualityImages = 32;

/// Its parts, which are held against reference values. No gradients, float32 on the CPU.
namespace quality {

/// The side of a patch in pixels.
inline constexpr std::int64_t kPatch = 7;

/// The differences between each size and what the next smaller one says of it, and last the smallest size
/// itself, 16 pixels. Sizes are halved and doubled with the binomial 5x5 kernel, mirrored beyond the edges,
/// as the authors' `generate_laplacian_pyramid` does.
/// @param images  [n, 3, size, size], size a power of two, at least 16
std::vector<torch::Tensor> laplacian_pyramid(const torch::Tensor& images);

/// The patches of each image whose top left pixels are given: [n * p, 3, 7, 7], image by image.
/// @param level  [n, 3, size, size];  @param corners  [n, p, 2] int64: row and column, 0 to size - 7
torch::Tensor patches_at(const torch::Tensor& level, const torch::Tensor& corners);

/// As rows [patches, 147] whose mean is 0 and whose standard deviation is 1 in each channel, over all patches
/// together. @param patches  [patches, 3, 7, 7]
torch::Tensor normalized_rows(const torch::Tensor& patches);

/// The mean, over directions, of the Wasserstein distance between the two sets' projections on one.
/// @param a, b  [patches, k], finite;  @param directions  [k, d], of length 1 each
double sliced_distance(const torch::Tensor& a, const torch::Tensor& b, const torch::Tensor& directions);

} // namespace quality

} // namespace wasserfarbe
