#include "app/pages/runs/run_model.h"

#include <algorithm>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"

namespace wasserfarbe {
namespace {

const std::filesystem::path& pathOf(const RunItem& run) {
    return run.summary.path;
}

} // namespace

RunModel::RunModel(QObject* parent) : QAbstractTableModel(parent) {}

void RunModel::setRuns(std::vector<RunItem> runs) {
    for (int row = rowCount() - 1; row >= 0; --row) {
        if (std::ranges::find(runs, at(row).summary.path, pathOf) != runs.end())
            continue;
        beginRemoveRows({}, row, row);
        runs_.erase(runs_.begin() + row);
        endRemoveRows();
    }
    for (RunItem& run : runs) {
        const int row = rowOf(run.summary.path);
        if (row >= 0) {
            RunItem& shown = runs_[static_cast<std::size_t>(row)];
            if (run.thumbnail.isNull() && !run.summary.newest_preview.empty())
                run.thumbnail = shown.thumbnail;
            shown = std::move(run);
            refreshRow(row);
            continue;
        }
        beginInsertRows({}, rowCount(), rowCount());
        runs_.push_back(std::move(run));
        endInsertRows();
    }
}

void RunModel::setLive(const LiveRun& live) {
    if (live == live_)
        return;
    const std::filesystem::path before = live_.path;
    live_ = live;
    for (const std::filesystem::path& path : {before, live_.path})
        if (const int row = rowOf(path); row >= 0)
            refreshRow(row);
}

void RunModel::refreshRow(int row) {
    Q_EMIT dataChanged(index(row, 0), index(row, ColumnCount - 1));
}

int RunModel::rowOf(const std::filesystem::path& run) const {
    const auto found = std::ranges::find(runs_, run, pathOf);
    return found == runs_.end() ? -1 : static_cast<int>(found - runs_.begin());
}

bool RunModel::isTraining(int row) const {
    const RunSummary& run = at(row).summary;
    return run.in_use || run.path == live_.path;
}

void RunModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    for (int row = 0; row < rowCount(); ++row)
        refreshRow(row);
}

int RunModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(runs_.size());
}

int RunModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant RunModel::text(const RunItem& run, int column) const {
    switch (column) {
    case Name:
        return runName(run.summary);
    case State:
        return runStateText(run.summary, live_);
    case Pictures:
        return runPicturesText(run.summary);
    case PresetColumn:
        return runPresetText(run.summary);
    case Epochs:
        return runEpochsText(run.summary, live_);
    case Duration:
        return runDurationText(run.summary, live_);
    case Started:
        return run.summary.record ? runTimeText(run.summary.record->started) : QString();
    }
    return {};
}

QVariant RunModel::sortKey(const RunItem& run, int column) const {
    const auto& record = run.summary.record;
    switch (column) {
    case Epochs:
        return record ? record->epoch : -1;
    case Duration:
        return record ? record->seconds : -1.0;
    case Started: // ISO 8601 sorts as text
        return record ? QString::fromStdString(record->started) : QString();
    }
    return text(run, column);
}

QString RunModel::toolTip(const RunItem& run) const {
    if (!run.summary.record)
        return tr("%1\nIts run.json can't be read: %2")
            .arg(toQString(run.summary.path), reasonText(run.summary.error->reason()));
    if (run.summary.record->state == RunState::Failed && run.summary.path != live_.path)
        return tr("%1\nFailed: %2")
            .arg(toQString(run.summary.path), failureText(run.summary.record->failure));
    return toQString(run.summary.path);
}

QVariant RunModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || index.row() >= rowCount())
        return {};
    const RunItem& run = at(index.row());
    switch (role) {
    case Qt::DisplayRole:
        return text(run, index.column());
    case Qt::EditRole:
        return index.column() == Name ? text(run, Name) : QVariant();
    case Qt::DecorationRole:
        return index.column() == Name ? run.thumbnail : QVariant();
    case Qt::ToolTipRole:
        return toolTip(run);
    case SortRole:
        return sortKey(run, index.column());
    }
    return {};
}

bool RunModel::setData(const QModelIndex& index, const QVariant& value, int role) {
    if (!index.isValid() || index.column() != Name || role != Qt::EditRole)
        return false;
    const QString name = value.toString().trimmed();
    if (name != runName(at(index.row()).summary))
        Q_EMIT renameWanted(at(index.row()).summary.path, name);
    return false; // the disk decides
}

Qt::ItemFlags RunModel::flags(const QModelIndex& index) const {
    Qt::ItemFlags flags = QAbstractTableModel::flags(index);
    if (index.isValid() && index.column() == Name)
        flags |= Qt::ItemIsEditable;
    return flags;
}

QVariant RunModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return QStringList{tr("Run"),    tr("State"),    tr("Pictures"), tr("Preset"),
                       tr("Epochs"), tr("Duration"), tr("Started")}
        .value(section);
}

} // namespace wasserfarbe
