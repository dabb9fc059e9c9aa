#pragma once

#include <QWidget>

#include "app/studio/run_plan.h"

class QComboBox;
class QLabel;
class QLineEdit;
class QPushButton;
class QToolButton;

namespace wasserfarbe {

/// What a new run needs beside its settings: pictures, name, seed, device, and the weights that it begins
/// with where it is a branch. Passive; GUI thread only.
class PlanFields : public QWidget {
    Q_OBJECT
public:
    explicit PlanFields(QWidget* parent = nullptr);

    /// Emits nothing.
    void setPlan(const RunPlan& plan);

Q_SIGNALS:
    /// By the person; settings and pictures are as they were set.
    void edited(const wasserfarbe::RunPlan& plan);
    void picturesRequested();

private:
    void takeSeed();
    void showPictures();
    void showBranch();
    void stopBranching();
    void retranslate();

    RunPlan plan_;
    QLabel* branch_;
    QToolButton* noBranch_;
    QLabel* picturesLabel_;
    QPushButton* pictures_;
    QLabel* nameLabel_;
    QLineEdit* name_;
    QLabel* seedLabel_;
    QLineEdit* seed_;
    QToolButton* dice_;
    QLabel* deviceLabel_;
    QComboBox* device_;
};

} // namespace wasserfarbe
