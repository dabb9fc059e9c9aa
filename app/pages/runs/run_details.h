#pragma once

#include <optional>
#include <string>
#include <utility>

#include <QWidget>

#include "app/pages/runs/run_item.h"
#include "app/pages/runs/run_reader.h"
#include "model/types/device.h"

class QFormLayout;
class QLabel;
class QTreeWidget;

namespace wasserfarbe {

class CheckpointList;
class Fold;
class ImageView;

/// One run at a glance: its newest preview, what it was made from and how far it came, its checkpoints, its
/// settings. Passive: GUI thread only.
class RunDetails : public QWidget {
    Q_OBJECT
public:
    explicit RunDetails(QWidget* parent = nullptr);

    void setRun(const RunSummary& run, const LiveRun& live);
    void setPreview(const QImage& preview);
    /// The checkpoints of the run that is shown; none are shown until then.
    void setKept(const RunReader::Kept& kept);
    CheckpointList* checkpoints() const { return checkpoints_; }
    const std::filesystem::path& path() const { return run_.path; }

private:
    enum Fact {
        State,
        Pictures,
        Selection,
        BeganWith,
        Preset,
        Epochs,
        Duration,
        Checkpoints,
        Started,
        Ended,
        SeedFact,
        DeviceFact,
        FactCount
    };
    void retranslate();
    void show();
    void setFact(Fact fact, const QString& text);
    static QString selectionText(const RunRecord& record);
    static QString deviceText(const Device& device);
    static QString branchText(const RunRecord& record);
    bool isLive() const { return run_.path == live_.path; }
    void showKept();
    void showSettings();

    RunSummary run_;
    LiveRun live_;
    RunReader::Kept kept_;
    std::optional<std::pair<TrainingConfig, std::string>> shownSettings_; ///< with the preset
    ImageView* preview_;
    QLabel* name_;
    QLabel* trouble_;
    QLabel* saved_; ///< how far the run is saved, where that is not all of it
    QFormLayout* facts_;
    QLabel* labels_[FactCount] = {};
    QLabel* values_[FactCount] = {};
    Fold* checkpointsFold_;
    CheckpointList* checkpoints_;
    Fold* fold_;
    QTreeWidget* settings_;
};

} // namespace wasserfarbe
