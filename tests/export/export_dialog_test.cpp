#include <fstream>

#include <QAbstractButton>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTemporaryDir>
#include <QtTest>

#include "app/export/export_dialog.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/pictures/png_file.h"
#include "model/run/image_origin.h"
#include "model/run/run_directory.h"
#include "tests/support/control_support.h"
#include "tests/support/fake_renderer.h"
#include "tests/support/patience.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe::test::export_dialog_test {

namespace fs = std::filesystem;

/// The dialog with real clicks and keys over a fake renderer.
class ExportDialogTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aSelectionBecomesASheet();
    void choicesShowWhatTheyMean();
    void whatIsTooLargeCanNotBegin();
    void theNameCanBeTypedAnew();
    void aPreviewWithinTheFirstEpochIsExported();
    void severalGoIntoAFolder();
    void anExistingFileIsAskedAbout();
    void aFileCanBeReplaced();
    void cancelKeepsTheDialogAndNothingElse();
    void closingEndsTheExport();
    void itCanBeDestroyedAtWork();
    void failuresAreTold();
    void choicesAreRemembered();
    void theWindowStaysUsable();
    void everyControlIsDescribed();

private:
    template <typename Control>
    Control* control(const char* name) const {
        return child<Control>(*dialog_, name);
    }
    void choose(ExportKind kind) const {
        QTest::mouseClick(control<QAbstractButton>(QByteArray("exportKind" + QByteArray::number(int(kind)))),
                          Qt::LeftButton, {}, QPoint(8, 8));
    }
    void open(const ExportSource& source);
    void exportNow() const { QTest::mouseClick(control<QPushButton>("exportStart"), Qt::LeftButton); }
    QString status() const { return control<QLabel>("exportStatus")->text(); }
    fs::path path(const char* name) const { return fs::path(folder_->path().toStdString()) / name; }

    ExportImages images(int count) const {
        return {renderer_,
                {"/runs/faces-1", Weights::Averaged, false, 3, 30},
                seeded_latents(3, count, 8),
                3,
                QStringLiteral("seed 3"),
                GridLayout{8, 2, 0.0}};
    }
    ExportPath path() const {
        return {
            renderer_, {"/runs/faces-1", Weights::Averaged, false, 3, 30}, seeded_latents(5, 2, 8), {}, {}};
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<FakeRenderer::Gate> gate_;
    std::shared_ptr<FakeRenderer> renderer_;
    std::unique_ptr<Studio> studio_;
    QPointer<ExportDialog> dialog_;
};

void ExportDialogTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    gate_ = std::make_shared<FakeRenderer::Gate>();
    renderer_ = std::make_shared<FakeRenderer>(8, 16, std::uint8_t{7}, gate_);
    StudioOptions options;
    options.models = fakeModels();
    options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
    options.dataFolder = path("data");
    studio_ = std::make_unique<Studio>(options);
    fs::create_directory(path("out"));
    studio_->settings().setLastExportFolder(path("out"));
}

void ExportDialogTest::cleanup() {
    gate_->open();
    delete dialog_;
    studio_.reset();
}

void ExportDialogTest::open(const ExportSource& source) {
    delete dialog_;
    dialog_ = new ExportDialog(*studio_, source);
    dialog_->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog_, kPatience));
    WAIT_UNTIL(control<QPushButton>("exportStart")->isEnabled());
}

void ExportDialogTest::aSelectionBecomesASheet() {
    QSignalSpy notices(studio_.get(), &Studio::noticeGiven);
    open(images(5));
    QCOMPARE(control<QLineEdit>("exportTarget")->text(), toQString(path("out/faces-1-images.png")));
    QVERIFY2(control<QLabel>("exportPlan")->text().contains(QStringLiteral("92 × 20")),
             qPrintable(control<QLabel>("exportPlan")->text()));
    QTest::keyClick(dialog_, Qt::Key_Return);
    WAIT_UNTIL(!dialog_->isExporting());
    QVERIFY2(status().contains(QStringLiteral("faces-1-images.png")), qPrintable(status()));
    QVERIFY(control<QPushButton>("exportReveal")->isVisible());
    QCOMPARE(notices.size(), 1);
    const auto origin = parse_origin(read_png(path("out/faces-1-images.png")).text);
    QVERIFY(origin);
    QCOMPARE(origin->latents, seeded_latents(3, 5, 8));
    // The next one gets another name.
    QCOMPARE(control<QLineEdit>("exportTarget")->text(), toQString(path("out/faces-1-images-2.png")));
}

void ExportDialogTest::choicesShowWhatTheyMean() {
    open(path());
    auto* plan = control<QLabel>("exportPlan");
    QVERIFY(plan->text().contains(QStringLiteral("200 × 200"))); // 11 x 18 + 2
    QVERIFY(!control<QSpinBox>("exportColumns")->isVisible());   // the grid has its own
    QVERIFY(!control<QSpinBox>("exportFrames")->isVisible());
    control<QSpinBox>("exportScale")->setValue(2);
    QVERIFY(plan->text().contains(QStringLiteral("400 × 400")));

    choose(ExportKind::Film);
    QVERIFY(control<QSpinBox>("exportFrames")->isVisible());
    QVERIFY(!control<QSpinBox>("exportPadding")->isVisible());
    QCOMPARE(control<QSpinBox>("exportScale")->value(), 4); // a film has a scale of its own
    control<QSpinBox>("exportFrames")->setValue(48);
    control<QSpinBox>("exportSpeed")->setValue(24);
    QVERIFY2(plan->text().contains(QStringLiteral("48")) && plan->text().contains(QStringLiteral("64 × 64")),
             qPrintable(plan->text()));
    QVERIFY(control<QLineEdit>("exportTarget")->text().endsWith(QStringLiteral("a-to-b.mp4")));
    choose(ExportKind::Sheet);
    QCOMPARE(control<QSpinBox>("exportScale")->value(), 2);
    QVERIFY(control<QLineEdit>("exportTarget")->text().endsWith(QStringLiteral("grid.png")));
}

void ExportDialogTest::whatIsTooLargeCanNotBegin() {
    open(images(200));
    control<QSpinBox>("exportColumns")->setValue(1);
    control<QSpinBox>("exportScale")->setValue(8);
    QVERIFY(!control<QPushButton>("exportStart")->isEnabled());
    QVERIFY(control<QLabel>("exportPlan")->text().contains(QStringLiteral("16,384")));
    choose(ExportKind::Images);
    control<QSpinBox>("exportScale")->setValue(8);
    QVERIFY(control<QPushButton>("exportStart")->isEnabled());
}

void ExportDialogTest::theNameCanBeTypedAnew() {
    open(images(5));
    auto* target = control<QLineEdit>("exportTarget");
    target->selectAll();
    QTest::keyClick(target, Qt::Key_Delete);
    QCOMPARE(target->text(), QString());
    QVERIFY(!control<QPushButton>("exportStart")->isEnabled());
    QTest::keyClicks(target, toQString(path("out")) + QLatin1Char('/')); // a folder alone
    exportNow();
    WAIT_UNTIL(status().contains(QStringLiteral("faces-1-images.png")));
    QVERIFY(fs::is_regular_file(path("out/faces-1-images.png")));
}

void ExportDialogTest::aPreviewWithinTheFirstEpochIsExported() {
    const RunDirectory run(path("run"));
    run.create();
    write_png(run.preview_path(0, 5), Image(24, 24));
    open(ExportPreviews{run.path(), 0});
    choose(ExportKind::Film); // a film has no epoch to show
    QVERIFY(!control<QPushButton>("exportStart")->isEnabled());
    choose(ExportKind::Preview);
    exportNow();
    WAIT_UNTIL(fs::exists(path("out/run-preview.png")));
    QCOMPARE(read_png(path("out/run-preview.png")).image.width, 24);
}

void ExportDialogTest::severalGoIntoAFolder() {
    open(images(3));
    choose(ExportKind::Images);
    QCOMPARE(control<QLineEdit>("exportTarget")->text(), toQString(path("out/faces-1-images")));
    exportNow();
    WAIT_UNTIL(!dialog_->isExporting());
    QCOMPARE(test::names_in(path("out/faces-1-images")).size(), std::size_t{3});
    QCOMPARE(studio_->settings().lastExportFolder(), path("out"));

    QTest::mouseClick(control<QPushButton>("exportChoose"), Qt::LeftButton);
    auto* chooser = control<QFileDialog>("exportTargetDialog");
    QCOMPARE(chooser->fileMode(), QFileDialog::Directory);
    Q_EMIT chooser->fileSelected(toQString(path("out")));
    chooser->close();
    QCOMPARE(control<QLineEdit>("exportTarget")->text(), toQString(path("out")));
}

void ExportDialogTest::anExistingFileIsAskedAbout() {
    std::ofstream(path("out/mine.png")) << "precious";
    open(images(3));
    auto* target = control<QLineEdit>("exportTarget");
    target->selectAll();
    QTest::keyClicks(target, QStringLiteral("mine")); // in the folder of the last export, as a PNG
    exportNow();
    QVERIFY(!dialog_->isExporting());
    auto* question = control<QMessageBox>("exportExists");
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("exportKeepBoth")), Qt::LeftButton);
    WAIT_UNTIL(fs::exists(path("out/mine-2.png")));
    QCOMPARE(test::file_bytes(path("out/mine.png")), QByteArray("precious"));
}

void ExportDialogTest::aFileCanBeReplaced() {
    std::ofstream(path("out/mine.png")) << "precious";
    open(images(3));
    auto* target = control<QLineEdit>("exportTarget");
    target->selectAll();
    QTest::keyClicks(target, QStringLiteral("mine.png"));
    exportNow();
    QTest::keyClick(control<QMessageBox>("exportExists"), Qt::Key_Escape); // nothing happens
    QVERIFY(!dialog_->isExporting());
    WAIT_UNTIL(!dialog_->findChild<QMessageBox*>());
    exportNow();
    QTest::mouseClick(
        control<QMessageBox>("exportExists")->findChild<QPushButton*>(QStringLiteral("exportReplace")),
        Qt::LeftButton);
    WAIT_UNTIL(!dialog_->isExporting() && !status().isEmpty());
    QVERIFY(parse_origin(read_png(path("out/mine.png")).text));
    QCOMPARE(test::names_in(path("out")).size(), std::size_t{1});
}

void ExportDialogTest::cancelKeepsTheDialogAndNothingElse() {
    open(images(200));
    choose(ExportKind::Images);
    gate_->hold();
    gate_->allow(40);
    exportNow();
    QVERIFY(dialog_->isExporting());
    QVERIFY(!control<QSpinBox>("exportScale")->isEnabled());
    // Reports come now and then: those of images that follow each other at once are left out.
    const auto isReported = [this] {
        gate_->allow(1);
        return control<QProgressBar>("exportProgress")->value() > 0;
    };
    WAIT_UNTIL(isReported());
    QVERIFY2(status().contains(QStringLiteral("200")), qPrintable(status()));
    QTest::mouseClick(control<QPushButton>("exportCancel"), Qt::LeftButton);
    gate_->open();
    WAIT_UNTIL(!dialog_->isExporting());
    QVERIFY(dialog_->isVisible());
    QVERIFY(control<QPushButton>("exportStart")->isEnabled());
    QVERIFY(fs::is_empty(path("out")));
}

void ExportDialogTest::closingEndsTheExport() {
    open(images(200));
    choose(ExportKind::Images);
    gate_->hold();
    gate_->allow(20);
    exportNow();
    QTest::keyClick(dialog_, Qt::Key_Escape);
    QVERIFY(dialog_);
    gate_->open();
    WAIT_UNTIL(!dialog_); // deletes itself
    QVERIFY(fs::is_empty(path("out")));
}

void ExportDialogTest::itCanBeDestroyedAtWork() {
    open(images(200));
    choose(ExportKind::Images);
    gate_->hold();
    const std::int64_t before = gate_->begun();
    exportNow();
    QVERIFY(gate_->awaitBegun(before + 1));
    QTest::mouseClick(control<QPushButton>("exportCancel"), Qt::LeftButton);
    gate_->open();
    delete dialog_; // joins, and no answer comes
    QVERIFY(fs::is_empty(path("out")));
}

void ExportDialogTest::failuresAreTold() {
    std::ofstream(path("out/file")) << "x";
    open(images(3));
    choose(ExportKind::Images);
    auto* target = control<QLineEdit>("exportTarget");
    target->selectAll();
    QTest::keyClicks(target, QStringLiteral("file"));
    exportNow();
    WAIT_UNTIL(!dialog_->isExporting());
    const auto* message = dialog_->findChild<MessageBar*>();
    QVERIFY(message->isShown());
    QVERIFY2(message->text().contains(QStringLiteral("file")), qPrintable(message->text()));
    QCOMPARE(target->text(), QStringLiteral("file")); // to be mended
    QVERIFY(control<QPushButton>("exportStart")->isEnabled());

    delete dialog_;
    dialog_ = new ExportDialog(*studio_, ExportPreviews{path("nowhere"), 0});
    WAIT_UNTIL(dialog_->findChild<MessageBar*>()->isShown());
}

void ExportDialogTest::choicesAreRemembered() {
    open(images(4));
    control<QSpinBox>("exportScale")->setValue(3);
    control<QSpinBox>("exportPadding")->setValue(5);
    control<QComboBox>("exportEnlarging")->setCurrentIndex(1);
    exportNow();
    WAIT_UNTIL(!dialog_->isExporting());
    open(images(4));
    QCOMPARE(control<QSpinBox>("exportScale")->value(), 3);
    QCOMPARE(control<QSpinBox>("exportPadding")->value(), 5);
    QCOMPARE(control<QComboBox>("exportEnlarging")->currentIndex(), 1);
}

void ExportDialogTest::theWindowStaysUsable() {
    open(images(2));
    QVERIFY(!dialog_->isModal());
    QCOMPARE(dialog_->windowModality(), Qt::NonModal);
}

void ExportDialogTest::everyControlIsDescribed() {
    for (const ExportSource& source : {ExportSource(images(3)), ExportSource(path())}) {
        open(source);
        compareDescriptions(*dialog_, "export", 11);
    }
}

WASSERFARBE_TEST(ExportDialogTest)

} // namespace wasserfarbe::test::export_dialog_test

#include "export_dialog_test.moc"
