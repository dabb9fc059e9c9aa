#include "app/pages/data/class_model.h"

#include <algorithm>

#include <QSize>

#include "app/studio/path_text.h"
#include "widgets/look/figures.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {

ClassModel::ClassModel(QObject* parent) : QAbstractTableModel(parent) {}

void ClassModel::setClasses(const std::vector<DatasetClass>& classes) {
    if (classes == classes_)
        return;
    beginResetModel();
    classes_ = classes;
    endResetModel();
}

void ClassModel::setLeftOut(const std::vector<std::string>& leftOut) {
    if (leftOut == leftOut_)
        return;
    leftOut_ = leftOut;
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, NameColumn), index(rowCount() - 1, CountColumn));
}

bool ClassModel::isLeftOut(const std::string& name) const {
    return std::binary_search(leftOut_.begin(), leftOut_.end(), name);
}

void ClassModel::setAllTakePart(bool takePart) {
    std::vector<std::string> leftOut;
    if (!takePart)
        for (const DatasetClass& each : classes_)
            leftOut.push_back(each.name);
    std::sort(leftOut.begin(), leftOut.end());
    edit(leftOut);
}

void ClassModel::edit(const std::vector<std::string>& leftOut) {
    if (leftOut == leftOut_)
        return;
    setLeftOut(leftOut);
    Q_EMIT leftOutEdited(leftOut_);
}

bool ClassModel::hasFolders() const {
    return std::any_of(classes_.begin(), classes_.end(),
                       [](const DatasetClass& each) { return !each.name.empty(); });
}

int ClassModel::takingPart() const {
    return static_cast<int>(std::count_if(classes_.begin(), classes_.end(), [this](const DatasetClass& each) {
        return !isLeftOut(each.name);
    }));
}

void ClassModel::retranslate() {
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

QString ClassModel::title(int row) const {
    const std::string& name = at(row).name;
    return name.empty() ? tr("In no sub-folder") : toQString(std::filesystem::path(name));
}

int ClassModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(classes_.size());
}

int ClassModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant ClassModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid())
        return {};
    const DatasetClass& each = at(index.row());
    if (role == Qt::SizeHintRole)
        return QSize(0, 3 * kUnit);
    if (index.column() == CountColumn) {
        if (role == Qt::DisplayRole)
            return countText(each.usable);
        if (role == Qt::TextAlignmentRole)
            return static_cast<int>(Qt::AlignRight | Qt::AlignVCenter);
        return {};
    }
    switch (role) {
    case Qt::DisplayRole:
        return title(index.row());
    case Qt::ToolTipRole:
    case Qt::AccessibleTextRole:
        return tr("%1: %n picture(s) that can be used", nullptr, static_cast<int>(each.usable))
            .arg(title(index.row()));
    case Qt::CheckStateRole:
        return isLeftOut(each.name) ? Qt::Unchecked : Qt::Checked;
    }
    return {};
}

bool ClassModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != NameColumn || role != Qt::CheckStateRole)
        return false;
    const bool takesPart = value.toInt() == Qt::Checked;
    std::vector<std::string> leftOut;
    for (int row = 0; row < rowCount(); ++row)
        if (row == index.row() ? !takesPart : isLeftOut(at(row).name))
            leftOut.push_back(at(row).name);
    std::sort(leftOut.begin(), leftOut.end());
    edit(leftOut);
    return true;
}

Qt::ItemFlags ClassModel::flags(const QModelIndex& index) const {
    if (!index.isValid())
        return {};
    const Qt::ItemFlags flags = Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemNeverHasChildren;
    return index.column() == NameColumn ? flags | Qt::ItemIsUserCheckable : flags;
}

} // namespace wasserfarbe
