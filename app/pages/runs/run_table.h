#pragma once

#include <vector>

#include <QTreeView>

class QSortFilterProxyModel;

namespace wasserfarbe {

class RunModel;

/// The table of runs, sorted and filtered. Rows in this interface are the model's own. GUI thread only.
class RunTable : public QTreeView {
    Q_OBJECT
public:
    explicit RunTable(RunModel& runs, QWidget* parent = nullptr);

    /// Shows the runs that have this in one of their columns.
    void setFilter(const QString& text);
    /// From the top of the table to its end.
    std::vector<int> selectedRows() const;
    void selectRow(int row);
    void selectFirst();
    /// Begins to edit the run's name in place.
    void editName(int row);

Q_SIGNALS:
    void selectionMoved();
    /// Return, Enter or a double click.
    void rowActivated(int row);

private:
    RunModel& runs_;
    QSortFilterProxyModel* sorted_;
};

} // namespace wasserfarbe
