#include "app/export/export_plan.h"

#include <algorithm>
#include <cctype>
#include <string_view>
#include <system_error>

#include "model/pictures/png_file.h"
#include "model/types/unhandled_value.h"
#include "model/weights/model_formats.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr std::int64_t kLargestFilmSide = 16384;

std::int64_t sideOf(std::int64_t images, int size, int padding) {
    return images * (size + std::int64_t{padding}) + padding;
}

void planSheet(const ExportShape& shape, const ExportOptions& options, ExportPlan& plan) {
    const int wanted = shape.columns > 0 ? shape.columns : std::max(1, options.layout.columns);
    const int columns = std::min(wanted, shape.count);
    const int rows = (shape.count + columns - 1) / columns;
    const int padding = shape.count == 1 ? 0 : options.layout.padding;
    plan.width = sideOf(columns, shape.width, padding) * options.scale;
    plan.height = sideOf(rows, shape.height, padding) * options.scale;
}

bool isOfSeries(const std::string& name, const std::string& stem) {
    const std::string_view ending = ".png";
    if (!name.starts_with(stem + '-') || !name.ends_with(ending) ||
        name.size() <= stem.size() + 1 + ending.size())
        return false;
    return std::all_of(name.begin() + static_cast<std::ptrdiff_t>(stem.size()) + 1,
                       name.end() - static_cast<std::ptrdiff_t>(ending.size()),
                       [](unsigned char letter) { return std::isdigit(letter) != 0; });
}

} // namespace

ExportShape shapeOf(const ExportSource& source) {
    ExportShape shape;
    if (const auto* images = std::get_if<ExportImages>(&source)) {
        shape.of = ExportShape::Of::Images;
        shape.count = images->latents.count;
        shape.width = shape.height = images->renderer ? images->renderer->imageSize() : 0;
    } else if (const auto* path = std::get_if<ExportPath>(&source)) {
        shape.of = ExportShape::Of::Path;
        shape.columns = path->axes.steps + 1;
        shape.count = shape.columns * shape.columns;
        shape.width = shape.height = path->renderer ? path->renderer->imageSize() : 0;
    } else {
        shape.of = ExportShape::Of::Previews;
    }
    return shape;
}

std::vector<ExportKind> exportKinds(ExportShape::Of of) {
    switch (of) {
    case ExportShape::Of::Images:
        return {ExportKind::Sheet, ExportKind::Images};
    case ExportShape::Of::Path:
        return {ExportKind::Sheet, ExportKind::Images, ExportKind::Film, ExportKind::Sequence};
    case ExportShape::Of::Previews:
        return {ExportKind::Preview, ExportKind::Film};
    }
    unhandled_value();
}

ExportPlan planExport(const ExportShape& shape, const ExportOptions& options) {
    ExportPlan plan;
    // The preview that is looked at may be the only one, and of no whole epoch.
    const bool counted = options.kind != ExportKind::Preview;
    if ((counted && shape.count < 1) || shape.width < 1 || shape.height < 1) {
        plan.problem = ExportProblem::Nothing;
        return plan;
    }
    plan.width = std::int64_t{shape.width} * options.scale;
    plan.height = std::int64_t{shape.height} * options.scale;
    plan.files = 1;
    const bool ofPath = shape.of == ExportShape::Of::Path;
    switch (options.kind) {
    case ExportKind::Sheet:
        planSheet(shape, options, plan);
        break;
    case ExportKind::Images:
        plan.files = shape.count;
        plan.intoFolder = shape.count > 1;
        break;
    case ExportKind::Film:
        plan.frames =
            ofPath ? static_cast<int>(filmPlaces(options.frames, options.thereAndBack).size()) : shape.count;
        plan.seconds = static_cast<double>(plan.frames) / std::max(1, options.framesPerSecond);
        break;
    case ExportKind::Sequence:
        plan.files = static_cast<int>(filmPlaces(options.frames, options.thereAndBack).size());
        plan.intoFolder = true;
        break;
    case ExportKind::Preview:
        break;
    }
    const std::int64_t largest = plan.frames > 0 ? kLargestFilmSide : std::int64_t{kLargestPngSide};
    if (plan.width > largest || plan.height > largest)
        plan.problem = ExportProblem::TooLarge;
    else if (plan.frames > 0 && (plan.width < 2 || plan.height < 2))
        plan.problem = ExportProblem::FilmTooSmall;
    return plan;
}

std::string exportEnding(ExportKind kind) {
    return kind == ExportKind::Film ? "mp4" : "png";
}

std::vector<double> filmPlaces(int frames, bool thereAndBack) {
    const int count = std::clamp(frames, 2, kMostFilmFrames);
    std::vector<double> places;
    places.reserve(static_cast<std::size_t>(count) * (thereAndBack ? 2 : 1));
    for (int i = 0; i < count; ++i)
        places.push_back(static_cast<double>(i) / (count - 1));
    // A follows the last frame when the film begins anew, so neither end is shown twice.
    for (int i = count - 2; thereAndBack && i > 0; --i)
        places.push_back(static_cast<double>(i) / (count - 1));
    return places;
}

std::string modelStem(const fs::path& path) {
    const fs::path whole = path.has_filename() ? path : path.parent_path();
    const fs::path folder = whole.parent_path();
    const bool inRun = folder.filename() == "checkpoints" && folder.parent_path().has_filename();
    std::string name = inRun ? folder.parent_path().filename().string() : whole.filename().string();
    for (const std::string_view ending : read_endings())
        if (name.size() > ending.size() && name.ends_with(ending)) {
            name.resize(name.size() - ending.size());
            break;
        }
    for (char& letter : name)
        if (std::string_view("<>:\"/\\|?*").find(letter) != std::string_view::npos ||
            static_cast<unsigned char>(letter) < ' ')
            letter = '-';
    return name.empty() ? "wasserfarbe" : name;
}

std::string exportStem(const ExportSource& source, ExportKind kind) {
    if (const auto* previews = std::get_if<ExportPreviews>(&source))
        return modelStem(previews->run) + (kind == ExportKind::Film ? "-epochs" : "-preview");
    if (const auto* path = std::get_if<ExportPath>(&source))
        return modelStem(path->source.path) +
               (kind == ExportKind::Sheet || kind == ExportKind::Images ? "-grid" : "-a-to-b");
    return modelStem(std::get<ExportImages>(source).source.path) + "-images";
}

bool isNameTaken(const fs::path& path) {
    std::error_code error;
    return fs::exists(fs::symlink_status(path, error));
}

fs::path freePath(const fs::path& path, const std::function<bool(const fs::path&)>& isTaken) {
    fs::path candidate = path;
    for (int number = 2; isTaken(candidate); ++number)
        candidate = path.parent_path() /
                    (path.stem().string() + "-" + std::to_string(number) + path.extension().string());
    return candidate;
}

std::string freeSeries(const std::filesystem::path& folder, const std::string& stem) {
    std::vector<std::string> names;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        names.push_back(entry->path().filename().string());
    std::string candidate = stem;
    const auto taken = [&](const std::string& name) { return isOfSeries(name, candidate); };
    for (int number = 2; std::any_of(names.begin(), names.end(), taken); ++number)
        candidate = stem + "-" + std::to_string(number);
    return candidate;
}

std::string seriesName(const std::string& stem, int index, int count) {
    const std::size_t digits = std::max<std::size_t>(4, std::to_string(count).size());
    std::string number = std::to_string(index + 1);
    if (number.size() < digits)
        number.insert(0, digits - number.size(), '0');
    return stem + "-" + number + ".png";
}

} // namespace wasserfarbe
