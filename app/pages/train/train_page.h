#pragma once

#include <QWidget>

#include "app/pages/page_actions.h"

class QStackedWidget;

namespace wasserfarbe {

class EmptyState;
class RunPanel;
class RunView;
class Studio;
class TrainMessages;

/// The page Train: set up a run, start, pause and stop it, see it learn. GUI thread only.
class TrainPage : public QWidget, public PageActions {
    Q_OBJECT
public:
    explicit TrainPage(Studio& studio, QWidget* parent = nullptr);

    bool canExport() const override;
    void exportShown() override;
    bool canSavePreview() const override;
    void savePreview() override;

private:
    void showCenter();
    void planBatchSize(int batchSize);

    Studio& studio_;
    TrainMessages* messages_;
    RunPanel* panel_;
    QStackedWidget* center_;
    EmptyState* empty_;
    RunView* view_;
};

} // namespace wasserfarbe
