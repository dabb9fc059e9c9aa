#include "app/pages/explore/keepers_model.h"

#include <QMimeData>
#include <QUrl>

#include "app/pages/chooser/model_chooser.h"
#include "app/studio/keepers.h"
#include "app/studio/path_text.h"

namespace wasserfarbe {

KeepersModel::KeepersModel(Keepers& keepers, QObject* parent)
    : QAbstractListModel(parent), keepers_(keepers), rows_(keepers.count()) {
    connect(&keepers_, &Keepers::loaded, this, [this] {
        beginResetModel();
        rows_ = keepers_.count();
        endResetModel();
    });
    connect(&keepers_, &Keepers::added, this, [this](int index) {
        beginInsertRows({}, index, index);
        ++rows_;
        endInsertRows();
    });
    connect(&keepers_, &Keepers::removed, this, [this](int index) {
        beginRemoveRows({}, index, index);
        --rows_;
        endRemoveRows();
    });
    connect(&keepers_, &Keepers::moved, this, [this](int from, int to) {
        if (moving_)
            return; // told by moveRows
        beginMoveRows({}, from, from, {}, to > from ? to + 1 : to);
        endMoveRows();
    });
}

int KeepersModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : rows_;
}

QVariant KeepersModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) || index.row() >= keepers_.count())
        return {};
    const LatentPoint& point = keepers_.at(index.row());
    if (role == Qt::DecorationRole)
        return point.image;
    if (role == Qt::ToolTipRole || role == Qt::AccessibleTextRole) {
        const QString model = point.source.path.empty() ? QString() : modelSourceText(point.source);
        return point.label.isEmpty() ? model : tr("%1\n%2").arg(point.label, model).trimmed();
    }
    return {};
}

Qt::ItemFlags KeepersModel::flags(const QModelIndex& index) const {
    const Qt::ItemFlags flags = QAbstractListModel::flags(index);
    return index.isValid() ? flags | Qt::ItemIsDragEnabled : flags | Qt::ItemIsDropEnabled;
}

/// A strip takes only its own images, which `moveRows` moves.
QStringList KeepersModel::mimeTypes() const {
    return {QStringLiteral("text/uri-list")};
}

QMimeData* KeepersModel::mimeData(const QModelIndexList& indexes) const {
    QList<QUrl> urls;
    for (const QModelIndex& index : indexes)
        urls.append(QUrl::fromLocalFile(toQString(keepers_.file(index.row()))));
    auto* data = new QMimeData; // the drag owns it
    data->setUrls(urls);
    return data;
}

bool KeepersModel::moveRows(const QModelIndex& from, int first, int count, const QModelIndex& to,
                            int before) {
    if (from.isValid() || to.isValid() || count != 1 || first < 0 || first >= rows_ || before < 0 ||
        before > rows_)
        return false;
    if (!beginMoveRows(from, first, first, to, before))
        return false;
    moving_ = true;
    keepers_.move(first, before > first ? before - 1 : before);
    moving_ = false;
    endMoveRows();
    return true;
}

} // namespace wasserfarbe
