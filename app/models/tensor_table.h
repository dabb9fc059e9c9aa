#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "model/weights/model_info.h"

namespace wasserfarbe {

/// The tensors of a file and what each of them is to this program. GUI thread only.
class TensorTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tensor, Shape, Type, UsedAs, ColumnCount };

    explicit TensorTable(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setTensors(std::vector<ModelInfo::Tensor> tensors);
    /// To be called on a change of language.
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<ModelInfo::Tensor> tensors_;
};

} // namespace wasserfarbe
