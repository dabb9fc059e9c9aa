#include "app/pages/gallery/gallery_model.h"

#include <algorithm>

#include "widgets/look/figures.h"

namespace wasserfarbe {
namespace {

qsizetype bytesOf(int images, int imageSize) {
    return qsizetype{images} * imageSize * imageSize * 3;
}

} // namespace

GalleryModel::GalleryModel(qsizetype cacheBytes, QObject* parent)
    : QAbstractListModel(parent), bound_(cacheBytes), images_(cacheBytes) {}

void GalleryModel::setSeries(std::uint64_t seed, int count) {
    if (seed != seed_) {
        beginResetModel();
        images_.clear();
        seed_ = seed;
        count_ = count;
        endResetModel();
    } else if (count > count_) { // more rows of the same seed: the images stay
        beginInsertRows({}, count_, count - 1);
        count_ = count;
        endInsertRows();
    } else if (count < count_) {
        beginRemoveRows({}, count, count_ - 1);
        for (int row = count; row < count_; ++row)
            images_.remove(row);
        count_ = count;
        endRemoveRows();
    }
}

void GalleryModel::clear() {
    images_.clear();
    if (count_ > 0)
        Q_EMIT dataChanged(index(0), index(count_ - 1), {Qt::DecorationRole});
}

void GalleryModel::reserve(int images, int imageSize) {
    images_.setMaxCost(std::max(bound_, bytesOf(images, imageSize)));
}

bool GalleryModel::hasRoomFor(int images, int imageSize) const {
    return bytesOf(images, imageSize) <= bound_;
}

void GalleryModel::setImage(int row, const QImage& image) {
    if (row < 0 || row >= count_)
        return;
    images_.insert(row, new Rendered{image, generation_}, image.sizeInBytes());
    const QModelIndex changed = index(row);
    Q_EMIT dataChanged(changed, changed, {Qt::DecorationRole});
}

QImage GalleryModel::image(int row) const {
    const Rendered* rendered = images_.object(row);
    return rendered ? rendered->image : QImage();
}

bool GalleryModel::isFresh(int row) const {
    const Rendered* rendered = images_.object(row);
    return rendered && rendered->generation == generation_;
}

std::vector<int> GalleryModel::missing(const std::vector<int>& rows) const {
    std::vector<int> wanted;
    for (const int row : rows)
        if (row >= 0 && row < count_ && !isFresh(row))
            wanted.push_back(row);
    return wanted;
}

int GalleryModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : count_;
}

QVariant GalleryModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
        return {};
    switch (role) {
    case Qt::DecorationRole:
        if (const QImage picture = image(index.row()); !picture.isNull())
            return picture;
        return {};
    case Qt::DisplayRole:
        return countText(index.row() + 1);
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("Image %1 of seed %2").arg(countText(index.row() + 1)).arg(seed_);
    }
    return {};
}

Qt::ItemFlags GalleryModel::flags(const QModelIndex& index) const {
    return QAbstractListModel::flags(index) | (index.isValid() ? Qt::ItemIsDragEnabled : Qt::NoItemFlags);
}

void GalleryModel::retranslate() {
    if (count_ > 0)
        Q_EMIT dataChanged(index(0), index(count_ - 1));
}

} // namespace wasserfarbe
