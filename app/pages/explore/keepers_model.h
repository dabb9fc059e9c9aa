#pragma once

#include <QAbstractListModel>

namespace wasserfarbe {

class Keepers;

/// The kept images for the strip: the image, its words, its PNG to be dragged elsewhere, and another order by
/// `moveRows`. GUI thread only.
class KeepersModel : public QAbstractListModel {
    Q_OBJECT
public:
    explicit KeepersModel(Keepers& keepers, QObject* parent = nullptr);

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    Qt::DropActions supportedDropActions() const override { return Qt::MoveAction; }
    Qt::DropActions supportedDragActions() const override { return Qt::MoveAction | Qt::CopyAction; }
    QStringList mimeTypes() const override;
    QMimeData* mimeData(const QModelIndexList& indexes) const override;
    bool moveRows(const QModelIndex& from, int first, int count, const QModelIndex& to, int before) override;

private:
    Keepers& keepers_;
    int rows_ = 0; ///< as the view knows them
    bool moving_ = false;
};

} // namespace wasserfarbe
