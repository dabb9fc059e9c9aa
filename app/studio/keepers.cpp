#include "app/studio/keepers.h"

#include <iterator>
#include <utility>

#include <QDateTime>

#include "app/sessions/background.h"
#include "app/sessions/caught_error.h"
#include "app/studio/keeper_files.h"

namespace wasserfarbe {

class Keepers::Private {
public:
    Private(Keepers& keepers, std::filesystem::path where)
        : owner(keepers),
          folder(std::move(where)),
          background(Background::AtEnd::Finish, [this](const Error& error) { Q_EMIT owner.failed(error); }) {}

    Keepers& owner;
    std::filesystem::path folder;
    std::vector<Keeper> list;
    bool loaded = false; ///< until then, the order on the disk is not ours to write
    int added = 0;
    Background background; ///< last: writes what is left before the rest goes

    void load();
    void finishLoading(std::vector<Keeper> read, const std::vector<Error>& damaged);
    void write(std::function<void()> work);
    void writeOrder();

    /// Sorts by time. No two are the same.
    std::filesystem::path newFile() {
        const QString time = QDateTime::currentDateTimeUtc().toString(QStringLiteral("yyyyMMdd-hhmmss-zzz"));
        return folder / ("kept-" + time.toStdString() + "-" + std::to_string(++added) + ".png");
    }
};

void Keepers::Private::load() {
    background.run([this, where = folder](const Background::Turn& turn) {
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
void Keepers::Private::finishLoading(std::vector<Keeper> read, const std::vector<Error>& damaged) {
    read.insert(read.end(), std::make_move_iterator(list.begin()), std::make_move_iterator(list.end()));
    list = std::move(read);
    loaded = true;
    if (added > 0)
        writeOrder();
    Q_EMIT owner.loaded();
    for (const Error& error : damaged)
        Q_EMIT owner.failed(error);
}

/// Where it fails, the person is told; what is shown stays as they wanted it.
void Keepers::Private::write(std::function<void()> work) {
    background.run([work = std::move(work)](const auto&) {
        work();
        return Background::Answer();
    });
}

void Keepers::Private::writeOrder() {
    if (!loaded)
        return;
    std::vector<std::filesystem::path> files;
    for (const Keeper& keeper : list)
        files.push_back(keeper.file);
    write([where = folder, files = std::move(files)] { writeKeeperOrder(where, files); });
}

Keepers::Keepers(std::filesystem::path folder, QObject* parent)
    : QObject(parent), d_(std::make_unique<Private>(*this, std::move(folder))) {
    d_->load();
}

Keepers::~Keepers() = default;

int Keepers::count() const {
    return static_cast<int>(d_->list.size());
}

const LatentPoint& Keepers::at(int index) const {
    return d_->list.at(static_cast<std::size_t>(index)).point;
}

std::filesystem::path Keepers::file(int index) const {
    return d_->list.at(static_cast<std::size_t>(index)).file;
}

void Keepers::add(const LatentPoint& point) {
    d_->list.push_back({point, d_->newFile()});
    d_->write([keeper = d_->list.back()] { writeKeeper(keeper); });
    d_->writeOrder();
    Q_EMIT added(count() - 1);
}

void Keepers::remove(int index) {
    if (index < 0 || index >= count())
        return;
    d_->write([file = file(index)] { discardKeeper(file); });
    d_->list.erase(d_->list.begin() + index);
    d_->writeOrder();
    Q_EMIT removed(index);
}

void Keepers::move(int from, int to) {
    if (from < 0 || from >= count() || to < 0 || to >= count() || from == to)
        return;
    Keeper keeper = std::move(d_->list[static_cast<std::size_t>(from)]);
    d_->list.erase(d_->list.begin() + from);
    d_->list.insert(d_->list.begin() + to, std::move(keeper));
    d_->writeOrder();
    Q_EMIT moved(from, to);
}

} // namespace wasserfarbe
