#pragma once

#include <filesystem>
#include <memory>

#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QTemporaryDir>
#include <QTest>

#include "app/pages/train/train_page.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "widgets/look/message_bar.h"
#include "widgets/training/cell_view.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/preview_pane.h"
#include "widgets/training/timeline.h"

namespace wasserfarbe::test {

/// The page over a fake training, its runs in a folder of its own.
class Desk {
public:
    explicit Desk(const FakeTraining& fake = {}) {
        StudioOptions options;
        options.training = fake.factory();
        options.settingsFile = folder.filePath(QStringLiteral("settings.ini"));
        options.dataFolder = toPath(folder.filePath(QStringLiteral("data")));
        studio = std::make_unique<Studio>(options);
        studio->settings().setRunsFolder(path("runs"));
        std::filesystem::create_directories(path("exports"));
        studio->settings().setLastExportFolder(path("exports"));
        page = std::make_unique<TrainPage>(*studio);
        page->resize(1100, 720);
        page->show();
    }

    std::filesystem::path path(const char* name) const {
        return toPath(folder.filePath(QString::fromLatin1(name)));
    }
    template <typename Control>
    Control* find(const char* name) {
        return page->findChild<Control*>(QLatin1String(name));
    }
    QPushButton* start() { return find<QPushButton>("start"); }
    LossPlot* plot() { return find<LossPlot>("lossPlot"); }
    Timeline* timeline() { return find<Timeline>("timeline"); }
    PreviewPane* pane() { return find<PreviewPane>("previewPane"); }
    QString title() { return find<QLabel>("runTitle")->text(); }
    QImage shown() { return pane()->view(PreviewPane::Side::Shown)->image(); }

    void choosePictures() {
        RunPlan plan = studio->plan();
        plan.data = path("pictures");
        studio->setPlan(plan);
    }
    void startTraining() {
        choosePictures();
        QTest::mouseClick(start(), Qt::LeftButton);
    }
    /// Opens a stored run of so many steps, 10 an epoch. Its previews have the grey level of their epoch.
    void openRun(std::int64_t steps, RunState state = RunState::Stopped) {
        write_run(path("runs") / "faces-1", steps, state);
        studio->openRun(path("runs") / "faces-1");
        WAIT_UNTIL_EQUAL(plot()->history().size(), static_cast<std::size_t>(steps));
    }

    MessageBar* bar() { return page->findChild<MessageBar*>(); }

    QTemporaryDir folder;
    std::unique_ptr<Studio> studio;
    std::unique_ptr<TrainPage> page; ///< goes first
};

} // namespace wasserfarbe::test
