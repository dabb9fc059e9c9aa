#include <fstream>

#include <QComboBox>
#include <QDropEvent>
#include <QLabel>
#include <QLineEdit>
#include <QMimeData>
#include <QPushButton>
#include <QRadioButton>
#include <QSpinBox>
#include <QToolButton>
#include <QTreeView>
#include <QtTest>

#include "app/export/export_dialog.h"
#include "app/export/export_plan.h"
#include "app/pages/data/data_page.h"
#include "app/pages/explore/explore_controller.h"
#include "app/pages/explore/explore_page.h"
#include "app/pages/gallery/gallery_page.h"
#include "app/pages/runs/runs_page.h"
#include "app/pages/train/train_page.h"
#include "model/demo/demo_faces.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/types/field_table.h"
#include "tests/support/patience.h"
#include "tests/support/real_window.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "widgets/latent/two_axis_pad.h"
#include "widgets/look/fold.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/thumbnail_wall.h"
#include "widgets/training/config_form.h"
#include "widgets/training/loss_plot.h"
#include "widgets/training/timeline.h"
#include "widgets/training/timeline_bar.h"

namespace wasserfarbe::test::studio_flow_test {

namespace {

namespace fs = std::filesystem;
using State = TrainingSession::State;

constexpr std::int64_t kFaces = 64;
constexpr int kFaceSize = 16;

StudioOptions fewFaces() {
    StudioOptions options;
    options.demoFaces = kFaces;
    options.demoFaceSize = kFaceSize;
    return options;
}

/// A plan whose epochs take a moment and that never ends by itself.
RunPlan tinyPlan(const fs::path& faces) {
    RunPlan plan;
    plan.data = faces;
    plan.preset = Preset::Quick;
    plan.config = tiny_config();
    plan.config.batch_size = 16;
    plan.config.epochs = 100'000;
    plan.config.checkpoint_epochs = 100'000; // those that a person asks for, and the one at the end
    plan.device = Device{Device::Kind::Cpu, 0};
    return plan;
}

template <typename Page>
void click(Page& page, const char* name) {
    auto& button = RealWindow::find<QAbstractButton>(page, name);
    QVERIFY2(button.isVisible() && button.isEnabled(), name);
    QTest::mouseClick(&button, Qt::LeftButton);
}

void turnTo(RealWindow& studio, Page page) {
    const QByteArray name = "railButton" + QByteArray::number(static_cast<int>(page) + 1);
    click(studio.window(), name.constData());
    QCOMPARE(studio.window().page(), page);
}

/// As a person types it into the form.
void setField(ConfigForm& form, const char* key, const char* value) {
    QWidget* editor = form.editor(key);
    QVERIFY2(editor != nullptr, key);
    if (!editor->isVisible())
        QTest::mouseClick(RealWindow::find<Fold>(form, "advanced").header(), Qt::LeftButton);
    QVERIFY2(editor->isVisible() && editor->isEnabled(), key);
    editor->setFocus();
    if (auto* spin = qobject_cast<QAbstractSpinBox*>(editor))
        spin->selectAll();
    QTest::keyClicks(editor, QLatin1String(value));
    QTest::keyClick(editor, Qt::Key_Tab);
}

/// Over what stands in the middle of the window, as a file manager drops it.
void drop(RealWindow& studio, const fs::path& path) {
    QMimeData data;
    data.setUrls({QUrl::fromLocalFile(toQString(path))});
    QWidget* below = studio.window().childAt(studio.window().rect().center());
    QVERIFY(below != nullptr);
    const QPoint middle = below->rect().center();
    QDragEnterEvent enter(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(below, &enter);
    QVERIFY(enter.isAccepted());
    QDropEvent dropped(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QCoreApplication::sendEvent(below, &dropped);
    QVERIFY(dropped.isAccepted());
}

/// What the page has to tell.
const MessageBar& bar(const QWidget& page) {
    auto* found = page.findChild<MessageBar*>();
    if (found == nullptr)
        qFatal("the page has no message bar");
    return *found;
}

/// From the first start to an exported image through the real window and the real engine.
class StudioFlowTest : public QObject {
    Q_OBJECT

private:
    QTemporaryDir shared_;
    fs::path faces() const { return toPath(shared_.filePath(QStringLiteral("faces"))); }

    /// Begins a training by the studio's own command, for tests that are about something else.
    void startTiny(RealWindow& studio) {
        studio.studio().setPlan(tinyPlan(faces()));
        QCOMPARE(studio.studio().startObstacle(), QString());
        studio.studio().startTraining();
        WAIT_UNTIL(studio.training().state() == State::Running);
        WAIT_UNTIL(studio.studio().currentRun().previews().size() >= 4);
    }
    void stop(RealWindow& studio) {
        studio.training().stop();
        WAIT_UNTIL(!studio.training().isActive());
        QCOMPARE(studio.training().state(), State::Idle);
    }
    /// A run of some epochs, stopped and looked at.
    void makeRun(RealWindow& studio) {
        startTiny(studio);
        stop(studio);
    }
    void exportSheet(RealWindow& studio, const fs::path& target);

private Q_SLOTS:
    void initTestCase() { write_demo_faces(faces(), kFaces, kFaceSize, 1); }

    void demoFacesAreDrawnAndTrainedOn();
    void pausedItShowsAndSavesWhatIsAsked();
    void theTimelineAndThePlotAreOne();
    void imagesAreFoundExportedAndComeBack();
    void oneExploresWhileItTrains();
    void runsAreListedOpenedRenamedAndContinued();
    void closingAsksSavesAndStops();
    void aFolderIsDropped();
    void picturesThatCannotBeUsedAreTold();
};

/// The way of someone who has never seen the program.
void StudioFlowTest::demoFacesAreDrawnAndTrainedOn() {
    RealWindow studio(fewFaces());
    auto& data = studio.part<DataPage>();
    auto& train = studio.part<TrainPage>();
    QCOMPARE(studio.window().page(), Page::Data);
    turnTo(studio, Page::Train);
    QVERIFY(!RealWindow::find<QPushButton>(train, "start").isEnabled());
    QVERIFY(!RealWindow::find<QLabel>(train, "obstacle").text().isEmpty());
    turnTo(studio, Page::Data);
    click(data, "useDemoFaces");
    auto& wall = RealWindow::find<ThumbnailWall>(data, "picturesWall");
    WAIT_UNTIL_EQUAL(wall.model()->rowCount(), static_cast<int>(kFaces));
    WAIT_UNTIL(!wall.model()->index(0, 0).data(Qt::DecorationRole).value<QImage>().isNull());
    click(data, "continueToTrain");
    QCOMPARE(studio.window().page(), Page::Train);

    auto& form = RealWindow::find<ConfigForm>(train, "configForm");
    auto& preset = RealWindow::find<QComboBox>(form, "preset");
    preset.setFocus();
    QTest::keyClick(&preset, Qt::Key_Home);
    QCOMPARE(form.preset(), Preset::Quick);
    const std::pair<const char*, const char*> settings[] = {
        {"image_size", "16"},    {"epochs", "90000"},         {"batch_size", "16"},
        {"latent_size", "8"},    {"generator_channels", "4"}, {"critic_channels", "4"},
        {"preview_images", "4"}, {"preview_columns", "2"}};
    for (const auto& [key, value] : settings) {
        setField(form, key, value);
        const FieldValue typed = find_field(key).get(studio.studio().plan().config);
        QVERIFY2(typed == find_field(key).parse(value), key);
    }
    auto& name = RealWindow::find<QLineEdit>(train, "runName");
    name.setFocus();
    QTest::keyClicks(&name, QStringLiteral("my first"));
    QTest::keyClick(&name, Qt::Key_Tab);
    click(train, "start");
    WAIT_UNTIL(studio.training().state() == State::Running);
    QCOMPARE(studio.training().directory(), studio.path("runs") / "my first");
    auto& plot = studio.part<LossPlot>();
    WAIT_UNTIL(studio.part<Timeline>().marks().size() >= 4);
    WAIT_UNTIL(plot.history().size() >= 12);
    QVERIFY(plot.isVisible());

    click(train, "stop");
    WAIT_UNTIL_EQUAL(studio.training().state(), State::Idle);
    const RunDirectory run(studio.path("runs") / "my first");
    QVERIFY(run.read_record().state == RunState::Stopped);
    QCOMPARE(run.read_record().images, kFaces);
    QVERIFY(fs::is_regular_file(run.newest_checkpoint()));
}

void StudioFlowTest::pausedItShowsAndSavesWhatIsAsked() {
    RealWindow studio;
    startTiny(studio);
    auto& train = studio.part<TrainPage>();
    click(train, "start"); // says Pause now
    WAIT_UNTIL_EQUAL(studio.training().state(), State::Paused);
    const std::int64_t step = studio.training().progress().step;
    const RunDirectory run(studio.training().directory());
    QSignalSpy previews(&studio.training(), &TrainingSession::previewArrived);
    QSignalSpy checkpoints(&studio.training(), &TrainingSession::checkpointSaved);
    click(train, "previewNow");
    WAIT_UNTIL(previews.count() == 1);
    QVERIFY(QTest::qWaitForWindowActive(&studio.window(), kPatience));
    QTest::keyClick(&studio.window(), Qt::Key_F8); // checkpoint now
    WAIT_UNTIL(checkpoints.count() == 1);
    QVERIFY(fs::is_regular_file(previews.first().at(1).value<fs::path>()));
    QVERIFY(fs::is_regular_file(checkpoints.first().at(0).value<fs::path>()));
    // Of the next step the critic's part may have been done.
    const auto saved = checkpoints.first().at(1).value<std::int64_t>();
    QVERIFY(saved == step || saved == step + 1);
    QCOMPARE(studio.training().progress().step, step);
    QCOMPARE(studio.training().state(), State::Paused);
    click(train, "start"); // Resume
    WAIT_UNTIL(studio.training().progress().step > step + 8);
    QCOMPARE(studio.training().state(), State::Running);
    QTest::keyClick(&studio.window(), Qt::Key_F5, Qt::ShiftModifier); // stop
    WAIT_UNTIL_EQUAL(studio.training().state(), State::Idle);
}

void StudioFlowTest::theTimelineAndThePlotAreOne() {
    RealWindow studio;
    makeRun(studio);
    CurrentRun& run = studio.studio().currentRun();
    auto& plot = studio.part<LossPlot>();
    auto& timeline = studio.part<Timeline>();
    WAIT_UNTIL_EQUAL(plot.history().size(), run.history().size());
    const int last = static_cast<int>(run.previews().size()) - 1;
    WAIT_UNTIL_EQUAL(timeline.current(), last);
    const std::optional<std::int64_t> end = plot.cursorStep();
    QVERIFY(end);

    timeline.bar()->setFocus();
    QTest::keyClick(timeline.bar(), Qt::Key_Left);
    QCOMPARE(timeline.current(), last - 1);
    QVERIFY(plot.cursorStep() && *plot.cursorStep() < *end);
    QTest::keyClick(timeline.bar(), Qt::Key_Home);
    QCOMPARE(timeline.current(), 0);
    QCOMPARE(*plot.cursorStep(), 0);

    const std::int64_t step = run.history().back().step;
    plot.canvas()->replotNow();
    const QPoint place = plot.canvas()->pointOf(step);
    QWidget* drawing = plot.canvas()->childAt(place);
    QVERIFY(drawing != nullptr);
    QTest::mouseClick(drawing, Qt::LeftButton, {}, drawing->mapFrom(plot.canvas(), place));
    QVERIFY(*plot.cursorStep() > *end / 2);
    QVERIFY(timeline.current() > 0);
    plot.canvas()->setFocus();
    QTest::keyClick(plot.canvas(), Qt::Key_Home);
    QCOMPARE(timeline.current(), 0);
    QTest::keyClick(plot.canvas(), Qt::Key_End);
    QCOMPARE(timeline.current(), last);
}

void StudioFlowTest::exportSheet(RealWindow& studio, const fs::path& target) {
    auto& dialog = studio.find<ExportDialog>("exportDialog");
    WAIT_UNTIL(dialog.isVisible());
    const QByteArray sheet = "exportKind" + QByteArray::number(static_cast<int>(ExportKind::Sheet));
    RealWindow::find<QRadioButton>(dialog, sheet.constData()).click();
    RealWindow::find<QSpinBox>(dialog, "exportScale").setValue(2);
    auto& line = RealWindow::find<QLineEdit>(dialog, "exportTarget");
    line.setFocus();
    line.selectAll();
    QTest::keyClicks(&line, toQString(target));
    auto& start = RealWindow::find<QPushButton>(dialog, "exportStart");
    WAIT_UNTIL(start.isEnabled());
    click(dialog, "exportStart");
    WAIT_UNTIL(fs::is_regular_file(target) && !dialog.isExporting());
    click(dialog, "exportCancel"); // says Close
    WAIT_UNTIL(studio.window().findChild<ExportDialog*>() == nullptr);
}

void StudioFlowTest::imagesAreFoundExportedAndComeBack() {
    RealWindow studio;
    makeRun(studio);
    const fs::path run = studio.training().directory();
    turnTo(studio, Page::Explore); // opens the run by itself
    auto& explore = studio.part<ExplorePage>();
    ExploreController& controller = explore.controller();
    WAIT_UNTIL(controller.hasModel());
    auto& pad = RealWindow::find<TwoAxisPad>(explore, "pad");
    WAIT_UNTIL_EQUAL(pad.arrivedCount(), 121);
    const PadGeometry geometry = pad.padGeometry();
    QTest::mousePress(&pad, Qt::LeftButton, {}, geometry.toPosition({0.1, 0.1}).toPoint());
    QTest::mouseMove(&pad, geometry.toPosition({0.4, 0.5}).toPoint());
    QTest::mouseRelease(&pad, Qt::LeftButton, {}, geometry.toPosition({0.6, 0.8}).toPoint());
    QVERIFY(controller.state().x > 0.2 && controller.state().y > 0.2);
    QVERIFY(QTest::qWaitForWindowActive(&studio.window(), kPatience));
    QTest::keyClick(&pad, Qt::Key_K);
    WAIT_UNTIL_EQUAL(studio.studio().keepers().count(), 1);
    const std::vector<float> place = controller.state().point();
    QCOMPARE(studio.studio().keepers().at(0).z, place);
    click(explore, "useAsA");
    QCOMPARE(controller.state().a.z, place);

    turnTo(studio, Page::Gallery);
    auto& gallery = studio.part<GalleryPage>();
    auto& wall = RealWindow::find<ThumbnailWall>(gallery, "galleryWall");
    WAIT_UNTIL(wall.model()->rowCount() == 100);
    const auto pick = [&wall](int row, Qt::KeyboardModifiers modifiers) {
        const QRect cell = wall.visualRect(wall.model()->index(row, 0));
        QTest::mouseClick(wall.viewport(), Qt::LeftButton, modifiers, cell.center());
    };
    pick(2, {});
    click(gallery, "gallery_useAsB_button");
    const std::vector<float> a = controller.state().a.z;
    WAIT_UNTIL(controller.state().b.z != a && !controller.state().b.z.empty());
    pick(5, Qt::ShiftModifier);
    click(gallery, "gallery_export_button");
    const fs::path sheet = studio.path("exports") / "sheet.png";
    exportSheet(studio, sheet);
    if (QTest::currentTestFailed())
        return;
    const PngFile png = read_png(sheet);
    const std::optional<ImageOrigin> origin = parse_origin(png.text);
    QVERIFY(origin);
    QCOMPARE(origin->latents.count, 4);
    QCOMPARE(origin->latents.size, 8);
    QCOMPARE(origin->model, run);
    QCOMPARE(origin->scale, 2);
    QVERIFY(png.image.width >= 2 * kFaceSize);

    drop(studio, sheet);
    WAIT_UNTIL_EQUAL(studio.window().page(), Page::Explore);
    const auto first = origin->latents.row(0);
    WAIT_UNTIL_EQUAL(controller.state().a.z, std::vector<float>(first.begin(), first.end()));
    QVERIFY(explore.canUndo());
    studio.window().activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(&studio.window(), kPatience));
    QTest::keyClick(&studio.window(), Qt::Key_Z, Qt::ControlModifier);
    QCOMPARE(controller.state().a.z, a);
}

void StudioFlowTest::oneExploresWhileItTrains() {
    RealWindow studio;
    startTiny(studio);
    turnTo(studio, Page::Explore);
    auto& explore = studio.part<ExplorePage>();
    click(explore, "follow");
    LatentSession& session = explore.controller().session();
    WAIT_UNTIL(session.source() && session.source()->live);
    auto& pad = RealWindow::find<TwoAxisPad>(explore, "pad");
    WAIT_UNTIL_EQUAL(pad.arrivedCount(), 121);
    const std::int64_t step = session.source()->step;
    WAIT_UNTIL(session.source()->step > step);
    QCOMPARE(studio.training().state(), State::Running);
    turnTo(studio, Page::Gallery);
    auto& wall = RealWindow::find<ThumbnailWall>(studio.part<GalleryPage>(), "galleryWall");
    WAIT_UNTIL(wall.isVisible() && !wall.model()->index(0, 0).data(Qt::DecorationRole).isNull());
    turnTo(studio, Page::Explore);
    stop(studio);
    WAIT_UNTIL(session.source() && !session.source()->live); // its checkpoint
}

void StudioFlowTest::runsAreListedOpenedRenamedAndContinued() {
    RealWindow studio;
    makeRun(studio);
    const fs::path run = studio.training().directory();
    const std::int64_t step = RunDirectory(run).read_record().step;
    studio.studio().currentRun().close();
    turnTo(studio, Page::Runs);
    auto& runs = studio.part<RunsPage>();
    auto& view = RealWindow::find<QTreeView>(runs, "runsView");
    WAIT_UNTIL_EQUAL(view.model()->rowCount(), 1);
    const auto name = [&view] { return view.model()->index(0, 0).data().toString(); };
    QCOMPARE(name(), toQString(run.filename()));
    QTest::mouseClick(view.viewport(), Qt::LeftButton, {},
                      view.visualRect(view.model()->index(0, 0)).center());
    view.setFocus();
    QVERIFY(QTest::qWaitForWindowActive(&studio.window(), kPatience));
    QTest::keyClick(&view, Qt::Key_F2);
    auto* editor = view.viewport()->findChild<QLineEdit*>();
    QVERIFY(editor != nullptr);
    editor->selectAll();
    QTest::keyClicks(editor, QStringLiteral("renamed"));
    QTest::keyClick(editor, Qt::Key_Return);
    WAIT_UNTIL_EQUAL(name(), QStringLiteral("renamed"));
    QVERIFY(fs::is_directory(studio.path("runs") / "renamed") && !fs::exists(run));

    click(runs, "openRunButton");
    QCOMPARE(studio.window().page(), Page::Train);
    WAIT_UNTIL(!studio.studio().currentRun().history().empty());
    QCOMPARE(studio.studio().currentRun().directory(), studio.path("runs") / "renamed");
    click(studio.part<TrainPage>(), "start"); // says Continue training
    WAIT_UNTIL(studio.training().progress().step > step);
    QCOMPARE(studio.training().directory(), studio.path("runs") / "renamed");
    stop(studio);
    QVERIFY(RunDirectory(studio.path("runs") / "renamed").read_record().step > step);
}

void StudioFlowTest::closingAsksSavesAndStops() {
    RealWindow studio;
    startTiny(studio);
    const fs::path run = studio.training().directory();
    studio.window().close();
    QVERIFY(studio.window().isVisible());
    click(studio.find<QWidget>("closeQuestion"), "closeKeepTraining");
    QVERIFY(studio.window().isVisible());
    QCOMPARE(studio.training().state(), State::Running);
    WAIT_UNTIL(studio.window().findChild<QWidget*>(QStringLiteral("closeQuestion")) == nullptr);

    QVERIFY(names_in(run / "checkpoints").empty());
    studio.window().close();
    click(studio.find<QWidget>("closeQuestion"), "closeSaveAndStop");
    WAIT_UNTIL(!studio.window().isVisible());
    QCOMPARE(studio.training().state(), State::Idle);
    QCOMPARE(names_in(run / "checkpoints").size(), 1U);
    const RunRecord record = RunDirectory(run).read_record();
    QVERIFY(record.state == RunState::Stopped && record.step > 0);
    QVERIFY(fs::is_regular_file(RunDirectory(run).newest_checkpoint()));
}

void StudioFlowTest::aFolderIsDropped() {
    RealWindow studio;
    turnTo(studio, Page::Gallery);
    drop(studio, faces());
    WAIT_UNTIL_EQUAL(studio.window().page(), Page::Data);
    auto& wall = RealWindow::find<ThumbnailWall>(studio.part<DataPage>(), "picturesWall");
    WAIT_UNTIL_EQUAL(wall.model()->rowCount(), static_cast<int>(kFaces));
    QCOMPARE(studio.studio().plan().data, faces());
    QCOMPARE(studio.studio().startObstacle(), QString());
}

void StudioFlowTest::picturesThatCannotBeUsedAreTold() {
    RealWindow studio;
    auto& data = studio.part<DataPage>();
    fs::create_directories(studio.path("empty"));
    drop(studio, studio.path("empty"));
    WAIT_UNTIL(bar(data).isShown());
    QVERIFY(!bar(data).text().isEmpty());
    QVERIFY(!studio.studio().startObstacle().isEmpty());

    fs::create_directories(studio.path("broken"));
    for (const char* name : {"broken/a.png", "broken/b.png"})
        std::ofstream(studio.path(name)) << "no picture";
    RunPlan plan = tinyPlan(studio.path("broken"));
    studio.studio().setPlan(plan);
    turnTo(studio, Page::Train);
    auto& train = studio.part<TrainPage>();
    click(train, "start");
    WAIT_UNTIL_EQUAL(studio.training().state(), State::Failed);
    WAIT_UNTIL(bar(train).isShown());
    QVERIFY(!bar(train).text().isEmpty());

    startTiny(studio); // the program goes on
    QVERIFY(!bar(train).isShown());
    stop(studio);
}

} // namespace

WASSERFARBE_TEST(StudioFlowTest)

} // namespace wasserfarbe::test::studio_flow_test

#include "studio_flow_test.moc"
