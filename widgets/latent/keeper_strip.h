#pragma once

#include <QList>
#include <QWidget>

class QAbstractItemModel;
class QLabel;
class QListView;

namespace wasserfarbe {

/// The images that a person kept, in one row. The model gives each image as Qt::DecorationRole (QImage, as
/// generated) and its words as Qt::ToolTipRole; images are put into another order by its `moveRows`. Passive.
/// GUI thread only.
class KeeperStrip : public QWidget {
    Q_OBJECT
public:
    explicit KeeperStrip(QWidget* parent = nullptr);

    /// Not owned.
    void setModel(QAbstractItemModel* model);
    QListView* view() const { return view_; }
    /// Selected rows, in their order.
    QList<int> selectedRows() const;

    QSize sizeHint() const override;

Q_SIGNALS:
    /// Double click or Enter.
    void activated(int row);
    void useAsARequested(int row);
    void useAsBRequested(int row);
    void removeRequested(QList<int> rows);
    void exportRequested(QList<int> rows);

private:
    void moveSelected(int direction);
    void updateEmpty();

    QListView* view_;
    QLabel* empty_;
};

} // namespace wasserfarbe
