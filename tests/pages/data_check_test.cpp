#include <fstream>

#include <QAction>
#include <QApplication>
#include <QCheckBox>
#include <QComboBox>
#include <QDoubleSpinBox>
#include <QMenu>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QTreeView>

#include "app/pages/data/crop_editor.h"
#include "app/pages/data/data_head.h"
#include "app/pages/data/finding_row.h"
#include "app/pages/data/picture_model.h"
#include "app/pages/data/side_panel.h"
#include "tests/support/data_page_fixture.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/color_button.h"
#include "widgets/pictures/crop_view.h"

namespace wasserfarbe::test::data_check_test {

namespace fs = std::filesystem;

namespace {

/// From left to right ever redder.
Image slope(int width, int height) {
    Image image(width, height);
    for (int y = 0; y < height; ++y)
        for (int x = 0; x < width; ++x)
            image.row(y)[3 * x] = static_cast<std::uint8_t>(x * 255 / width);
    return image;
}

/// Pictures that do not resemble each other.
Image pattern(int size, unsigned number) {
    Image image(size, size);
    for (std::size_t i = 0; i < image.pixels.size(); ++i) {
        number = number * 1664525U + 1013904223U;
        image.pixels[i] = static_cast<std::uint8_t>(number >> 24);
    }
    return image;
}

bool isNear(double a, double b) {
    return std::abs(a - b) < 1e-9;
}

} // namespace

class DataCheckTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() { begin(engineTraining); }
    void cleanup() { f_.reset(); }

    void everyKindIsListedWithWhatIsDone() {
        open();
        for (const char* key : {"not-an-image", "empty", "extreme-aspect", "alpha", "duplicate"})
            QVERIFY2(row(key).isVisible(), key);
        for (const char* key : {"truncated", "cmyk", "animated", "unreadable"})
            QVERIFY2(!row(key).isVisible(), key);
        QVERIFY(row("alpha").accessibleName().contains("1"));
        QVERIFY(row("alpha").accessibleDescription().contains(QStringLiteral("transparency")));
        QVERIFY(!row("alpha").accessibleDescription().contains(QStringLiteral("alpha_color")));
        QVERIFY(f_->page().findChild<QCheckBox*>(QStringLiteral("leaveOut-alpha")));
        QVERIFY(!f_->page().findChild<QCheckBox*>(QStringLiteral("leaveOut-empty"))); // never takes part
        QVERIFY(!f_->find<QLabel>("checkState").isVisible());
        QCOMPARE(f_->skipped().rowCount(), 2);
    }

    void aKindIsLeftOut() {
        open();
        QVERIFY(!f_->indexOf("clear.png").data(ThumbnailWall::LeftOutRole).toBool());
        f_->find<QCheckBox>("leaveOut-alpha").click();
        QCOMPARE(f_->studio().plan().selection.left_out, Findings{Finding::Alpha});
        WAIT_UNTIL(f_->indexOf("clear.png").data(ThumbnailWall::LeftOutRole).toBool());
        QVERIFY(!f_->indexOf("wide.png").data(ThumbnailWall::LeftOutRole).toBool());
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("6 of 9"))); // 2 can't be used
        f_->find<QCheckBox>("leaveOut-duplicate").click();
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("5 of 9")));
        f_->find<QCheckBox>("leaveOut-alpha").click();
        QCOMPARE(f_->studio().plan().selection.left_out, Findings{Finding::Duplicate});
        RunPlan plan = f_->studio().plan(); // and the plan is followed
        plan.selection.left_out = {Finding::Grey};
        f_->studio().setPlan(plan);
        QVERIFY(!f_->find<QCheckBox>("leaveOut-duplicate").isChecked());
        QVERIFY(f_->find<QCheckBox>("leaveOut-grey").isVisible()); // though there is none here
    }

    void aKindIsShownAlone() {
        open();
        QVERIFY(!f_->find<QLabel>("filterText").isVisible());
        row("extreme-aspect").click();
        QCOMPARE(f_->model().rowCount(), 1);
        QVERIFY(f_->find<QLabel>("filterText").isVisible());
        QVERIFY(f_->text("filterText").contains("1"));
        QCOMPARE(f_->model().index(0, 0).data().toString(), QStringLiteral("wide.png"));
        row("alpha").click();
        QVERIFY(!row("extreme-aspect").isChecked());
        QCOMPARE(f_->model().index(0, 0).data().toString(), QStringLiteral("clear.png"));
        f_->find<QPushButton>("showAll").click();
        QCOMPARE(f_->model().rowCount(), 9);
        QVERIFY(!row("alpha").isChecked());
        QVERIFY(!f_->find<QLabel>("filterText").isVisible());
        QTest::keyClick(&row("empty"), Qt::Key_Space); // their names come with them
        QVERIFY(f_->find<SkippedList>("skippedFiles").isOpen());
        QTest::keyClick(&row("empty"), Qt::Key_Space);
        QCOMPARE(f_->model().rowCount(), 9);
    }

    void subFoldersAreClasses() {
        open();
        auto& view = f_->find<QTreeView>("classes");
        QVERIFY(view.isVisible());
        QCOMPARE(view.model()->rowCount(), 2);
        view.setFocus();
        view.setCurrentIndex(view.model()->index(1, 0));
        QTest::keyClick(&view, Qt::Key_Space);
        QCOMPARE(f_->studio().plan().selection.left_out_classes, std::vector<std::string>{"more"});
        WAIT_UNTIL(f_->indexOf("wide.png").data(ThumbnailWall::LeftOutRole).toBool());
        f_->find<QPushButton>("noClasses").click();
        QCOMPARE(f_->studio().plan().selection.left_out_classes, (std::vector<std::string>{"", "more"}));
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("0 of 9")));
        f_->find<QPushButton>("allClasses").click();
        QVERIFY(f_->studio().plan().selection.left_out_classes.empty());
    }

    void withoutSubFoldersThereAreNoClasses() {
        fs::remove_all(f_->pictures() / "more");
        open(8);
        QVERIFY(!f_->find<QTreeView>("classes").isVisible());
    }

    void anotherFolderKeepsTheKindsAlone() {
        open();
        RunPlan plan = f_->studio().plan();
        plan.selection = {{"more"}, {Finding::Alpha}, {{"clear.png", {0.5, 0.1}}}};
        f_->studio().setPlan(plan);
        f_->studio().openData(f_->pictures()); // the same one
        QCOMPARE(f_->studio().plan().selection, plan.selection);
        f_->studio().openData(f_->pictures() / "more");
        QVERIFY(f_->studio().plan().selection.left_out_classes.empty());
        QVERIFY(f_->studio().plan().selection.crop_places.empty());
        QCOMPARE(f_->studio().plan().selection.left_out, Findings{Finding::Alpha});
    }

    void whatIsGoneIsChosenNoMore() {
        RunPlan plan = f_->studio().plan(); // as a run has it that is duplicated later
        plan.data = f_->pictures();
        plan.selection = {{"more", "no such folder"}, {}, {{"clear.png", {0.5, 0.1}}, {"gone.png", {0, 0}}}};
        f_->studio().setPlan(plan);
        WAIT_UNTIL_EQUAL(f_->studio().plan().selection,
                         (DatasetSelection{{"more"}, {}, {{"clear.png", {0.5, 0.1}}}}));
    }

    void fewPicturesGetAHint() {
        open();
        WAIT_UNTIL(f_->find<QLabel>("augmentationHint").isVisible());
        f_->find<QPushButton>("turnOnAugmentation").click();
        const TrainingConfig& config = f_->studio().plan().config;
        QVERIFY(config.augment_color && config.augment_translation && config.augment_cutout);
        QVERIFY(!f_->find<QLabel>("augmentationHint").isVisible());
        QVERIFY(f_->find<QCheckBox>("augmentCutout").isChecked());
        f_->find<QCheckBox>("augmentCutout").click();
        QVERIFY(!f_->studio().plan().config.augment_cutout);
    }

    void theAugmentationIsSeen() {
        open();
        auto& preview = f_->find<QCheckBox>("previewAugmented");
        QVERIFY(!preview.isEnabled()); // there is nothing to see
        f_->find<QCheckBox>("augmentColor").click();
        f_->find<QCheckBox>("flip").click();
        WAIT_UNTIL(f_->image("wide.png", PictureModel::SeenRole).width() > 64); // a pair
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).height(), 32);
        QVERIFY(!f_->find<QPushButton>("rollAgain").isEnabled());
        preview.click();
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).size(), QSize(32, 32)); // no pair
        const QImage first = f_->image("wide.png", PictureModel::SeenRole);
        f_->find<QPushButton>("rollAgain").click();
        WAIT_UNTIL(f_->image("wide.png", PictureModel::SeenRole) != first);
        QCOMPARE(f_->image("wide.png", Qt::DecorationRole).size(),
                 QSize(240, 60)); // the left wall is as ever
        f_->find<QCheckBox>("augmentColor").click();
        f_->find<QCheckBox>("flip").click();
        QVERIFY(!preview.isChecked());
    }

    void someAreKeptFromTraining() {
        fs::remove_all(f_->pictures());
        fs::create_directories(f_->pictures());
        for (unsigned i = 0; i < 520; ++i)
            write_bytes(f_->pictures() / (std::to_string(i) + ".ppm"), ppm_bytes(pattern(8, i)));
        open(520);
        WAIT_UNTIL(f_->text("heldOutPictures").contains(QStringLiteral("26")));
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("26")));
        auto& percent = f_->find<QDoubleSpinBox>("heldOutPercent");
        QCOMPARE(percent.value(), 5.0);
        percent.setValue(10);
        QVERIFY(isNear(f_->studio().plan().config.held_out, 0.1));
        WAIT_UNTIL(f_->text("heldOutPictures").contains(QStringLiteral("52")));
        percent.setValue(0);
        QCOMPARE(f_->studio().plan().config.held_out, 0.0);
        WAIT_UNTIL(!f_->text("folderSummary").contains(QStringLiteral("kept")));
    }

    void withFewPicturesNoneIsKept() {
        open();
        WAIT_UNTIL(f_->text("heldOutPictures").contains(QStringLiteral("500")));
    }

    void otherSettingsAreCheckedAnew() {
        open();
        QVERIFY(!row("small").isVisible());
        auto& size = f_->find<QComboBox>("imageSize");
        size.setCurrentIndex(size.findData(64));
        WAIT_UNTIL(row("small").isVisible()); // the wide one is 60 high, others 48
        size.setCurrentIndex(size.findData(32));
        size.setCurrentIndex(size.findData(16));
        WAIT_UNTIL(!row("small").isVisible());
        QVERIFY(row("alpha").isVisible());
    }

    void transparencyGetsItsColour() {
        fs::remove(f_->pictures() / "clear.png");
        open(8);
        QVERIFY(!f_->find<ColorButton>("alphaColor").isVisible());
        QImage clear(40, 90, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        clear.save(toQString(f_->pictures() / "clear.png"));
        f_->start();
        open();
        QVERIFY(f_->find<ColorButton>("alphaColor").isVisible());
        WAIT_UNTIL_EQUAL(f_->image("clear.png", PictureModel::SeenRole).pixelColor(0, 0), QColor(Qt::white));
        RunPlan plan = f_->studio().plan();
        plan.config.alpha_color = {10, 200, 30};
        f_->studio().setPlan(plan);
        WAIT_UNTIL_EQUAL(f_->image("clear.png", PictureModel::SeenRole).pixelColor(0, 0),
                         QColor(10, 200, 30));
    }

    void aSecondOpeningReadsNothing() {
        QSignalSpy first(&f_->reader(), &FolderReader::checked);
        open();
        QCOMPARE(first.size(), 1);
        QCOMPARE(first[0][0].value<SharedCheck>()->filesRead, std::int64_t{9});
        f_->start(); // the studio is started again, and opens what it had
        QSignalSpy second(&f_->reader(), &FolderReader::checked);
        Q_EMIT f_->page().findChild<DataHead*>()->folderWanted(toQString(f_->pictures()));
        WAIT_UNTIL(!second.isEmpty());
        const auto check = second.last()[0].value<SharedCheck>();
        QCOMPARE(check->filesRead, std::int64_t{0});
        QCOMPARE(check->report.usable, std::int64_t{7});
        QVERIFY(check->cacheTrouble.empty());
    }

    void theCheckIsCancelledAndDoneLater() {
        // Connected behind the page: cancelled as soon as the walls show the files.
        const QMetaObject::Connection cancelling =
            connect(&f_->reader(), &FolderReader::scanned, &f_->reader(), &FolderReader::cancel);
        QSignalSpy checked(&f_->reader(), &FolderReader::checked);
        QSignalSpy cancelled(&f_->reader(), &FolderReader::cancelled);
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(cancelled.size(), 1);
        disconnect(cancelling);
        QCOMPARE(f_->model().rowCount(), 9); // the pictures are there all the same
        auto& now = f_->find<QPushButton>("checkNow");
        QVERIFY(now.isVisible());
        RunPlan plan = f_->studio().plan();
        plan.name = QStringLiteral("another");
        f_->studio().setPlan(plan); // nothing that asks for a check
        QVERIFY(!f_->reader().isBusy());
        QCOMPARE(checked.size(), 0);
        now.click();
        QVERIFY(!now.isVisible());
        WAIT_UNTIL_EQUAL(checked.size(), 1);
        QVERIFY(row("alpha").isVisible());
    }

    void theCheckGivesWayToATraining() {
        FakeTraining fake;
        fake.holdPreparing();
        begin(fake.factory());
        // Connected behind the page: the training begins as soon as the walls show the files.
        Studio& studio = f_->studio();
        studio.settings().setRunsFolder(f_->path("runs"));
        connect(&f_->reader(), &FolderReader::scanned, &studio, [&studio] {
            RunPlan plan = studio.plan();
            plan.config.batch_size = 1;
            studio.setPlan(plan);
            studio.startTraining();
        });
        QSignalSpy checked(&f_->reader(), &FolderReader::checked);
        QSignalSpy cancelled(&f_->reader(), &FolderReader::cancelled);
        studio.openData(f_->pictures());
        WAIT_UNTIL_EQUAL(cancelled.size(), 1);
        QVERIFY(!f_->reader().isBusy());
        QCOMPARE(checked.size(), 0);
        fake.letPrepare();
        WAIT_UNTIL_EQUAL(checked.size(), 1);
        QVERIFY(row("alpha").isVisible());
    }

    void aFolderThatChangedIsListedAnew() {
        open();
        write_png(f_->pictures() / "late.png", pattern(48, 99));
        fs::remove(f_->pictures() / "pattern-1.png");
        fs::remove(f_->pictures() / "pattern-2.png");
        auto& size = f_->find<QComboBox>("imageSize");
        size.setCurrentIndex(size.findData(16));
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 8);
        QVERIFY(f_->indexOf("late.png").isValid());
        WAIT_UNTIL(row("alpha").isVisible());
    }

    void thePanelMakesRoom() {
        open();
        auto& toggle = f_->find<QToolButton>("panelShown");
        auto& panel = f_->find<SidePanel>("sidePanel");
        QVERIFY(panel.isVisible());
        const int before = f_->picturesWall().width();
        toggle.click();
        QVERIFY(!panel.isVisible());
        WAIT_UNTIL(f_->picturesWall().width() > before);
        f_->start();
        open();
        QVERIFY(!f_->find<SidePanel>("sidePanel").isVisible()); // it is remembered
    }

    void aSingleCropIsAdjusted() {
        open();
        adjust("wide.png");
        auto& view = f_->find<CropView>("cropView");
        WAIT_UNTIL_EQUAL(view.geometryOfCrop().picture, QSize(240, 60));
        QCOMPARE(view.place(), (CropPlace{0.5, 0.5}));
        WAIT_UNTIL_EQUAL(redOf("wide.png"), 127); // the middle of the slope
        QVERIFY(!f_->find<QPushButton>("cropReset").isEnabled());
        for (int i = 0; i < 5; ++i)
            QTest::keyClick(&view, Qt::Key_Right, Qt::ShiftModifier);
        QCOMPARE(f_->studio().plan().selection.crop_places.size(), std::size_t{1});
        QVERIFY(isNear(f_->studio().plan().selection.crop_places.at("more/wide.png").x, 1.0));
        WAIT_UNTIL(redOf("wide.png") > 210);
        QVERIFY(f_->text("cropCount").contains("1"));

        // A drag is seen before it is over.
        const QPoint middle = view.geometryOfCrop().squareRect(view.place()).center().toPoint();
        QTest::mousePress(&view, Qt::LeftButton, {}, middle);
        QTest::mouseMove(&view, QPoint(1, middle.y()));
        WAIT_UNTIL(redOf("wide.png") < 60);
        QVERIFY(isNear(f_->studio().plan().selection.crop_places.at("more/wide.png").x, 1.0));
        QTest::mouseRelease(&view, Qt::LeftButton, {}, QPoint(1, middle.y()));
        QVERIFY(f_->studio().plan().selection.crop_places.at("more/wide.png").x < 0.1);

        QTest::keyClick(&view, Qt::Key_Home);
        QVERIFY(f_->studio().plan().selection.crop_places.empty());
        WAIT_UNTIL_EQUAL(redOf("wide.png"), 127);
    }

    void theCropsOfSeveralPictures() {
        open();
        adjust("clear.png");
        auto& view = f_->find<CropView>("cropView");
        WAIT_UNTIL_EQUAL(view.geometryOfCrop().picture, QSize(40, 90));
        QTest::keyClick(&view, Qt::Key_Down);
        QTest::keyClick(&view, Qt::Key_PageDown); // over the two that can't be used, by no picture twice
        QVERIFY(f_->text("cropTitle").contains(QStringLiteral("wide")));
        QCOMPARE(f_->picturesWall().currentIndex().data().toString(), QStringLiteral("wide.png"));
        WAIT_UNTIL_EQUAL(view.geometryOfCrop().picture, QSize(240, 60));
        QTest::keyClick(&view, Qt::Key_Left);
        QCOMPARE(f_->studio().plan().selection.crop_places.size(), std::size_t{2});
        f_->find<QPushButton>("cropPrevious").click();
        QVERIFY(f_->text("cropTitle").contains(QStringLiteral("clear")));
        QVERIFY(!f_->find<QPushButton>("cropPrevious").isEnabled());
        f_->find<QPushButton>("cropReset").click();
        QCOMPARE(f_->studio().plan().selection.crop_places.size(), std::size_t{1});
        f_->picturesWall().setCurrentIndex(f_->indexOf("pattern-3.png")); // it follows the walls
        QVERIFY(f_->text("cropTitle").contains(QStringLiteral("pattern-3")));
        f_->find<QPushButton>("cropResetAll").click();
        QVERIFY(f_->studio().plan().selection.crop_places.empty());
        QVERIFY(!f_->find<QPushButton>("cropResetAll").isVisible());
    }

    void thereIsACropOnlyWhereTheFitCrops() {
        open();
        setFit(Fit::Top);
        adjust("clear.png");
        auto& editor = f_->find<CropEditor>("cropEditor");
        QVERIFY(editor.isVisible());
        QCOMPARE(f_->find<CropView>("cropView").place(), (CropPlace{0.5, 0.0}));
        setFit(Fit::Pad);
        QVERIFY(!editor.isVisible());
        QSignalSpy notices(&f_->studio(), &Studio::noticeGiven);
        f_->seenWall().setFocus();
        QTest::keyClick(&f_->seenWall(), Qt::Key_Return);
        QVERIFY(!editor.isVisible());
        QCOMPARE(notices.size(), 1);
        QVERIFY(!cropEntry("clear.png").first);
        QVERIFY(!cropEntry("clear.png").second.isEmpty()); // says why
        setFit(Fit::Crop);
        QVERIFY(cropEntry("clear.png").first);
        QVERIFY(!cropEntry("notes.png").first);
    }

private:
    /// In the folder: four patterns, a copy of the first, a tall one and one with transparency, and two that
    /// can't be used. In "more": a wide one.
    void begin(TrainingJobFactory training) {
        f_.reset();
        f_ = std::make_unique<DataPageFixture>(12, std::move(training));
        fs::create_directories(f_->pictures() / "more");
        for (unsigned i = 0; i < 4; ++i)
            write_png(f_->pictures() / ("pattern-" + std::to_string(i) + ".png"), pattern(48, i));
        fs::copy_file(f_->pictures() / "pattern-0.png", f_->pictures() / "pattern-0-copy.png");
        write_png(f_->pictures() / "more" / "wide.png", slope(240, 60));
        QImage clear(40, 90, QImage::Format_ARGB32);
        clear.fill(Qt::transparent);
        clear.save(toQString(f_->pictures() / "clear.png"));
        std::ofstream(f_->pictures() / "notes.png") << "no picture";
        std::ofstream(f_->pictures() / "empty.jpg").flush();
    }

    /// The folder, checked.
    void open(int files = 9) {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL(!f_->reader().isBusy());
        QVERIFY(!f_->find<QPushButton>("checkNow").isVisible());
        QCOMPARE(f_->model().rowCount(), files);
    }

    FindingRow& row(const char* key) {
        return f_->find<FindingRow>(QByteArray("kind-").append(key).constData());
    }

    void setFit(Fit fit) {
        auto& box = f_->find<QComboBox>("fit");
        box.setCurrentIndex(box.findData(static_cast<int>(fit)));
    }

    void adjust(const char* name) {
        f_->seenWall().setFocus();
        f_->seenWall().setCurrentIndex(f_->indexOf(name));
        QTest::keyClick(&f_->seenWall(), Qt::Key_Return);
        QVERIFY(f_->find<CropEditor>("cropEditor").isVisible());
    }

    /// Of the middle of what the network sees.
    int redOf(const char* name) {
        const QImage seen = f_->image(name, PictureModel::SeenRole);
        return seen.isNull() ? -1 : seen.pixelColor(seen.width() / 2, seen.height() / 2).red();
    }

    /// Whether the menu of a picture offers the crop, and what its tooltip says.
    std::pair<bool, QString> cropEntry(const char* name) {
        Q_EMIT f_->seenWall().menuRequested(QPoint(10, 10), f_->indexOf(name));
        auto* action = f_->page().findChild<QAction*>(QStringLiteral("adjustCrop"));
        const std::pair<bool, QString> entry(action->isEnabled(), action->toolTip());
        auto* menu = qobject_cast<QMenu*>(action->parent());
        menu->close();
        delete menu;
        return entry;
    }

    std::unique_ptr<DataPageFixture> f_;
};

WASSERFARBE_TEST(DataCheckTest)

} // namespace wasserfarbe::test::data_check_test

#include "data_check_test.moc"
