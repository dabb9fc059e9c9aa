#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>

#include <QImage>
#include <QSize>
#include <QString>

#include "model/types/dataset_selection.h"
#include "model/types/reason.h"
#include "model/types/training_config.h"

namespace wasserfarbe {

/// How the network gets to see a picture.
struct SeenOptions {
    int size = 32;
    Fit fit = Fit::Crop;
    Color padColor = kBlack;
    Color alphaColor = kWhite;
    bool flip = false; ///< without a roll it is shown as a pair: the picture and its mirror image
    /// The seed that the augmentation is drawn with: the picture is shown as the critic sees it once.
    /// Nothing: it is shown without, and what follows is false.
    std::optional<std::uint64_t> roll;
    bool color = false;
    bool translation = false;
    bool cutout = false;

    bool isPair() const { return flip && !roll; }
    bool operator==(const SeenOptions&) const = default;
};

SeenOptions seenOptions(const TrainingConfig& config, const std::optional<std::uint64_t>& roll = {});

/// A file of the folder, and where it is cropped if not where the fit does it.
struct PictureSource {
    std::filesystem::path file;
    std::optional<CropPlace> place;
};

/// A picture of a folder, made small for a wall.
struct LoadedPicture {
    QImage picture;                ///< at most kThumbnailSide on a side
    QImage seen;                   ///< what the network sees of it
    QSize size;                    ///< of the whole picture
    std::optional<Reason> trouble; ///< why it can't be used; nothing: it can
};

inline constexpr int kThumbnailSide = 256;

/// Decodes, shrinks and fits a picture. Any thread; blocks on the disk; does not throw.
LoadedPicture loadPicture(const PictureSource& source, const SeenOptions& options);

/// The whole picture, at most `side` pixels on a side; null where it can't be decoded. Any thread; blocks on
/// the disk; does not throw.
QImage loadWholePicture(const std::filesystem::path& file, Color alphaColor, int side);

} // namespace wasserfarbe
