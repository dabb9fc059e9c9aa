#include "app/pages/data/skipped_model.h"

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"

namespace wasserfarbe {

SkippedModel::SkippedModel(QObject* parent) : QAbstractTableModel(parent) {}

void SkippedModel::clear(const std::filesystem::path& folder) {
    beginResetModel();
    folder_ = folder;
    skipped_.clear();
    known_.clear();
    endResetModel();
}

void SkippedModel::add(const std::vector<SkippedFile>& skipped) {
    std::vector<SkippedFile> added;
    for (const SkippedFile& file : skipped)
        if (known_.insert(file.path.native()).second)
            added.push_back(file);
    if (added.empty())
        return;
    const int first = rowCount();
    beginInsertRows({}, first, first + static_cast<int>(added.size()) - 1);
    skipped_.insert(skipped_.end(), added.begin(), added.end());
    endInsertRows();
}

QString SkippedModel::cell(int row, int column) const {
    const SkippedFile& file = skipped_[static_cast<std::size_t>(row)];
    if (column == ReasonColumn)
        return skippedReasonText(file.reason);
    const std::filesystem::path below = file.path.lexically_relative(folder_);
    return toQString(below.empty() ? file.path : below);
}

QString SkippedModel::text() const {
    QString text;
    for (int row = 0; row < rowCount(); ++row)
        text += cell(row, FileColumn) + QLatin1Char('\t') + cell(row, ReasonColumn) + QLatin1Char('\n');
    return text;
}

void SkippedModel::retranslate() {
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, ColumnCount - 1);
    if (rowCount() > 0)
        Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, ColumnCount - 1));
}

int SkippedModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(skipped_.size());
}

int SkippedModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : ColumnCount;
}

QVariant SkippedModel::data(const QModelIndex& index, int role) const {
    if (!index.isValid() || (role != Qt::DisplayRole && role != Qt::ToolTipRole))
        return {};
    return cell(index.row(), index.column());
}

QVariant SkippedModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole)
        return {};
    return section == FileColumn ? tr("File") : tr("Why it can't be used");
}

} // namespace wasserfarbe
