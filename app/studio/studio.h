#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>

#include <QObject>

#include "app/sessions/engine.h"
#include "app/sessions/training_session.h"
#include "app/studio/current_run.h"
#include "app/studio/decoded_pictures.h"
#include "app/studio/export_source.h"
#include "app/studio/keepers.h"
#include "app/studio/latent_point.h"
#include "app/studio/model_work.h"
#include "app/studio/page.h"
#include "app/studio/run_plan.h"
#include "app/studio/settings.h"
#include "model/run/image_origin.h"

namespace wasserfarbe {

class Background;

/// What a test replaces.
struct StudioOptions {
    TrainingJobFactory training = engineTraining;
    ModelOpener models = openEngineModel;
    ModelWork modelWork = engineModelWork();
    QString settingsFile;             ///< empty: the user's own settings
    std::filesystem::path dataFolder; ///< for keepers and demo faces; empty: the user's application data
    std::int64_t demoFaces = 4000;    ///< how many "Use demo faces" draws
    int demoFaceSize = 64;
};

/// What the pages share: the sessions, the settings, the next run's plan, the run that is looked at. Pages
/// talk to each other through its signals alone. GUI thread only; nothing blocks.
class Studio : public QObject {
    Q_OBJECT
public:
    explicit Studio(StudioOptions options = {}, QObject* parent = nullptr);
    ~Studio() override;

    const StudioOptions& options() const { return options_; }
    Settings& settings() { return *settings_; }
    TrainingSession& training() { return *training_; }
    CurrentRun& currentRun() { return *currentRun_; }
    Keepers& keepers() { return *keepers_; }
    DecodedPictures& decodedPictures() { return *decodedPictures_; }

    /// The next run.
    const RunPlan& plan() const { return plan_; }
    void setPlan(const RunPlan& plan);
    /// Another folder of pictures for the plan; empty: none. Of the selection the kinds that are left out
    /// stay: classes and crops mean nothing for other pictures.
    void chooseData(const std::filesystem::path& folder);
    /// The person asks for a new run: as `setPlan`, but `planChanged` also comes where it is the plan
    /// already, so that the page Train turns from a stored run to it. Shows that page, or Data without
    /// pictures.
    void planNewRun(const RunPlan& plan);
    /// The preset for this machine: quick without a GPU.
    static Preset defaultPreset();

    /// Why `startTraining` can't be called now, translated; empty: it can.
    QString startObstacle() const;
    /// Starts the plan as a new run in the runs folder; errors come as the session's.
    void startTraining();
    /// Goes on with a run from its newest checkpoint. @param epochs  a new goal; nothing: as before
    void resumeRun(const std::filesystem::path& run, std::optional<int> epochs = {});
    /// Makes it the current run and shows it on the page Train.
    void openRun(const std::filesystem::path& run);
    /// As `chooseData`; shows the page Data.
    void openData(const std::filesystem::path& folder);
    /// Explores it. @param file  of `path`, where it is open already
    void openModel(const std::filesystem::path& path, Weights weights = Weights::Averaged,
                   const std::shared_ptr<const ModelFile>& file = {});
    /// A model file that a person chose. Looks at it on another thread; then `openModel` for a checkpoint of
    /// this program, `foreignModelFound` for another one, or `trouble`.
    void openModelFile(const std::filesystem::path& path);
    /// A person wants the model, or the newest checkpoint of a run, as a file for other programs.
    void exportModel(const std::filesystem::path& path, Weights weights = Weights::Averaged) {
        Q_EMIT modelExportRequested(path, weights);
    }
    /// The next run gets this one's pictures and settings; shows the page Train.
    void duplicateRun(const RunRecord& record) { planNewRun(planOf(record)); }
    /// A plan with a run's pictures and settings.
    RunPlan planOf(const RunRecord& record) const;
    /// As `planOf`, and it begins with the weights of this checkpoint. @param step  of the checkpoint
    RunPlan branchPlan(const RunRecord& record, const std::filesystem::path& checkpoint,
                       std::int64_t step) const;
    /// The next run begins with the weights of this checkpoint of a run; shows the page Train.
    void branchRun(const RunRecord& record, const std::filesystem::path& checkpoint, std::int64_t step) {
        planNewRun(branchPlan(record, checkpoint, step));
    }
    /// The next run begins with the weights of a model file that is no checkpoint, and keeps the plan's
    /// pictures and settings but for the networks. Shows the page Train, or Data without pictures.
    /// @pre `model` has a generator, `critic` a critic for images of the same size
    /// @param critic  the same file, or the one that the critic is in
    void branchModel(const ModelInfo& model, const ModelInfo& critic);
    /// What was dropped on the window or named on the command line: a folder of pictures, a run, a model file
    /// or an exported PNG. Looks at it on another thread; then one of the above, or `openOrigin`, or
    /// `trouble`.
    void openAnything(const std::filesystem::path& path);

    void useAs(Endpoint endpoint, const LatentPoint& point) { Q_EMIT endpointChosen(endpoint, point); }
    void keep(const LatentPoint& point);
    void exportFrom(const ExportSource& source) { Q_EMIT exportRequested(source); }
    void showPage(Page page) { Q_EMIT pageRequested(page); }
    /// A notice for the status bar, gone after some seconds.
    void notify(const QString& text) { Q_EMIT noticeGiven(text); }

Q_SIGNALS:
    void planChanged();
    void startPossibleChanged();
    void pageRequested(wasserfarbe::Page page);
    void modelRequested(std::filesystem::path path, wasserfarbe::Weights weights,
                        std::shared_ptr<const wasserfarbe::ModelFile> file);
    void foreignModelFound(const wasserfarbe::StudioModel& model);
    void modelExportRequested(std::filesystem::path path, wasserfarbe::Weights weights);
    void endpointChosen(wasserfarbe::Endpoint endpoint, const wasserfarbe::LatentPoint& point);
    void exportRequested(const wasserfarbe::ExportSource& source);
    /// An exported PNG wants its place in latent space back: on the page Explore.
    void originRequested(const wasserfarbe::ImageOrigin& origin);
    void noticeGiven(const QString& text);
    /// A failure that belongs to this page.
    void trouble(wasserfarbe::Page page, const wasserfarbe::Error& error);

private:
    void report(Page page, const Error& error);
    std::function<void()> recognize(const std::filesystem::path& path);
    std::function<void()> inspectModel(const std::filesystem::path& path);

    StudioOptions options_;
    Settings* settings_;
    TrainingSession* training_;
    CurrentRun* currentRun_;
    Keepers* keepers_;
    DecodedPictures* decodedPictures_;
    RunPlan plan_;
    std::unique_ptr<Background> background_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
