#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <vector>

#include "app/studio/export_source.h"
#include "model/types/image_grid.h"

namespace wasserfarbe {

inline constexpr int kLargestExportScale = 8;
inline constexpr int kMostFilmFrames = 3600;
inline constexpr int kMostFramesPerSecond = 60;

/// What is made of an ExportSource.
enum class ExportKind {
    Images,   ///< each image as a PNG of its own
    Sheet,    ///< all on one PNG
    Film,     ///< an MP4: from A to B, or through the epochs
    Sequence, ///< the frames from A to B as numbered PNGs
    Preview,  ///< the preview that the person looks at
};

/// How it is made; what a kind has no use for is ignored.
struct ExportOptions {
    ExportKind kind = ExportKind::Sheet;
    int scale = 1;       ///< 1 to kLargestExportScale
    bool smooth = false; ///< bicubic instead of nearest neighbour
    GridLayout layout;   ///< before scaling; the columns of the two-axis grid are its own
    int frames = 60;     ///< from A to B, both included, 2 to kMostFilmFrames
    int framesPerSecond = 24;
    bool thereAndBack = false; ///< from B back to A, so that the film can be looped
    bool captions = true;      ///< the epoch in the corner of a preview
};

/// A source as far as counts and sizes go.
struct ExportShape {
    enum class Of { Images, Path, Previews };
    Of of = Of::Images;
    int count = 0; ///< images, cells of the grid, or previews of whole epochs
    int width = 0; ///< of one, in pixels
    int height = 0;
    int columns = 0; ///< of the two-axis grid; 0 elsewhere

    bool operator==(const ExportShape&) const = default;
};

/// Why an export is not possible.
enum class ExportProblem {
    None,
    Nothing,      ///< there is no image
    TooLarge,     ///< a PNG or a film can't be so large; fewer columns, a smaller scale
    FilmTooSmall, ///< a film has 2 pixels a side at least
};

/// What an export will make, known before anything is rendered.
struct ExportPlan {
    ExportProblem problem = ExportProblem::None;
    std::int64_t width = 0; ///< of each file or frame, in pixels
    std::int64_t height = 0;
    int files = 0;
    int frames = 0;          ///< of a film; 0 for pictures
    double seconds = 0;      ///< of a film
    bool intoFolder = false; ///< the target is a folder, not a file
};

/// Of previews, whose number and size are on the disk, only `of` is known.
ExportShape shapeOf(const ExportSource& source);
/// What can be made of it, the most likely first.
std::vector<ExportKind> exportKinds(ExportShape::Of of);
ExportPlan planExport(const ExportShape& shape, const ExportOptions& options);
/// "png" or "mp4"
std::string exportEnding(ExportKind kind);

/// How far from A (0) to B (1) each frame is.
std::vector<double> filmPlaces(int frames, bool thereAndBack);

/// A model's name, as every file system and every program takes it: its run's, or the file's without its
/// ending.
std::string modelStem(const std::filesystem::path& path);
/// A short name for the files, from the model's and what is made: "faces-1-a-to-b".
std::string exportStem(const ExportSource& source, ExportKind kind);
/// Something has this name on the disk, also a link that leads nowhere.
bool isNameTaken(const std::filesystem::path& path);
/// `path`, or `name-2.png`, `name-3.png` ... where that is taken. Looks at the disk.
std::filesystem::path
freePath(const std::filesystem::path& path,
         const std::function<bool(const std::filesystem::path&)>& isTaken = isNameTaken);
/// `stem`, or `stem-2` ... where the folder has files of a series `stem-0001.png` already. Looks at the disk.
std::string freeSeries(const std::filesystem::path& folder, const std::string& stem);
/// "stem-0001.png" for index 0. @param count  of the series: decides how many digits
std::string seriesName(const std::string& stem, int index, int count);

} // namespace wasserfarbe
