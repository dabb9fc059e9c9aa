#pragma once

#include <filesystem>

#include <QImage>
#include <QSize>
#include <QString>

#include "model/types/training_config.h"

namespace wasserfarbe {

/// How the network gets to see a picture.
struct PictureLook {
    int size = 32;
    Fit fit = Fit::Crop;
    double padValue = 0;
    bool flip = false; ///< shown as a pair: the picture and its mirror image

    bool operator==(const PictureLook&) const = default;
};

PictureLook lookOf(const TrainingConfig& config);

/// A picture of a folder, made small for a wall.
struct LoadedPicture {
    QImage picture;      ///< at most kThumbnailSide on a side
    QImage seen;         ///< what the network sees of it
    QSize size;          ///< of the whole picture
    std::string trouble; ///< the engine's reason why it can't be used; empty: it can
};

inline constexpr int kThumbnailSide = 256;

/// Decodes, shrinks and fits a picture. Any thread; blocks on the disk; does not throw.
LoadedPicture loadPicture(const std::filesystem::path& file, const PictureLook& look);

} // namespace wasserfarbe
