#include "app/models/tensor_table.h"

#include <utility>

#include <QGuiApplication>
#include <QPalette>

#include "widgets/look/theme.h"

namespace wasserfarbe {

void TensorTable::setTensors(std::vector<ModelInfo::Tensor> tensors) {
    beginResetModel();
    tensors_ = std::move(tensors);
    endResetModel();
}

void TensorTable::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (!tensors_.empty())
        Q_EMIT dataChanged(index(0, UsedAs), index(rowCount() - 1, UsedAs));
}

int TensorTable::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(tensors_.size());
}

int TensorTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant TensorTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid))
        return {};
    const ModelInfo::Tensor& tensor = tensors_[static_cast<std::size_t>(index.row())];
    if (role == Qt::ForegroundRole && index.column() == UsedAs && tensor.place.empty())
        return quietColor(QGuiApplication::palette());
    if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
        return {};
    switch (index.column()) {
    case Tensor:
        return QString::fromStdString(tensor.name);
    case Shape:
        return QString::fromStdString(shape_text(tensor.shape));
    case Type:
        return QString::fromStdString(tensor.type);
    case UsedAs:
        return tensor.place.empty() ? tr("not used") : QString::fromStdString(tensor.place);
    }
    return {};
}

QVariant TensorTable::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    switch (section) {
    case Tensor:
        return tr("Tensor in the file");
    case Shape:
        return tr("Shape");
    case Type:
        return tr("Type");
    case UsedAs:
        return tr("Used as");
    }
    return {};
}

} // namespace wasserfarbe
