#include "app/pages/runs/run_checkpoints.h"

#include <QMessageBox>
#include <QPushButton>

#include "app/pages/runs/checkpoint_list.h"
#include "app/pages/runs/run_changes.h"
#include "app/pages/runs/run_details.h"
#include "app/studio/run_reading.h"
#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/layouts.h"

namespace wasserfarbe {

RunCheckpoints::RunCheckpoints(Studio& studio, RunReader& reader, RunChanges& changes, RunDetails& details)
    : QObject(&details), studio_(studio), reader_(reader), changes_(changes), details_(details) {
    const CheckpointList* list = details_.checkpoints();
    connect(&reader_, &RunReader::checkpointsLoaded, this, &RunCheckpoints::show);
    connect(list, &CheckpointList::pinWanted, &changes_, &RunChanges::setPinned);
    connect(list, &CheckpointList::exploreWanted, this,
            [this](const SavedCheckpoint& checkpoint) { studio_.openModel(checkpoint.path); });
    connect(list, &CheckpointList::branchWanted, this, &RunCheckpoints::branchFrom);
    connect(list, &CheckpointList::exportWanted, this,
            [this](const SavedCheckpoint& checkpoint) { studio_.exportModel(checkpoint.path); });
    connect(list, &CheckpointList::deleteWanted, this, &RunCheckpoints::askToDelete);
}

void RunCheckpoints::follow(const RunSummary& run) {
    if (run.path != run_.path)
        forget();
    run_ = run;
    if (run_.record)
        reader_.loadCheckpoints(run_.path);
}

void RunCheckpoints::forget() {
    run_ = {};
    newest_.reset();
    Q_EMIT canBranchChanged();
}

void RunCheckpoints::show(const RunReader::Kept& kept) {
    if (kept.run != run_.path)
        return;
    newest_ = newestWhole(kept.checkpoints);
    details_.setKept(kept);
    Q_EMIT canBranchChanged();
}

void RunCheckpoints::branch() {
    if (newest_)
        branchFrom(*newest_);
}

void RunCheckpoints::branchFrom(const SavedCheckpoint& checkpoint) {
    if (run_.record)
        studio_.branchRun(*run_.record, checkpoint.path, checkpoint.step);
}

void RunCheckpoints::askToDelete(const SavedCheckpoint& checkpoint) {
    auto* question = named<QMessageBox>("deleteCheckpointQuestion", &details_);
    question->setAttribute(Qt::WA_DeleteOnClose);
    question->setIcon(QMessageBox::Question);
    question->setWindowTitle(tr("Delete a checkpoint"));
    question->setText(tr("Delete the checkpoint of epoch %1, step %2?")
                          .arg(countText(checkpoint.epoch), countText(checkpoint.step)));
    question->setInformativeText(
        tr("It does not go to the trash and can't be brought back. The run's other checkpoints stay."));
    QPushButton* yes = question->addButton(tr("&Delete"), QMessageBox::AcceptRole);
    yes->setObjectName(QStringLiteral("deleteCheckpointNow"));
    question->setDefaultButton(question->addButton(QMessageBox::Cancel));
    connect(yes, &QPushButton::clicked, this,
            [this, run = run_.path, path = checkpoint.path] { changes_.removeCheckpoint(run, path); });
    question->open();
}

} // namespace wasserfarbe
