#include "app/pages/runs/checkpoint_list.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include <QAction>
#include <QHeaderView>
#include <QKeyEvent>
#include <QLocale>
#include <QMenu>
#include <QScopedValueRollback>
#include <QTreeWidget>

#include "app/studio/path_text.h"
#include "widgets/look/figures.h"
#include "widgets/look/flat_button.h"
#include "widgets/look/labelling.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {
namespace {

constexpr int kDigits = 1; // of the quality score behind the point

/// Also where neither was scored, which is no number and equals nothing.
bool isSame(SavedCheckpoint one, SavedCheckpoint other) {
    if (std::isnan(one.quality) && std::isnan(other.quality))
        one.quality = other.quality = 0;
    return one == other;
}

} // namespace

CheckpointList::CheckpointList(QWidget* parent)
    : QWidget(parent),
      rows_(named<QTreeWidget>("checkpoints", this)),
      explore_(makeAction("exploreCheckpoint", QStringLiteral("explore"), &CheckpointList::exploreWanted)),
      branch_(makeAction("branchCheckpoint", QStringLiteral("branch"), &CheckpointList::branchWanted)),
      export_(makeAction("exportCheckpoint", QStringLiteral("export"), &CheckpointList::exportWanted)),
      delete_(makeAction("deleteCheckpoint", QStringLiteral("trash"), &CheckpointList::deleteWanted)) {
    rows_->setColumnCount(ColumnCount);
    rows_->setRootIsDecorated(false);
    rows_->setUniformRowHeights(true);
    rows_->setAllColumnsShowFocus(true);
    rows_->setSizeAdjustPolicy(QAbstractScrollArea::AdjustToContents);
    rows_->setMinimumHeight(8 * kUnit);
    rows_->setMaximumHeight(24 * kUnit);
    rows_->setContextMenuPolicy(Qt::CustomContextMenu);
    rows_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);
    rows_->header()->setStretchLastSection(true);
    rows_->header()->setMinimumSectionSize(3 * kUnit);
    const QList<QAction*> actions{explore_, branch_, export_, delete_};
    QHBoxLayout* buttons = row({}, kUnit / 2);
    for (QAction* action : actions)
        buttons->addWidget(flatButton(this, action, Qt::ToolButtonTextBesideIcon));
    buttons->addStretch(1);
    column(this, {{rows_, 1}, buttons}, kUnit / 2);

    rows_->installEventFilter(this);
    connect(rows_, &QTreeWidget::itemChanged, this, &CheckpointList::takePin);
    connect(rows_, &QTreeWidget::currentItemChanged, this, &CheckpointList::refreshActions);
    connect(rows_, &QTreeWidget::customContextMenuRequested, this, [this, actions](QPoint position) {
        auto* menu = new QMenu(this);
        menu->setAttribute(Qt::WA_DeleteOnClose);
        menu->addActions(actions);
        menu->popup(rows_->viewport()->mapToGlobal(position));
    });
    followLanguage(this, [this] { retranslate(); });
}

QAction* CheckpointList::makeAction(const char* name, const QString& iconName,
                                    void (CheckpointList::*wanted)(const SavedCheckpoint&)) {
    auto* action = named<QAction>(name, icon(iconName), QString(), this);
    connect(action, &QAction::triggered, this, [this, wanted] {
        if (const SavedCheckpoint* checkpoint = current())
            Q_EMIT(this->*wanted)(SavedCheckpoint(*checkpoint));
    });
    return action;
}

void CheckpointList::setCheckpoints(std::vector<SavedCheckpoint> checkpoints) {
    std::reverse(checkpoints.begin(), checkpoints.end());
    if (std::equal(checkpoints.begin(), checkpoints.end(), checkpoints_.begin(), checkpoints_.end(), isSame))
        return; // unchanged; filling the list anew would move it under a person who reads it
    checkpoints_ = std::move(checkpoints);
    fill();
}

void CheckpointList::setTraining(bool training) {
    training_ = training;
    refreshActions();
}

const SavedCheckpoint* CheckpointList::current() const {
    const int row = rows_->indexOfTopLevelItem(rows_->currentItem());
    return row < 0 ? nullptr : &checkpoints_[static_cast<std::size_t>(row)];
}

void CheckpointList::fill() {
    const QString selected =
        rows_->currentItem() ? rows_->currentItem()->data(Epoch, Qt::UserRole).toString() : QString();
    {
        const QScopedValueRollback own(filling_, true);
        rows_->clear();
        for (std::size_t i = 0; i < checkpoints_.size(); ++i) {
            auto* row = new QTreeWidgetItem(rows_);
            fillRow(*row, i);
            if (row->data(Epoch, Qt::UserRole).toString() == selected)
                rows_->setCurrentItem(row);
        }
        if (!rows_->currentItem() && rows_->topLevelItemCount() > 0)
            rows_->setCurrentItem(rows_->topLevelItem(0));
    }
    refreshActions();
}

void CheckpointList::fillRow(QTreeWidgetItem& row, std::size_t index) {
    const SavedCheckpoint& checkpoint = checkpoints_[index];
    row.setCheckState(Pinned, checkpoint.pinned ? Qt::Checked : Qt::Unchecked);
    row.setData(Epoch, Qt::UserRole, toQString(checkpoint.path));
    row.setText(Epoch, countText(checkpoint.epoch));
    const bool known = checkpoint.step > 0 || checkpoint.epoch == 0;
    row.setText(Step, known ? countText(checkpoint.step) : QStringLiteral("–"));
    row.setText(Size, bytesText(checkpoint.bytes));
    row.setText(Quality, std::isnan(checkpoint.quality)
                             ? QStringLiteral("–")
                             : QLocale().toString(checkpoint.quality, 'f', kDigits));
    const bool best = best_checkpoint(checkpoints_) == index;
    const bool newest = index == 0;
    row.setText(Marks, newest && best ? tr("newest, best")
                       : newest       ? tr("newest")
                       : best         ? tr("best")
                                      : QString());
    for (const Column column : {Epoch, Step, Size, Quality})
        row.setTextAlignment(column, Qt::AlignRight | Qt::AlignVCenter);
    for (int column = Epoch; column < ColumnCount; ++column)
        row.setToolTip(column, toQString(checkpoint.path));
    row.setToolTip(Pinned, tr("Pinned checkpoints are kept until you let go of them"));
    row.setToolTip(Quality, rows_->headerItem()->toolTip(Quality));
    row.setData(Pinned, Qt::AccessibleTextRole, checkpoint.pinned ? tr("pinned") : tr("not pinned"));
}

void CheckpointList::takePin(QTreeWidgetItem* row) {
    const int index = rows_->indexOfTopLevelItem(row);
    if (filling_ || index < 0)
        return;
    const bool pinned = row->checkState(Pinned) == Qt::Checked;
    SavedCheckpoint& checkpoint = checkpoints_[static_cast<std::size_t>(index)];
    if (std::exchange(checkpoint.pinned, pinned) != pinned)
        Q_EMIT pinWanted(checkpoint.path, pinned);
}

void CheckpointList::refreshActions() {
    const bool any = current() != nullptr;
    for (QAction* action : {explore_, branch_, export_})
        action->setEnabled(any);
    delete_->setEnabled(any && checkpoints_.size() > 1 && !training_);
    delete_->setToolTip(training_                 ? tr("Not while the run trains")
                        : checkpoints_.size() > 1 ? tr("Deletes this checkpoint, after asking")
                                                  : tr("The only checkpoint of a run stays"));
}

void CheckpointList::retranslate() {
    rows_->setHeaderLabels({tr("Pin"), tr("Epoch"), tr("Step"), tr("Size"), tr("Quality"), QString()});
    rows_->headerItem()->setToolTip(Pinned, tr("Pinned checkpoints are kept until you let go of them"));
    rows_->headerItem()->setToolTip(
        Quality, tr("How far generated images are from real ones: a distance that no network has a say in. "
                    "Lower is better. The checkpoint with the lowest is kept."));
    rows_->setAccessibleName(tr("Checkpoints of the run"));
    explore_->setText(tr("Explore"));
    explore_->setToolTip(tr("Makes images with this checkpoint"));
    branch_->setText(tr("Branch"));
    branch_->setToolTip(tr("Sets up a new run that begins with the weights of this checkpoint"));
    export_->setText(tr("Export model…"));
    export_->setToolTip(
        tr("Writes the networks of this checkpoint as a file for PyTorch and other programs"));
    delete_->setText(tr("Delete…"));
    fill();
}

/// Here, Delete means the checkpoint; on the page around it, the run.
bool CheckpointList::eventFilter(QObject* watched, QEvent* event) {
    const bool pressed = event->type() == QEvent::KeyPress;
    if ((!pressed && event->type() != QEvent::ShortcutOverride) ||
        static_cast<const QKeyEvent*>(event)->key() != Qt::Key_Delete)
        return QWidget::eventFilter(watched, event);
    if (pressed)
        delete_->trigger();
    event->accept();
    return true;
}

} // namespace wasserfarbe
