#include "app/pages/data/picture_model.h"

#include <algorithm>
#include <thread>
#include <utility>

#include "app/studio/error_text.h"
#include "app/studio/finding_texts.h"
#include "app/studio/path_text.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// A training beside it needs the processors more.
unsigned loadingThreads() {
    return std::thread::hardware_concurrency() > 2 ? 2 : 1;
}

/// In kilobytes: some hundred thumbnails of large pictures, tens of thousands of small ones.
constexpr int kMostKept = 128 * 1024;

int costOf(const LoadedPicture& picture) {
    return static_cast<int>((picture.picture.sizeInBytes() + picture.seen.sizeInBytes()) / 1024) + 1;
}

} // namespace

PictureModel::PictureModel(Load load, QObject* parent)
    : QAbstractListModel(parent),
      load_(std::move(load)),
      scan_(std::make_shared<const FolderScan>()),
      kept_(kMostKept),
      loading_(Background::AtEnd::Drop, {}, loadingThreads()) {}

void PictureModel::setScan(SharedScan scan) {
    beginResetModel();
    scan_ = std::move(scan);
    check_.reset();
    counts_.reset();
    kind_.reset();
    shown_.clear();
    kept_.clear();
    largest_ = 0;
    troubles_.clear();
    first_ = 0;
    last_ = -1;
    loading_.cancel();
    endResetModel();
}

void PictureModel::setCheck(SharedCheck check) {
    check_ = std::move(check);
    counts_.reset();
    troubles_.clear(); // what the walls found out by themselves
    if (kind_ && filesOf(*kind_) != shown_)
        setShownKind(kind_);
    request();
    repaint();
}

void PictureModel::setCounts(SharedCounts counts) {
    if (counts != nullptr && counts->check != check_)
        return;
    counts_ = std::move(counts);
    repaint();
}

void PictureModel::setShownKind(const std::optional<Finding>& kind) {
    if (!kind && !kind_)
        return;
    beginResetModel();
    kind_ = kind;
    shown_ = kind ? filesOf(*kind) : std::vector<std::int32_t>();
    first_ = 0;
    last_ = -1;
    endResetModel();
}

std::vector<std::int32_t> PictureModel::filesOf(Finding kind) const {
    std::vector<std::int32_t> files;
    for (int file = 0; file < static_cast<int>(scan_->files.size()); ++file)
        if (const PreparedPicture* picture = report(file); picture && picture->report.findings.has(kind))
            files.push_back(file);
    return files;
}

void PictureModel::setSeenOptions(const SeenOptions& options) {
    if (options == options_)
        return;
    options_ = options;
    request();
}

void PictureModel::setCropPlaces(const CropPlaces& places) {
    if (places == places_)
        return;
    places_ = places;
    request();
}

void PictureModel::want(int first, int last) {
    first_ = std::max(0, first);
    last_ = std::min(last, rowCount() - 1);
    request();
}

void PictureModel::request() {
    const int page = last_ - first_ + 1;
    const auto add = [&](int from, int to) {
        for (int row = std::max(0, from); row <= std::min(to, rowCount() - 1); ++row)
            if (const int file = fileOf(row); isMissing(file))
                load(file);
    };
    loading_.forgetWaiting();
    if (page > 0) {
        add(first_, last_);
        add(last_ + 1, last_ + page);
        add(first_ - page, first_ - 1);
    }
}

void PictureModel::load(int file) {
    loading_.run(
        [this, file, source = PictureSource{fileAt(file), placeOf(file)}, options = options_](const auto&) {
            return [this, file, result = Kept{load_(source, options), options, source.place}] {
                take(file, result);
            };
        });
}

/// What the cells show beside the pictures changed.
void PictureModel::repaint() {
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

bool PictureModel::isMissing(int file) const {
    if (isBroken(file))
        return false;
    const Kept* kept = kept_.object(file);
    return kept == nullptr || kept->options != options_ || kept->place != placeOf(file);
}

/// Where it was made with other options or another crop, it is better than nothing.
void PictureModel::take(int file, const Kept& result) {
    if (const std::optional<Reason>& trouble = result.loaded.trouble) {
        const bool isNew = !isBroken(file);
        troubles_.insert(file, reasonText(*trouble));
        if (isNew)
            Q_EMIT troubleFound(fileAt(file), *trouble);
    } else {
        const bool isOld = result.options != options_ || result.place != placeOf(file);
        if (isOld && !isMissing(file))
            return;
        const int cost = costOf(result.loaded);
        keepVisible(cost);
        kept_.insert(file, new Kept(result), cost); // the cache owns it
    }
    if (const int row = rowOf(file); row >= 0)
        Q_EMIT dataChanged(index(row), index(row));
}

/// Nothing asks again for a picture that is on the screen, so pictures beside the screen must not push it
/// out.
void PictureModel::keepVisible(int cost) {
    largest_ = std::max(largest_, cost);
    kept_.setMaxCost(std::max<qsizetype>(kMostKept, qsizetype{last_ - first_ + 2} * largest_));
    for (int row = first_; row <= last_; ++row)
        static_cast<void>(kept_.object(fileOf(row))); // looked at last, thrown away last
}

int PictureModel::rowOf(int file) const {
    if (!kind_)
        return file;
    const auto found = std::lower_bound(shown_.begin(), shown_.end(), file);
    return found != shown_.end() && *found == file ? static_cast<int>(found - shown_.begin()) : -1;
}

std::string PictureModel::name(int row) const {
    return std::string(name_below(scan_->folder, file(row)));
}

bool PictureModel::isUsable(int row) const {
    return !isBroken(fileOf(row));
}

bool PictureModel::isBroken(int file) const {
    const PreparedPicture* picture = report(file);
    return (picture != nullptr && !picture->report.usable()) || troubles_.contains(file);
}

std::optional<CropPlace> PictureModel::placeOf(int file) const {
    if (places_.empty())
        return {};
    const auto found = places_.find(std::string(name_below(scan_->folder, fileAt(file))));
    return found == places_.end() ? std::nullopt : std::optional(found->second);
}

const PreparedPicture* PictureModel::report(int file) const {
    return check_ == nullptr ? nullptr : check_->find(static_cast<std::size_t>(file));
}

QString PictureModel::trouble(int file) const {
    if (const PreparedPicture* picture = report(file); picture && !picture->report.usable())
        return reasonText(picture->report.reason.value());
    return troubles_.value(file);
}

bool PictureModel::isLeftOut(int file) const {
    if (counts_ == nullptr || isBroken(file))
        return false;
    const std::int32_t index = counts_->check->reported[static_cast<std::size_t>(file)];
    return index >= 0 && !counts_->takesPart[static_cast<std::size_t>(index)];
}

int PictureModel::rowCount(const QModelIndex& parent) const {
    if (parent.isValid())
        return 0;
    return static_cast<int>(kind_ ? shown_.size() : scan_->files.size());
}

QString PictureModel::sizeLine(int file) const {
    if (const PreparedPicture* picture = report(file); picture && picture->report.size.width > 0)
        return tr("%1 pixels").arg(sizeText(picture->report.size));
    if (const Kept* kept = kept_.object(file))
        return tr("%1 pixels").arg(sizeText({kept->loaded.size.width(), kept->loaded.size.height()}));
    return {};
}

QString PictureModel::toolTip(int file) const {
    QStringList lines = {toQString(name_below(scan_->folder, fileAt(file)))};
    const QString reason = trouble(file);
    lines.append(reason.isEmpty() ? sizeLine(file) : tr("Can't be used: %1").arg(reason));
    if (const PreparedPicture* picture = report(file); picture && picture->report.usable()) {
        lines.append(findingTitles(picture->report.findings));
        if (const std::int64_t other = picture->same_as >= 0 ? picture->same_as : picture->like; other >= 0)
            lines.append(
                tr("As %1").arg(toQString(check_->report.files[static_cast<std::size_t>(other)].name)));
    }
    if (isLeftOut(file))
        lines.append(tr("Left out"));
    if (placeOf(file))
        lines.append(tr("Has its own crop"));
    lines.removeAll(QString());
    return lines.join(QLatin1Char('\n'));
}

QVariant PictureModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int file = fileOf(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return toQString(fileAt(file).filename());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return toolTip(file);
    case FileRole:
        return toQString(fileAt(file));
    case ThumbnailWall::TroubleRole:
        return trouble(file);
    case ThumbnailWall::LeftOutRole:
        return isLeftOut(file);
    case Qt::DecorationRole:
    case SeenRole:
        if (const Kept* kept = kept_.object(file))
            return role == SeenRole ? kept->loaded.seen : kept->loaded.picture;
        return {};
    }
    return {};
}

} // namespace wasserfarbe
