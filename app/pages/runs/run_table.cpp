#include "app/pages/runs/run_table.h"

#include <algorithm>
#include <array>
#include <utility>

#include <QHeaderView>
#include <QSortFilterProxyModel>
#include <QStyledItemDelegate>

#include "app/pages/runs/run_model.h"
#include "widgets/look/metrics.h"

namespace wasserfarbe {
namespace {

constexpr int kThumbnail = 7 * kUnit;

/// Leaves what is being typed alone when the row changes meanwhile, as it does when the list is read anew.
class NameDelegate : public QStyledItemDelegate {
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    void setEditorData(QWidget* editor, const QModelIndex& index) const override {
        constexpr const char* kFilled = "filled";
        if (editor->property(kFilled).toBool())
            return;
        QStyledItemDelegate::setEditorData(editor, index);
        editor->setProperty(kFilled, true);
    }
};

} // namespace

RunTable::RunTable(RunModel& runs, QWidget* parent)
    : QTreeView(parent), runs_(runs), sorted_(new QSortFilterProxyModel(this)) {
    sorted_->setSourceModel(&runs_);
    sorted_->setSortRole(RunModel::SortRole);
    sorted_->setSortCaseSensitivity(Qt::CaseInsensitive);
    sorted_->setSortLocaleAware(true);
    sorted_->setFilterCaseSensitivity(Qt::CaseInsensitive);
    sorted_->setFilterKeyColumn(-1); // any
    setModel(sorted_);
    setItemDelegateForColumn(RunModel::Name, new NameDelegate(this));
    setRootIsDecorated(false);
    setUniformRowHeights(true);
    setAllColumnsShowFocus(true);
    setSortingEnabled(true);
    sortByColumn(RunModel::Started, Qt::DescendingOrder);
    setSelectionMode(ExtendedSelection);
    setSelectionBehavior(SelectRows);
    setEditTriggers(NoEditTriggers);
    setContextMenuPolicy(Qt::CustomContextMenu);
    setIconSize(QSize(kThumbnail, kThumbnail));
    setTextElideMode(Qt::ElideMiddle);
    header()->setStretchLastSection(false);
    constexpr std::array<std::pair<int, int>, 6> widths = {{{RunModel::Started, 17},
                                                            {RunModel::State, 11},
                                                            {RunModel::Pictures, 10},
                                                            {RunModel::PresetColumn, 8},
                                                            {RunModel::Epochs, 10},
                                                            {RunModel::Duration, 10}}};
    header()->setMinimumSectionSize(8 * kUnit);
    header()->setSectionResizeMode(RunModel::Name, QHeaderView::Stretch);
    for (const auto& [column, units] : widths)
        header()->resizeSection(column, units * kUnit);
    connect(selectionModel(), &QItemSelectionModel::selectionChanged, this, &RunTable::selectionMoved);
    connect(this, &QTreeView::activated, this,
            [this](const QModelIndex& index) { Q_EMIT rowActivated(sorted_->mapToSource(index).row()); });
}

void RunTable::setFilter(const QString& text) {
    sorted_->setFilterFixedString(text);
}

std::vector<int> RunTable::selectedRows() const {
    QModelIndexList chosen = selectionModel()->selectedRows();
    std::sort(chosen.begin(), chosen.end());
    std::vector<int> rows;
    for (const QModelIndex& index : chosen)
        rows.push_back(sorted_->mapToSource(index).row());
    return rows;
}

void RunTable::selectRow(int row) {
    const QModelIndex index = sorted_->mapFromSource(runs_.index(row, RunModel::Name));
    if (!index.isValid())
        return;
    selectionModel()->setCurrentIndex(index, QItemSelectionModel::ClearAndSelect | QItemSelectionModel::Rows);
    scrollTo(index);
}

void RunTable::selectFirst() {
    setCurrentIndex(sorted_->index(0, 0));
}

void RunTable::editName(int row) {
    const QModelIndex index = sorted_->mapFromSource(runs_.index(row, RunModel::Name));
    scrollTo(index);
    edit(index);
}

} // namespace wasserfarbe
