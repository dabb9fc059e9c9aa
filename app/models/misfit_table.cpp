#include "app/models/misfit_table.h"

#include <utility>

namespace wasserfarbe {

void MisfitTable::setMisfits(std::vector<Misfit> misfits) {
    beginResetModel();
    misfits_ = std::move(misfits);
    endResetModel();
}

void MisfitTable::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!misfits_.empty())
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int MisfitTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(misfits_.size());
}

int MisfitTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant MisfitTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid) ||
        (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    const Misfit& misfit = misfits_[static_cast<std::size_t>(index.row())];
    if (index.column() == Tensor)
        return QString::fromStdString(misfit.tensor);
    const std::string& text = index.column() == Expected ? misfit.expected : misfit.found;
    return text == kNothing ? tr("nothing") : QString::fromStdString(text);
}

QVariant MisfitTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Tensor:
        return tr("Tensor");
    case Expected:
        return tr("Expected");
    case Found:
        return tr("Found");
    }
    return {};
}

} // namespace wasserfarbe
