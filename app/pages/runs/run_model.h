#pragma once

#include <vector>

#include <QAbstractTableModel>

#include "app/pages/runs/run_item.h"

namespace wasserfarbe {

/// The runs of the runs folder. GUI thread only.
class RunModel : public QAbstractTableModel {
    Q_OBJECT
public:
    enum Column { Name, State, Pictures, PresetColumn, Epochs, Duration, Started, ColumnCount };
    /// Sorts as the value does, not as its text.
    enum Role { SortRole = Qt::UserRole };

    explicit RunModel(QObject* parent = nullptr);

    /// Rows that were there before stay, with their selection; a run that has a thumbnail keeps it where the
    /// new one has none.
    void setRuns(std::vector<RunItem> runs);
    void setLive(const LiveRun& live);
    const LiveRun& live() const { return live_; }
    const RunItem& at(int row) const { return runs_[static_cast<std::size_t>(row)]; }
    /// -1: not there
    int rowOf(const std::filesystem::path& run) const;
    bool isTraining(int row) const;
    void retranslate();

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    bool setData(const QModelIndex& index, const QVariant& value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;

Q_SIGNALS:
    /// A name was typed in place; the row keeps the old one until `setRuns` brings another.
    void renameWanted(const std::filesystem::path& run, const QString& name);

private:
    QVariant text(const RunItem& run, int column) const;
    QVariant sortKey(const RunItem& run, int column) const;
    QString toolTip(const RunItem& run) const;
    void refreshRow(int row);

    std::vector<RunItem> runs_;
    LiveRun live_;
};

} // namespace wasserfarbe
