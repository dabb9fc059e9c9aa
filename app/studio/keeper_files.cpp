#include "app/studio/keeper_files.h"

#include <algorithm>
#include <string>
#include <system_error>
#include <utility>

#include "app/sessions/caught_error.h"
#include "app/studio/trash.h"
#include "model/files/file_io.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

constexpr const char* kOrderName = "order.txt";
constexpr std::uint64_t kLargestOrder = 16 << 20;

ImageOrigin originOf(const LatentPoint& point) {
    ImageOrigin origin;
    origin.model = point.source.path;
    origin.weights = point.source.weights;
    origin.epoch = point.source.epoch;
    origin.step = point.source.step;
    origin.seed = point.seed;
    origin.description = point.label.toStdString();
    origin.latents = {1, static_cast<int>(point.z.size()), point.z};
    origin.image_size = point.image.width();
    return origin;
}

void createFolder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error)
        throw Error(ErrorKind::Disk, folder, "can't be created", error.value());
}

/// The names that the order file holds; none where there is no such file or it can't be read.
std::vector<std::string> readOrder(const fs::path& folder) {
    std::vector<std::string> names;
    try {
        const std::vector<std::uint8_t> bytes = read_file(folder / kOrderName, kLargestOrder);
        std::string name;
        for (const std::uint8_t byte : bytes) {
            if (byte != '\n')
                name += static_cast<char>(byte);
            else
                names.push_back(std::exchange(name, {}));
        }
    } catch (const Error&) {
        return {};
    }
    return names;
}

std::vector<fs::path> filesIn(const fs::path& folder) {
    const std::vector<std::string> order = readOrder(folder);
    const auto place = [&](const fs::path& file) {
        return std::find(order.begin(), order.end(), file.filename().native()) - order.begin();
    };
    std::vector<std::pair<std::ptrdiff_t, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".png")
            found.emplace_back(place(entry->path()), entry->path());
    std::sort(found.begin(), found.end());
    std::vector<fs::path> files;
    files.reserve(found.size());
    for (auto& [rank, file] : found)
        files.push_back(std::move(file));
    return files;
}

} // namespace

void writeKeeper(const Keeper& keeper) {
    createFolder(keeper.file.parent_path());
    write_png(keeper.file, fromQImage(keeper.point.image), to_text_chunks(originOf(keeper.point)));
}

Keeper readKeeper(const fs::path& file) {
    return naming(file, [&] {
        const PngFile png = read_png(file);
        const std::optional<ImageOrigin> origin = parse_origin(png.text);
        if (!origin || origin->latents.count != 1 || origin->axes)
            throw Error(ErrorCode::NoOrigin, file);
        const std::span<const float> z = origin->latents.row(0);
        Keeper keeper;
        keeper.file = file;
        keeper.point.z.assign(z.begin(), z.end());
        keeper.point.source = {origin->model, origin->weights, false, origin->epoch, origin->step};
        keeper.point.seed = origin->seed;
        keeper.point.image = toQImage(png.image);
        keeper.point.label = QString::fromStdString(origin->description);
        return keeper;
    });
}

void discardKeeper(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error) || moveToTrash(file))
        return;
    if (!fs::remove(file, error) && error)
        throw Error(ErrorKind::Disk, file, "can't be removed", error.value());
}

void writeKeeperOrder(const fs::path& folder, const std::vector<fs::path>& files) {
    createFolder(folder);
    std::string names;
    for (const fs::path& file : files)
        names += file.filename().native() + "\n";
    AtomicFile order(folder / kOrderName, Durability::Renamed);
    order.write(names);
    order.commit();
}

std::vector<Keeper> readKeepers(const fs::path& folder, const std::function<void(const Error&)>& damaged,
                                const std::stop_token& stop) {
    std::vector<Keeper> keepers;
    for (const fs::path& file : filesIn(folder)) {
        if (stop.stop_requested())
            break;
        try {
            keepers.push_back(readKeeper(file));
        } catch (...) {
            damaged(caughtError());
        }
    }
    return keepers;
}

} // namespace wasserfarbe
