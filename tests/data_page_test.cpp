#include <fstream>

#include <QApplication>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QLabel>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSlider>
#include <QTemporaryDir>
#include <QToolButton>
#include <QtTest>

#include "app/pages/data/data_page.h"
#include "app/pages/data/picture_model.h"
#include "app/pages/data/skipped_list.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/dataset/png_file.h"
#include "tests/control_support.h"
#include "tests/dataset_support.h"
#include "widgets/look/message_bar.h"
#include "widgets/pictures/thumbnail_wall.h"

using namespace wasserfarbe;
namespace fs = std::filesystem;

using wasserfarbe::test::child;

class DataPageTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        QVERIFY(folder_->isValid());
        fs::create_directories(pictures() / "more");
        for (int i = 0; i < 6; ++i)
            write_png(pictures() / ("face-" + std::to_string(i) + ".png"), test::numbered_picture(24, i));
        write_png(pictures() / "more" / "wide.png", test::flat_picture(80, 20, 200, 0, 0));
        std::ofstream(pictures() / "notes.png") << "no picture";
        const std::vector<std::uint8_t> whole = encode_png(test::numbered_picture(64, 9));
        test::write_bytes(pictures() / "torn.png", std::span(whole).first(whole.size() / 2));
        start();
    }

    void cleanup() {
        page_.reset();
        studio_.reset();
        folder_.reset();
    }

    void theFirstStartOffersAWay() {
        QVERIFY(child<QPushButton>(*page_, "useDemoFaces")->isVisible());
        QVERIFY(child<QPushButton>(*page_, "chooseFolder")->isVisible());
        QVERIFY(!child<QPushButton>(*page_, "lastFolder")->isVisible());
        QVERIFY(!child<QPushButton>(*page_, "continueToTrain")->isVisible());
    }

    void demoFacesLeadToTrain() {
        QTest::mouseClick(child<QPushButton>(*page_, "useDemoFaces"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>(*page_, "continueToTrain")->isVisible());
        QCOMPARE(picturesWall().model()->rowCount(), 12);
        QVERIFY(fs::exists(studio_->plan().data / "face-00012.png"));
        QTRY_VERIFY(summary().contains(QStringLiteral("20 × 20")));
        QCOMPARE(child<QLabel>(*page_, "folderName")->text(), toQString(studio_->plan().data.filename()));
        QSignalSpy pages(studio_.get(), &Studio::pageRequested);
        QTest::mouseClick(child<QPushButton>(*page_, "continueToTrain"), Qt::LeftButton);
        QCOMPARE(pages.size(), 1);
        QCOMPARE(pages[0][0].value<Page>(), Page::Train);
    }

    void demoFacesAreDrawnOnce() {
        QTest::mouseClick(child<QPushButton>(*page_, "useDemoFaces"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>(*page_, "continueToTrain")->isVisible());
        const fs::path first = studio_->plan().data / "face-00001.png";
        const auto written = fs::last_write_time(first);
        QTest::mouseClick(child<QPushButton>(*page_, "demoFacesAgain"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>(*page_, "continueToTrain")->isVisible());
        QVERIFY(fs::last_write_time(first) == written);
        fs::remove(first); // then they are not whole any more, and are drawn elsewhere
        const fs::path before = studio_->plan().data;
        child<QPushButton>(*page_, "demoFacesAgain")->click();
        QTRY_VERIFY(studio_->plan().data != before);
        QVERIFY(!fs::exists(first));
    }

    void cancelledDemoFacesLeaveNothing() {
        start(100000);
        QTest::mouseClick(child<QPushButton>(*page_, "useDemoFaces"), Qt::LeftButton);
        QTRY_VERIFY(!fs::is_empty(path("data")));
        QTest::mouseClick(child<QPushButton>(*page_, "cancelDemoFaces"), Qt::LeftButton);
        QVERIFY(child<QPushButton>(*page_, "useDemoFaces")->isVisible());
        QTRY_VERIFY([&] {
            for (const auto& entry : fs::directory_iterator(path("data")))
                if (entry.path().filename().string().starts_with("demo-faces"))
                    return false;
            return true;
        }());
        QVERIFY(studio_->plan().data.empty());
    }

    void aFolderEndsTheDrawingOfFaces() {
        start(100000);
        QTest::mouseClick(child<QPushButton>(*page_, "useDemoFaces"), Qt::LeftButton);
        QTRY_VERIFY(!fs::is_empty(path("data")));
        studio_->openData(pictures());
        QTRY_VERIFY(child<QPushButton>(*page_, "continueToTrain")->isVisible());
        QTRY_VERIFY(fs::is_empty(path("data")));
        QCOMPARE(studio_->plan().data, pictures());
    }

    void visiblePicturesStayHoweverLargeTheyAre() {
        const QImage large(1024, 1024, QImage::Format_RGB32); // its bytes are shared
        PictureModel model([&](const fs::path&, const PictureLook&) {
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
        QTRY_COMPARE(arrived.size(), 60);
        for (int row = 20; row < 40; ++row)
            QVERIFY(!image(model.index(row), Qt::DecorationRole).isNull());
        QVERIFY(image(model.index(40), Qt::DecorationRole).isNull()); // the bound is kept otherwise
    }

    void aFolderIsShownBesideWhatTheNetworkSees() {
        studio_->openData(pictures());
        QTRY_COMPARE(picturesWall().model()->rowCount(), 9);
        const QModelIndex wide = indexOf("wide.png");
        QTRY_VERIFY(!image(wide, Qt::DecorationRole).isNull());
        QCOMPARE(image(wide, Qt::DecorationRole).size(), QSize(80, 20));
        QCOMPARE(image(wide, PictureModel::SeenRole).size(), QSize(32, 32));
        QTRY_VERIFY(summary().contains(QStringLiteral("24 × 24")));
        QVERIFY(summary().contains(QStringLiteral("64 × 64"))); // the largest
        QVERIFY(summary().contains(QStringLiteral("in 2 folder")));
        QCOMPARE(seenWall().selectionModel(), picturesWall().selectionModel());
        QCOMPARE(seenWall().geometryOfCells().columns(), picturesWall().geometryOfCells().columns());
        QCOMPARE(studio_->settings().lastDataFolder(), pictures());
    }

    void bothWallsScrollAsOne() {
        studio_->openData(pictures());
        QTRY_COMPARE(picturesWall().model()->rowCount(), 9);
        picturesWall().setThumbnailSize(256);
        QCOMPARE(seenWall().thumbnailSize(), 256);
        QTRY_VERIFY(picturesWall().verticalScrollBar()->maximum() > 0);
        seenWall().verticalScrollBar()->setValue(100);
        QCOMPARE(picturesWall().verticalScrollBar()->value(), 100);
        child<QCheckBox>(*page_, "flip")->setChecked(true);
        QCOMPARE(seenWall().geometryOfCells().columns(), picturesWall().geometryOfCells().columns());
        QCOMPARE(seenWall().verticalScrollBar()->value(), picturesWall().verticalScrollBar()->value());
    }

    void theControlsAreThePlans() {
        studio_->openData(pictures());
        QTRY_COMPARE(picturesWall().model()->rowCount(), 9);
        const QModelIndex wide = indexOf("wide.png");
        auto* size = child<QComboBox>(*page_, "imageSize");
        size->setCurrentIndex(size->findData(64));
        QCOMPARE(studio_->plan().config.image_size, 64);
        QTRY_COMPARE(image(wide, PictureModel::SeenRole).size(), QSize(64, 64));
        auto* fit = child<QComboBox>(*page_, "fit");
        QVERIFY(!child<QSlider>(*page_, "padValue")->isVisible());
        fit->setCurrentIndex(fit->findData(static_cast<int>(Fit::Pad)));
        QVERIFY(child<QSlider>(*page_, "padValue")->isVisible());
        child<QSlider>(*page_, "padValue")->setValue(100);
        QCOMPARE(studio_->plan().config.fit_pad_value, 1.0);
        QTRY_COMPARE(image(wide, PictureModel::SeenRole).pixelColor(0, 0), QColor(Qt::white));
        child<QCheckBox>(*page_, "flip")->click();
        QVERIFY(studio_->plan().config.horizontal_flip);
        QTRY_VERIFY(image(wide, PictureModel::SeenRole).width() > 2 * 64); // a pair

        RunPlan plan = studio_->plan(); // and the form on the page Train is followed
        plan.config.image_size = 16;
        plan.config.horizontal_flip = false;
        studio_->setPlan(plan);
        QCOMPARE(size->currentData().toInt(), 16);
        QVERIFY(!child<QCheckBox>(*page_, "flip")->isChecked());
        QTRY_COMPARE(image(wide, PictureModel::SeenRole).size(), QSize(16, 16));
    }

    void filesThatCannotBeUsedAreNamed() {
        studio_->openData(pictures());
        QTRY_COMPARE(skipped().rowCount(),
                     2); // the one by its header, the other when it was decoded for the wall
        QVERIFY(skipped().text().contains(QStringLiteral("notes.png\t")));
        QVERIFY(skipped().text().contains(QStringLiteral("torn.png\t")));
        QVERIFY(child<SkippedList>(*page_, "skippedFiles")->header()->text().contains("2"));
        child<SkippedList>(*page_, "skippedFiles")->setOpen(true);
        QTest::mouseClick(child<QPushButton>(*page_, "copySkipped"), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), skipped().text());
    }

    void everyPictureIsCheckedOnDemand() {
        page_->hide(); // so that no wall decodes anything
        studio_->openData(pictures());
        auto* check = child<QPushButton>(*page_, "checkPictures");
        QTRY_VERIFY(check->isEnabled());
        QCOMPARE(skipped().rowCount(), 1);
        QSignalSpy notices(studio_.get(), &Studio::noticeGiven);
        check->click();
        QVERIFY(!check->isEnabled());
        QTRY_COMPARE(notices.size(), 1);
        QCOMPARE(skipped().rowCount(), 2);
        QVERIFY(check->isEnabled());
    }

    void tooFewPicturesAreSaidInWords() {
        studio_->openData(pictures());
        auto* bar = child<MessageBar>(*page_, "dataMessage");
        QTRY_COMPARE(skipped().rowCount(), 2);
        QTRY_VERIFY(bar->isShown());
        QVERIFY(bar->text().contains("7"));
        QVERIFY(bar->text().contains(QString::number(studio_->plan().config.batch_size)));
        Q_EMIT bar->actionTriggered();
        QCOMPARE(studio_->plan().config.batch_size, 4);
        QVERIFY(!bar->isShown());
    }

    void aFolderThatIsGoneIsSaidInWords() {
        studio_->openData(path("nowhere"));
        auto* bar = child<MessageBar>(*page_, "dataMessage");
        QTRY_VERIFY(bar->isShown());
        QVERIFY(bar->text().contains(QStringLiteral("nowhere")));
        QVERIFY(child<QPushButton>(*page_, "useDemoFaces")->isVisible());
        QVERIFY(studio_->plan().data.empty());
        studio_->openData(pictures());
        QTRY_COMPARE(picturesWall().model()->rowCount(), 9);
        QVERIFY(!bar->text().contains(QStringLiteral("nowhere")) || !bar->isShown());
    }

    void theLastFolderIsOfferedAgain() {
        studio_->openData(pictures());
        QTRY_COMPARE(picturesWall().model()->rowCount(), 9);
        RunPlan plan = studio_->plan();
        plan.data.clear();
        studio_->setPlan(plan);
        QVERIFY(child<QPushButton>(*page_, "lastFolder")->isVisible());
        QTest::mouseClick(child<QPushButton>(*page_, "lastFolder"), Qt::LeftButton);
        QTRY_VERIFY(child<QPushButton>(*page_, "continueToTrain")->isVisible());
        QCOMPARE(studio_->plan().data, pictures());
    }

private:
    fs::path path(const char* name) const { return toPath(folder_->path()) / name; }
    fs::path pictures() const { return path("pictures"); }

    void start(std::int64_t faces = 12) {
        page_.reset();
        StudioOptions options;
        options.settingsFile = toQString(path("settings.ini"));
        options.dataFolder = path("data");
        options.demoFaces = faces;
        options.demoFaceSize = 20;
        fs::create_directories(options.dataFolder);
        studio_ = std::make_unique<Studio>(options);
        page_ = std::make_unique<DataPage>(*studio_);
        page_->resize(1000, 700);
        page_->show();
        QVERIFY(QTest::qWaitForWindowExposed(page_.get()));
    }

    ThumbnailWall& picturesWall() { return *child<ThumbnailWall>(*page_, "picturesWall"); }
    ThumbnailWall& seenWall() { return *child<ThumbnailWall>(*page_, "seenWall"); }
    SkippedModel& skipped() { return child<SkippedList>(*page_, "skippedFiles")->skipped(); }
    QString summary() { return child<QLabel>(*page_, "folderSummary")->text(); }
    QModelIndex indexOf(const char* name) {
        QAbstractItemModel* model = picturesWall().model();
        return model->match(model->index(0, 0), Qt::DisplayRole, QString::fromLatin1(name)).value(0);
    }
    static QImage image(const QModelIndex& index, int role) { return index.data(role).value<QImage>(); }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<DataPage> page_;
};

QTEST_MAIN(DataPageTest)
#include "data_page_test.moc"
