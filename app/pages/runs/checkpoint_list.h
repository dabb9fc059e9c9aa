#pragma once

#include <filesystem>
#include <vector>

#include <QWidget>

#include "model/run/checkpoint_list.h"

class QAction;
class QTreeWidget;
class QTreeWidgetItem;

namespace wasserfarbe {

/// The checkpoints of one run, the newest first: what each takes, how good it was, which stay, and what can
/// be done with one. Passive; GUI thread only.
class CheckpointList : public QWidget {
    Q_OBJECT
public:
    explicit CheckpointList(QWidget* parent = nullptr);

    /// Emits nothing. @param checkpoints  oldest first; the selected one stays where it is still there
    void setCheckpoints(std::vector<SavedCheckpoint> checkpoints);
    /// While the run trains none is deleted: the training itself decides which go.
    void setTraining(bool training);

Q_SIGNALS:
    void pinWanted(const std::filesystem::path& checkpoint, bool pinned);
    void exploreWanted(const wasserfarbe::SavedCheckpoint& checkpoint);
    void branchWanted(const wasserfarbe::SavedCheckpoint& checkpoint);
    void exportWanted(const wasserfarbe::SavedCheckpoint& checkpoint);
    void deleteWanted(const wasserfarbe::SavedCheckpoint& checkpoint);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    enum Column { Pinned, Epoch, Step, Size, Quality, Marks, ColumnCount };
    QAction* makeAction(const char* name, const QString& iconName,
                        void (CheckpointList::*wanted)(const SavedCheckpoint&));
    void fill();
    void fillRow(QTreeWidgetItem& row, std::size_t index);
    void takePin(QTreeWidgetItem* row);
    void refreshActions();
    const SavedCheckpoint* current() const;
    void retranslate();

    std::vector<SavedCheckpoint> checkpoints_; ///< newest first
    bool training_ = false;
    bool filling_ = false;
    QTreeWidget* rows_;
    QAction* explore_;
    QAction* branch_;
    QAction* export_;
    QAction* delete_;
};

} // namespace wasserfarbe
