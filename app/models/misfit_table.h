#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "model/weights/recognise/recognized_weights.h"

namespace wasserfarbe {

/// The tensors that no network of this program can have. GUI thread only.
class MisfitTable : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Tensor, Expected, Found, ColumnCount };

    explicit MisfitTable(QObject* parent = nullptr) : QAbstractTableModel(parent) {}

    void setMisfits(std::vector<Misfit> misfits);
    /// To be called on a change of language.
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

private:
    std::vector<Misfit> misfits_;
};

} // namespace wasserfarbe
