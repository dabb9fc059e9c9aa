#include "app/pages/data/picture_model.h"

#include <algorithm>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "widgets/pictures/thumbnail_wall.h"

namespace wasserfarbe {
namespace {

/// In kilobytes: some hundred thumbnails of large pictures, tens of thousands of small ones.
constexpr int kMostKept = 128 * 1024;

int costOf(const LoadedPicture& picture) {
    return static_cast<int>((picture.picture.sizeInBytes() + picture.seen.sizeInBytes()) / 1024) + 1;
}

} // namespace

PictureModel::PictureModel(PictureLoader::Load load, QObject* parent)
    : QAbstractListModel(parent),
      scan_(std::make_shared<const FolderScan>()),
      kept_(kMostKept),
      loader_(std::move(load)) {
    connect(&loader_, &PictureLoader::loaded, this, &PictureModel::take);
}

void PictureModel::setScan(SharedScan scan) {
    beginResetModel();
    scan_ = std::move(scan);
    kept_.clear();
    largest_ = 0;
    troubles_.clear();
    first_ = 0;
    last_ = -1;
    firstRequest_ = firstOfLook_ = loader_.want({}, look_);
    endResetModel();
}

void PictureModel::setLook(const PictureLook& look) {
    if (look == look_)
        return;
    look_ = look;
    ++lookNumber_;
    firstOfLook_ = loader_.want({}, look_);
    request();
}

void PictureModel::want(int first, int last) {
    first_ = std::max(0, first);
    last_ = std::min(last, rowCount() - 1);
    request();
}

void PictureModel::request() {
    const int page = last_ - first_ + 1;
    std::vector<PictureLoader::Wanted> wanted;
    const auto add = [&](int from, int to) {
        for (int row = std::max(0, from); row <= std::min(to, rowCount() - 1); ++row)
            if (isMissing(row))
                wanted.push_back({row, file(row)});
    };
    if (page > 0) {
        add(first_, last_);
        add(last_ + 1, last_ + page);
        add(first_ - page, first_ - 1);
    }
    loader_.want(std::move(wanted), look_);
}

bool PictureModel::isMissing(int row) const {
    if (troubles_.contains(row))
        return false;
    const Kept* kept = kept_.object(row);
    return kept == nullptr || kept->look != lookNumber_;
}

void PictureModel::take(const std::vector<PictureLoader::Result>& results) {
    for (const PictureLoader::Result& result : results)
        if (result.request >= firstRequest_ && result.index < rowCount())
            takeOne(result);
}

void PictureModel::takeOne(const PictureLoader::Result& result) {
    const int row = result.index;
    if (!result.picture.trouble.empty()) {
        const bool isNew = !troubles_.contains(row);
        troubles_.insert(row, skippedReasonText(result.picture.trouble));
        if (isNew)
            Q_EMIT troubleFound(file(row), result.picture.trouble);
    } else {
        const std::uint64_t look = result.request >= firstOfLook_ ? lookNumber_ : 0;
        const Kept* before = kept_.object(row);
        if (look == 0 && before != nullptr && before->look == lookNumber_)
            return;
        const int cost = costOf(result.picture);
        keepVisible(cost);
        kept_.insert(row, new Kept{result.picture, look}, cost); // the cache owns it
    }
    Q_EMIT dataChanged(index(row), index(row));
}

/// Nothing asks again for a picture that is on the screen, so those beside it must not push it out.
void PictureModel::keepVisible(int cost) {
    largest_ = std::max(largest_, cost);
    kept_.setMaxCost(std::max<qsizetype>(kMostKept, qsizetype{last_ - first_ + 2} * largest_));
    for (int row = first_; row <= last_; ++row)
        static_cast<void>(kept_.object(row)); // looked at last, thrown away last
}

int PictureModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(scan_->files.size());
}

QString PictureModel::shownPath(int row) const {
    const std::filesystem::path below = file(row).lexically_relative(scan_->folder);
    return toQString(below.empty() ? file(row) : below);
}

QString PictureModel::toolTip(int row) const {
    if (const auto trouble = troubles_.constFind(row); trouble != troubles_.constEnd())
        return tr("%1\nCan't be used: %2").arg(shownPath(row), *trouble);
    const Kept* kept = kept_.object(row);
    if (kept == nullptr)
        return shownPath(row);
    return tr("%1\n%2 × %3 pixels")
        .arg(shownPath(row))
        .arg(kept->loaded.size.width())
        .arg(kept->loaded.size.height());
}

QVariant PictureModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const int row = index.row();
    switch (role) {
    case Qt::DisplayRole:
        return toQString(file(row).filename());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return toolTip(row);
    case FileRole:
        return toQString(file(row));
    case ThumbnailWall::TroubleRole:
        return troubles_.value(row);
    case Qt::DecorationRole:
    case SeenRole:
        if (const Kept* kept = kept_.object(row))
            return role == SeenRole ? kept->loaded.seen : kept->loaded.picture;
        return {};
    default:
        return {};
    }
}

} // namespace wasserfarbe
