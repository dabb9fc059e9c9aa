#include <fstream>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QColorDialog>
#include <QComboBox>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QToolButton>

#include "app/pages/data/picture_model.h"
#include "tests/support/data_page_fixture.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/color_button.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe::test::data_page_test {

namespace fs = std::filesystem;

class DataPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        f_ = std::make_unique<DataPageFixture>();
        const fs::path pictures = f_->pictures();
        fs::create_directories(pictures / "more");
        for (int i = 0; i < 6; ++i)
            write_png(pictures / ("face-" + std::to_string(i) + ".png"), numbered_picture(24, i));
        write_png(pictures / "more" / "wide.png", flat_picture(80, 20, 200, 0, 0));
        std::ofstream(pictures / "notes.png") << "no picture";
        const std::vector<std::uint8_t> whole = encode_png(numbered_picture(64, 9));
        write_bytes(pictures / "torn.png", std::span(whole).first(whole.size() / 2));
    }

    void cleanup() { f_.reset(); }

    void theFirstStartOffersAWay() {
        QVERIFY(f_->find<QPushButton>("useDemoFaces").isVisible());
        QVERIFY(f_->find<QPushButton>("chooseFolder").isVisible());
        QVERIFY(!f_->find<QPushButton>("lastFolder").isVisible());
        QVERIFY(!f_->find<QPushButton>("continueToTrain").isVisible());
    }

    void demoFacesLeadToTrain() {
        QTest::mouseClick(&f_->find<QPushButton>("useDemoFaces"), Qt::LeftButton);
        WAIT_UNTIL(f_->find<QPushButton>("continueToTrain").isVisible());
        QCOMPARE(f_->model().rowCount(), 12);
        QVERIFY(fs::exists(f_->studio().plan().data / "face-00012.png"));
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("20 × 20")));
        QCOMPARE(f_->find<QLabel>("folderName").text(), toQString(f_->studio().plan().data.filename()));
        QSignalSpy pages(&f_->studio(), &Studio::pageRequested);
        QTest::mouseClick(&f_->find<QPushButton>("continueToTrain"), Qt::LeftButton);
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][0].value<Page>(), Page::Train);
    }

    void demoFacesAreDrawnOnce() {
        QTest::mouseClick(&f_->find<QPushButton>("useDemoFaces"), Qt::LeftButton);
        WAIT_UNTIL(f_->find<QPushButton>("continueToTrain").isVisible());
        const fs::path first = f_->studio().plan().data / "face-00001.png";
        const auto written = fs::last_write_time(first);
        QTest::mouseClick(&f_->find<QPushButton>("demoFacesAgain"), Qt::LeftButton);
        WAIT_UNTIL(f_->find<QPushButton>("continueToTrain").isVisible());
        QVERIFY(fs::last_write_time(first) == written);
        fs::remove(first); // then they are not whole any more, and are drawn elsewhere
        const fs::path before = f_->studio().plan().data;
        f_->find<QPushButton>("demoFacesAgain").click();
        WAIT_UNTIL(f_->studio().plan().data != before);
        QVERIFY(!fs::exists(first));
    }

    void cancelledDemoFacesLeaveNothing() {
        f_->start(100000);
        QTest::mouseClick(&f_->find<QPushButton>("useDemoFaces"), Qt::LeftButton);
        WAIT_UNTIL(!fs::is_empty(f_->path("data")));
        QTest::mouseClick(&f_->find<QPushButton>("cancelDemoFaces"), Qt::LeftButton);
        QVERIFY(f_->find<QPushButton>("useDemoFaces").isVisible());
        WAIT_UNTIL([&] {
            for (const auto& entry : fs::directory_iterator(f_->path("data")))
                if (entry.path().filename().string().starts_with("demo-faces"))
                    return false;
            return true;
        }());
        QVERIFY(f_->studio().plan().data.empty());
    }

    void aFolderEndsTheDrawingOfFaces() {
        f_->start(100000);
        QTest::mouseClick(&f_->find<QPushButton>("useDemoFaces"), Qt::LeftButton);
        WAIT_UNTIL(!fs::is_empty(f_->path("data")));
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL(f_->find<QPushButton>("continueToTrain").isVisible());
        WAIT_UNTIL(fs::is_empty(f_->path("data")));
        QCOMPARE(f_->studio().plan().data, f_->pictures());
    }

    void visiblePicturesStayHoweverLargeTheyAre() {
        const QImage large(1024, 1024, QImage::Format_RGB32); // its bytes are shared
        PictureModel model([&](const PictureSource&, const SeenOptions&) {
            LoadedPicture loaded;
            loaded.picture = large;
            return loaded;
        });
        FolderScan scan;
        for (int i = 0; i < 60; ++i)
            scan.files.push_back("/pictures/" + std::to_string(i) + ".png");
        model.setScan(std::make_shared<const FolderScan>(scan));
        QSignalSpy arrived(&model, &QAbstractItemModel::dataChanged);
        model.want(20, 39);
        WAIT_UNTIL_EQUAL(arrived.size(), 60);
        for (int row = 20; row < 40; ++row)
            QVERIFY(!model.index(row).data(Qt::DecorationRole).value<QImage>().isNull());
        QVERIFY(!model.index(40).data(Qt::DecorationRole).isValid()); // the bound is kept otherwise
    }

    void aFolderIsShownBesideWhatTheNetworkSees() {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 9);
        WAIT_UNTIL(!f_->image("wide.png", Qt::DecorationRole).isNull());
        QCOMPARE(f_->image("wide.png", Qt::DecorationRole).size(), QSize(80, 20));
        QCOMPARE(f_->image("wide.png", PictureModel::SeenRole).size(), QSize(32, 32));
        WAIT_UNTIL(f_->text("folderSummary").contains(QStringLiteral("24 × 24")));
        QVERIFY(
            f_->text("folderSummary").contains(QStringLiteral("80 × 20"))); // the largest that can be used
        QVERIFY(f_->text("folderSummary").contains(QStringLiteral("in 2 folder")));
        QCOMPARE(f_->seenWall().selectionModel(), f_->picturesWall().selectionModel());
        QCOMPARE(f_->seenWall().geometryOfCells().columns(), f_->picturesWall().geometryOfCells().columns());
        QCOMPARE(f_->studio().settings().lastDataFolder(), f_->pictures());
    }

    void bothWallsScrollAsOne() {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 9);
        f_->picturesWall().setThumbnailSize(256);
        QCOMPARE(f_->seenWall().thumbnailSize(), 256);
        WAIT_UNTIL(f_->picturesWall().verticalScrollBar()->maximum() > 0);
        f_->seenWall().verticalScrollBar()->setValue(100);
        QCOMPARE(f_->picturesWall().verticalScrollBar()->value(), 100);
        f_->find<QCheckBox>("flip").setChecked(true);
        QCOMPARE(f_->seenWall().geometryOfCells().columns(), f_->picturesWall().geometryOfCells().columns());
        QCOMPARE(f_->seenWall().verticalScrollBar()->value(),
                 f_->picturesWall().verticalScrollBar()->value());
    }

    void theControlsAreThePlans() {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 9);
        auto* size = &f_->find<QComboBox>("imageSize");
        size->setCurrentIndex(size->findData(64));
        QCOMPARE(f_->studio().plan().config.image_size, 64);
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).size(), QSize(64, 64));
        auto* fit = &f_->find<QComboBox>("fit");
        auto& pad = f_->find<ColorButton>("padColor");
        QVERIFY(!pad.isVisible());
        fit->setCurrentIndex(fit->findData(static_cast<int>(Fit::Pad)));
        QVERIFY(pad.isVisible());
        pad.click();
        auto* dialog = pad.findChild<QColorDialog*>();
        QVERIFY(dialog);
        dialog->setCurrentColor(Qt::white);
        dialog->accept();
        QCOMPARE(f_->studio().plan().config.pad_color, kWhite);
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).pixelColor(0, 0), QColor(Qt::white));
        fit->setCurrentIndex(fit->findData(static_cast<int>(Fit::Edge)));
        QVERIFY(!pad.isVisible());
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).pixelColor(0, 0), QColor(200, 0, 0));
        f_->find<QCheckBox>("flip").click();
        QVERIFY(f_->studio().plan().config.horizontal_flip);
        WAIT_UNTIL(f_->image("wide.png", PictureModel::SeenRole).width() > 2 * 64); // a pair

        RunPlan plan = f_->studio().plan(); // and the form on the page Train is followed
        plan.config.image_size = 16;
        plan.config.horizontal_flip = false;
        f_->studio().setPlan(plan);
        QCOMPARE(size->currentData().toInt(), 16);
        QVERIFY(!f_->find<QCheckBox>("flip").isChecked());
        WAIT_UNTIL_EQUAL(f_->image("wide.png", PictureModel::SeenRole).size(), QSize(16, 16));
    }

    void filesThatCannotBeUsedAreNamed() {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->skipped().rowCount(), 2);
        QVERIFY(f_->skipped().text().contains(QStringLiteral("notes.png\t")));
        QVERIFY(f_->skipped().text().contains(QStringLiteral("torn.png\t")));
        QVERIFY(f_->find<SkippedList>("skippedFiles").header()->text().contains("2"));
        f_->find<SkippedList>("skippedFiles").setOpen(true);
        QTest::mouseClick(&f_->find<QPushButton>("copySkipped"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), f_->skipped().text());
    }

    void everyPictureIsCheckedUnasked() {
        f_->page().hide(); // so that no wall decodes anything
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->skipped().rowCount(), 2);
        QCOMPARE(f_->model().rowCount(), 9);
    }

    void tooFewPicturesAreSaidInWords() {
        f_->studio().openData(f_->pictures());
        auto* bar = &f_->find<MessageBar>("dataMessage");
        WAIT_UNTIL_EQUAL(f_->skipped().rowCount(), 2);
        WAIT_UNTIL(bar->isShown());
        QVERIFY(bar->text().contains("7"));
        QVERIFY(bar->text().contains(QString::number(f_->studio().plan().config.batch_size)));
        Q_EMIT bar->actionTriggered();
        QCOMPARE(f_->studio().plan().config.batch_size, 4);
        QVERIFY(!bar->isShown());
    }

    void aFolderThatIsGoneIsSaidInWords() {
        f_->studio().openData(f_->path("nowhere"));
        auto* bar = &f_->find<MessageBar>("dataMessage");
        WAIT_UNTIL(bar->isShown());
        QVERIFY(bar->text().contains(QStringLiteral("nowhere")));
        QVERIFY(f_->find<QPushButton>("useDemoFaces").isVisible());
        QVERIFY(f_->studio().plan().data.empty());
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 9);
        QVERIFY(!bar->text().contains(QStringLiteral("nowhere")) || !bar->isShown());
    }

    void theLastFolderIsOfferedAgain() {
        f_->studio().openData(f_->pictures());
        WAIT_UNTIL_EQUAL(f_->model().rowCount(), 9);
        RunPlan plan = f_->studio().plan();
        plan.data.clear();
        f_->studio().setPlan(plan);
        QVERIFY(f_->find<QPushButton>("lastFolder").isVisible());
        QTest::mouseClick(&f_->find<QPushButton>("lastFolder"), Qt::LeftButton);
        WAIT_UNTIL(f_->find<QPushButton>("continueToTrain").isVisible());
        QCOMPARE(f_->studio().plan().data, f_->pictures());
    }

private:
    std::unique_ptr<DataPageFixture> f_;
};

WASSERFARBE_TEST(DataPageTest)

} // namespace wasserfarbe::test::data_page_test

#include "data_page_test.moc"
