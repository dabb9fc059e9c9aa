#pragma once

#include "app/pages/data/skipped_model.h"
#include "widgets/look/fold.h"

class QPushButton;
class QTreeView;

namespace wasserfarbe {

/// The files that can't be used, folded away behind their count; hidden where there is none and nothing to
/// check.
class SkippedList : public Fold {
    Q_OBJECT
public:
    explicit SkippedList(QWidget* parent = nullptr);

    SkippedModel& skipped() { return *model_; }
    /// Whether every file can be decoded now on demand.
    void setCheckPossible(bool possible);

Q_SIGNALS:
    void checkRequested();
    void copied(int count);

protected:
    void changeEvent(QEvent* event) override;

private:
    void build();
    void retranslate();
    void showCount();

    SkippedModel* model_;
    QTreeView* view_ = nullptr;
    QPushButton* copy_ = nullptr;
    QPushButton* check_ = nullptr;
};

} // namespace wasserfarbe
