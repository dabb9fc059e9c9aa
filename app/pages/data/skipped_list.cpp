#include "app/pages/data/skipped_list.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QToolButton>
#include <QTreeView>

#include "app/studio/error_text.h"
#include "app/studio/path_text.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

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
    return toQString(name_below(folder_, file.path));
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

SkippedList::SkippedList(QWidget* parent) : Fold(parent), model_(new SkippedModel(this)) {
    setObjectName(QStringLiteral("skippedFiles"));
    auto* content = new QWidget(this);
    view_ = named<QTreeView>("skippedView", content);
    view_->setModel(model_);
    view_->setRootIsDecorated(false);
    view_->setUniformRowHeights(true);
    view_->setAllColumnsShowFocus(true);
    view_->setSelectionMode(QAbstractItemView::ExtendedSelection);
    view_->setTextElideMode(Qt::ElideMiddle);
    view_->header()->resizeSection(SkippedModel::FileColumn, 40 * kUnit);
    view_->setFixedHeight(14 * kUnit);
    copy_ = named<QPushButton>("copySkipped", content);
    row(content, {{view_, 1}, column({copy_, freeRoom()})});
    setContent(content);
    connect(copy_, &QPushButton::clicked, this, [this] {
        QGuiApplication::clipboard()->setText(model_->text());
        Q_EMIT copied(model_->rowCount());
    });
    followLanguage(this, [this] { retranslate(); });
    connect(model_, &QAbstractItemModel::rowsInserted, this, &SkippedList::showCount);
    connect(model_, &QAbstractItemModel::modelReset, this, &SkippedList::showCount);
}

void SkippedList::showCount() {
    const int count = model_->rowCount();
    setTitle(tr("%n file(s) can't be used", nullptr, count));
    setVisible(count > 0);
}

void SkippedList::retranslate() {
    header()->setToolTip(tr("The files that training leaves out, and why"));
    describeField(view_, tr("Files that can't be used"), tr("The files that training leaves out, and why"));
    describe(copy_, tr("Cop&y list"), tr("Copies the names and reasons to the clipboard"),
             tr("Copy the list of files that can't be used"));
    model_->retranslate();
    showCount();
}

} // namespace wasserfarbe
