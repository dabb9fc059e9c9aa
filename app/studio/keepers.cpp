#include "app/studio/keepers.h"

#include <algorithm>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <utility>

#include <QDateTime>

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

// Everything here blocks on the disk. Any thread.

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
        std::string name;
        for (const std::uint8_t byte : read_file(folder / kOrderName, kLargestOrder)) {
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

/// Sorted by their places in the order.
std::vector<std::pair<std::ptrdiff_t, fs::path>> filesIn(const fs::path& folder) {
    const std::vector<std::string> order = readOrder(folder);
    const auto place = [&](const fs::path& file) {
        return std::ranges::find(order, file.filename().native()) - order.begin();
    };
    std::vector<std::pair<std::ptrdiff_t, fs::path>> found;
    std::error_code error;
    for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error))
        if (entry->path().extension() == ".png")
            found.emplace_back(place(entry->path()), entry->path());
    std::sort(found.begin(), found.end());
    return found;
}

/// Into the trash; deleted where there is none. @throws Error (Disk)
void discardKeeper(const fs::path& file) {
    std::error_code error;
    if (!fs::exists(file, error) || moveToTrash(file))
        return;
    if (!fs::remove(file, error) && error)
        throw Error(ErrorKind::Disk, file, "can't be removed", error.value());
}

/// The names in the order that a person gave them. @throws Error (Disk)
void writeKeeperOrder(const fs::path& folder, const std::vector<fs::path>& files) {
    createFolder(folder);
    std::string names;
    for (const fs::path& file : files)
        names += file.filename().native() + "\n";
    AtomicFile order(folder / kOrderName, Durability::Renamed);
    order.write(names);
    order.commit();
}

/// All keepers of a folder in that order; keepers that it does not name follow by their names. A folder that
/// does not exist has none.
/// @param damaged  is told of each file that is left out
std::vector<Keeper> readKeepers(const fs::path& folder, const std::function<void(const Error&)>& damaged,
                                const std::stop_token& stop) {
    std::vector<Keeper> keepers;
    for (const auto& [place, file] : filesIn(folder)) {
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

Keepers::Keepers(std::filesystem::path folder, QObject* parent)
    : QObject(parent),
      folder_(std::move(folder)),
      background_(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT failed(error); }) {
    background_.run([this, where = folder_](const Background::Turn& turn) {
        auto damaged = std::make_shared<std::vector<Error>>();
        auto read = std::make_shared<std::vector<Keeper>>();
        try {
            *read = readKeepers(
                where, [&](const Error& error) { damaged->push_back(error); }, turn.stop());
        } catch (...) {
            damaged->push_back(caughtError());
        }
        return [this, read, damaged] { finishLoading(std::move(*read), *damaged); };
    });
}

/// Images kept while the files were read come after the ones in the files.
void Keepers::finishLoading(std::vector<Keeper> read, const std::vector<Error>& damaged) {
    read.insert(read.end(), std::make_move_iterator(list_.begin()), std::make_move_iterator(list_.end()));
    list_ = std::move(read);
    loaded_ = true;
    if (added_ > 0)
        writeOrder();
    Q_EMIT loaded();
    for (const Error& error : damaged)
        Q_EMIT failed(error);
}

/// Where it fails, the person is told; what is shown stays as they wanted it.
void Keepers::write(std::function<void()> work) {
    background_.run([work = std::move(work)](const auto&) {
        work();
        return Background::Answer();
    });
}

void Keepers::writeOrder() {
    if (!loaded_)
        return;
    std::vector<std::filesystem::path> files;
    for (const Keeper& keeper : list_)
        files.push_back(keeper.file);
    write([where = folder_, files = std::move(files)] { writeKeeperOrder(where, files); });
}

void Keepers::add(const LatentPoint& point) {
    // The name sorts by time. No two are the same.
    const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
    list_.push_back(
        {point, folder_ / ("kept-" + time.toStdString() + "-" + std::to_string(++added_) + ".png")});
    write([keeper = list_.back()] { writeKeeper(keeper); });
    writeOrder();
    Q_EMIT added(count() - 1);
}

void Keepers::remove(int index) {
    if (index < 0 || index >= count())
        return;
    write([file = file(index)] { discardKeeper(file); });
    list_.erase(list_.begin() + index);
    writeOrder();
    Q_EMIT removed(index);
}

void Keepers::move(int from, int to) {
    if (from < 0 || from >= count() || to < 0 || to >= count() || from == to)
        return;
    Keeper keeper = std::move(list_[static_cast<std::size_t>(from)]);
    list_.erase(list_.begin() + from);
    list_.insert(list_.begin() + to, std::move(keeper));
    writeOrder();
    Q_EMIT moved(from, to);
}

} // namespace wasserfarbe
