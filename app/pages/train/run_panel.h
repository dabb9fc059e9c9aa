#pragma once

#include <optional>

#include <QWidget>

#include "app/studio/studio.h"

class QLabel;
class QScrollArea;

namespace wasserfarbe {

class ConfigForm;
class Fold;
class PlanFields;
class RunButtons;
class RunProgress;

/// The left side of the page Train: the next run's settings and Start, or the run that trains and its
/// buttons, or a stored run and how to go on with it. Bound to the studio. GUI thread only.
class RunPanel : public QWidget {
    Q_OBJECT
public:
    explicit RunPanel(Studio& studio, QWidget* parent = nullptr);

    /// A new run is set up, though another one is looked at.
    bool isPlanning() const;

private:
    enum class Mode { Planning, Active, Stored };
    void connectStudio();
    void connectButtons();
    void plan(bool planning);
    Mode mode() const;
    void refresh();
    void showPlan();
    void showActive();
    void showStored();
    void showSettings(const TrainingConfig& config, Preset preset, bool readOnly);
    void fixShapes(bool fixed);
    void branch();
    void setMode(Mode mode);
    void fitWidth();
    void takeProgress(const Progress& progress);
    QString storedText(const RunRecord& record) const;

    Studio& studio_;
    QLabel* title_;
    QLabel* state_;
    QLabel* saved_; ///< how far the stored run is saved, where that is not all of it
    QScrollArea* scroll_;
    PlanFields* fields_;
    Fold* settings_;
    ConfigForm* form_;
    QLabel* summary_;
    RunProgress* progress_;
    RunButtons* buttons_;
    std::optional<Mode> shown_;
    bool shapesFixed_ = false; ///< of the networks, in the form
    bool planning_ = false;    ///< wanted although a run is looked at
    bool editing_ = false;     ///< the plan changes by this panel
};

} // namespace wasserfarbe
