#include "app/pages/data/skipped_model.h"

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"

namespace wasserfarbe {

SkippedModel::SkippedModel(QObject* parent)
    : QAbstractTableModel(parent), files_(std::make_shared<const std::vector<SkippedFile>>()) {}

void SkippedModel::setFiles(const std::filesystem::path& folder, const SharedSkipped& files) {
    beginResetModel();
    folder_ = folder;
    files_ = files != nullptr ? files : std::make_shared<const std::vector<SkippedFile>>();
    added_.clear();
    known_.clear();
    endResetModel();
}

void SkippedModel::add(const SkippedFile& file) {
    if (!known_.insert(file.path.native()).second)
        return;
    beginInsertRows({}, rowCount(), rowCount());
    added_.push_back(file);
    endInsertRows();
}

const SkippedFile& SkippedModel::at(int row) const {
    const auto index = static_cast<std::size_t>(row);
    return index < files_->size() ? (*files_)[index] : added_[index - files_->size()];
}

QString SkippedModel::cell(int row, int column) const {
    const SkippedFile& file = at(row);
    if (column == ReasonColumn)
        return reasonText(file.reason);
    return toQString(std::filesystem::path(name_below(folder_, file.path)));
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
    return parent.isValid() ? 0 : static_cast<int>(files_->size() + added_.size());
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
