#pragma once

#include "app/pages/data/skipped_model.h"
#include "widgets/look/fold.h"

class QPushButton;
class QTreeView;

namespace wasserfarbe {

/// The files that can't be used, folded away behind their count; hidden where there is none.
class SkippedList : public Fold {
    Q_OBJECT
public:
    explicit SkippedList(QWidget* parent = nullptr);

    SkippedModel& skipped() { return *model_; }

Q_SIGNALS:
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
};

} // namespace wasserfarbe
