#include <fstream>
#include <memory>

#include <QAbstractButton>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QFileDialog>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QPointer>
#include <QProgressBar>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QtTest>

#include "app/export/export_model_dialog.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "tests/support/control_support.h"
#include "tests/support/fake_model_work.h"
#include "tests/support/patience.h"
#include "tests/support/run_support.h"
#include "tests/support/test_program.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe::test::export_model_test {

namespace fs = std::filesystem;

/// The dialog with real clicks and keys over a fake engine.
class ExportModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void returnExports();
    void aRunsModelIsNamedAfterTheRun();
    void eachFormatHasItsEndingAndItsText();
    void namesMeanSomethingForStateDictsAlone();
    void onlyWhatTheModelHasIsOffered();
    void theWeightsBeginAsTheyAreLookedAt();
    void theCriticOfOnnxIsAFileOfItsOwn();
    void anEndingChoosesTheFormat();
    void aTypedNameKeepsUpWithTheFormat();
    void aPlaceCanBeChosen();
    void anExistingFileIsAskedAbout();
    void aFileCanBeReplaced();
    void theTextCanBeCopied();
    void closingWaitsForTheFile();
    void failuresAreTold();
    void whatCanNotBeReadIsTold();
    void choicesAreRemembered();
    void everyControlIsDescribed();
    void theLanguageCanChange();

private:
    template <typename Control>
    Control* control(const char* name) const {
        return child<Control>(*dialog_, name);
    }
    void show(const char* name, Weights weights = Weights::Averaged);
    void open(const char* name, Weights weights = Weights::Averaged);
    void choose(ModelFormat format) const {
        const QByteArray name = "exportModelFormat" + QByteArray::number(static_cast<int>(format));
        QTest::mouseClick(control<QAbstractButton>(name.constData()), Qt::LeftButton, {}, QPoint(8, 8));
    }
    void type(const char* text) const {
        target()->selectAll();
        QTest::keyClicks(target(), QString::fromLatin1(text));
    }
    QLineEdit* target() const { return control<QLineEdit>("exportModelTarget"); }
    QPushButton* start() const { return control<QPushButton>("exportModelStart"); }
    void exportNow() const { QTest::mouseClick(start(), Qt::LeftButton); }
    QString status() const { return control<QLabel>("exportModelStatus")->text(); }
    QString snippet() const { return control<QPlainTextEdit>("exportModelSnippet")->toPlainText(); }
    const MessageBar* message() const { return dialog_->findChild<MessageBar*>(); }
    fs::path path(const char* name) const { return toPath(folder_->path()) / name; }

    std::unique_ptr<QTemporaryDir> folder_;
    std::shared_ptr<FakeRenderer::Gate> gate_;
    std::unique_ptr<Studio> studio_;
    QPointer<ExportModelDialog> dialog_;
};

void ExportModelTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    gate_ = std::make_shared<FakeRenderer::Gate>();
    StudioOptions options;
    options.models = fakeModels();
    options.modelWork = FakeModelWork(gate_).functions();
    options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
    options.dataFolder = path("data");
    studio_ = std::make_unique<Studio>(options);
    fs::create_directory(path("out"));
    studio_->settings().setLastExportFolder(path("out"));
}

void ExportModelTest::cleanup() {
    gate_->open();
    delete dialog_;
    studio_.reset();
}

void ExportModelTest::show(const char* name, Weights weights) {
    delete dialog_;
    dialog_ = new ExportModelDialog(*studio_, path(name), weights);
    dialog_->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog_, kPatience));
}

void ExportModelTest::open(const char* name, Weights weights) {
    show(name, weights);
    WAIT_UNTIL(start()->isEnabled());
}

void ExportModelTest::returnExports() {
    QSignalSpy notices(studio_.get(), &Studio::noticeGiven);
    open("both.ckpt");
    QVERIFY(!dialog_->isModal());
    QVERIFY(start()->isDefault());
    QCOMPARE(target()->text(), toQString(path("out/both.pt")));
    QCOMPARE(control<QLabel>("exportModelName")->text(), QStringLiteral("both.ckpt")); // knows no epoch
    QTest::keyClick(dialog_, Qt::Key_Return);
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to both.pt"));
    QVERIFY(!dialog_->isExporting());
    QVERIFY(control<QPushButton>("exportModelReveal")->isVisible());
    QCOMPARE(notices.size(), 1);
    QCOMPARE(test::file_bytes(path("out/both.pt")), QByteArray("both.ckpt: pytorch article averaged"));
    QCOMPARE(target()->text(), toQString(path("out/both-2.pt"))); // the next one gets another name
    QTest::keyClick(dialog_, Qt::Key_Escape);
    WAIT_UNTIL(!dialog_);
}

void ExportModelTest::aRunsModelIsNamedAfterTheRun() {
    open("faces-1/checkpoints/own.safetensors");
    QCOMPARE(control<QLabel>("exportModelName")->text(), QStringLiteral("faces-1, epoch 12"));
    QCOMPARE(
        control<QLabel>("exportModelWhat")->text(),
        QStringLiteral("A generator of 64 × 64 pixel images from 100 numbers, batch norm; and its critic."));
    QCOMPARE(target()->text(), toQString(path("out/faces-1.pt")));
}

void ExportModelTest::eachFormatHasItsEndingAndItsText() {
    open("G.ckpt");
    QCOMPARE(snippet(), QStringLiteral("load('G.pt', pytorch article raw)  # 64"));
    const std::pair<ModelFormat, const char*> all[] = {{ModelFormat::Safetensors, "G.safetensors"},
                                                       {ModelFormat::TorchScript, "G.ts"},
                                                       {ModelFormat::Onnx, "G.onnx"},
                                                       {ModelFormat::PyTorch, "G.pt"}};
    QCOMPARE(std::size(all), kExportFormats.size());
    for (const auto& [format, name] : all) {
        choose(format);
        QCOMPARE(target()->text(), toQString(path("out") / name));
        QVERIFY2(snippet().startsWith(QStringLiteral("load('%1', ").arg(QLatin1String(name))),
                 qPrintable(snippet()));
    }
}

void ExportModelTest::namesMeanSomethingForStateDictsAlone() {
    open("G.ckpt");
    auto* keys = control<QComboBox>("exportModelKeys");
    QVERIFY(keys->isEnabled());
    keys->setCurrentIndex(1);
    QVERIFY(snippet().contains(QStringLiteral("dcgan")));
    choose(ModelFormat::Onnx);
    QVERIFY(!keys->isEnabled());
    choose(ModelFormat::Safetensors);
    QVERIFY(keys->isEnabled());
    QVERIFY(snippet().contains(QStringLiteral("dcgan")));
}

void ExportModelTest::onlyWhatTheModelHasIsOffered() {
    open("G.ckpt"); // one generator, no critic
    QVERIFY(!control<QComboBox>("exportModelWeights")->isVisible());
    QVERIFY(!control<QCheckBox>("exportModelCritic")->isVisible());
    open("both.ckpt");
    QVERIFY(control<QComboBox>("exportModelWeights")->isVisible());
    QVERIFY(control<QCheckBox>("exportModelCritic")->isVisible());
    control<QComboBox>("exportModelWeights")->setCurrentIndex(1);
    control<QCheckBox>("exportModelCritic")->click();
    QVERIFY2(snippet().contains(QStringLiteral("raw critic")), qPrintable(snippet()));
}

void ExportModelTest::theWeightsBeginAsTheyAreLookedAt() {
    open("both.ckpt", Weights::Raw);
    QCOMPARE(control<QComboBox>("exportModelWeights")->currentText(), QStringLiteral("Raw"));
    open("both.ckpt", Weights::Averaged);
    QCOMPARE(control<QComboBox>("exportModelWeights")->currentText(), QStringLiteral("Averaged"));
}

void ExportModelTest::theCriticOfOnnxIsAFileOfItsOwn() {
    open("both.ckpt");
    choose(ModelFormat::Onnx);
    control<QCheckBox>("exportModelCritic")->click();
    std::ofstream(path("out/both.critic.onnx")) << "precious";
    exportNow();
    auto* question = control<QMessageBox>("exportExists");
    QVERIFY2(question->text().contains(QStringLiteral("both.critic.onnx")), qPrintable(question->text()));
    QTest::mouseClick(question->findChild<QPushButton*>(QStringLiteral("exportKeepBoth")), Qt::LeftButton);
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to both-2.onnx and both-2.critic.onnx"));
    QCOMPARE(test::file_bytes(path("out/both.critic.onnx")), QByteArray("precious"));
    QVERIFY(fs::exists(path("out/both-2.onnx")) && fs::exists(path("out/both-2.critic.onnx")));
}

void ExportModelTest::anEndingChoosesTheFormat() {
    open("G.ckpt");
    type("mine.onnx");
    QVERIFY(control<QAbstractButton>("exportModelFormat3")->isChecked());
    QCOMPARE(target()->text(), QStringLiteral("mine.onnx"));
    type("mine.pth");
    QVERIFY(control<QAbstractButton>("exportModelFormat0")->isChecked());
    QVERIFY(snippet().contains(QStringLiteral("'mine.pth'")));
    type("mine"); // in the folder of the last export, with an ending
    exportNow();
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to mine.pt"));
    QVERIFY(fs::exists(path("out/mine.pt")));
}

void ExportModelTest::aTypedNameKeepsUpWithTheFormat() {
    open("G.ckpt");
    type("mine.pth");
    choose(ModelFormat::TorchScript);
    QCOMPARE(target()->text(), QStringLiteral("mine.ts"));
    target()->selectAll();
    QTest::keyClick(target(), Qt::Key_Delete);
    QVERIFY(!start()->isEnabled());
    QCOMPARE(snippet(), QString());
}

void ExportModelTest::aPlaceCanBeChosen() {
    open("G.ckpt");
    QTest::mouseClick(control<QPushButton>("exportModelChoose"), Qt::LeftButton);
    auto* chooser = control<QFileDialog>("exportModelTargetDialog");
    QCOMPARE(chooser->acceptMode(), QFileDialog::AcceptSave);
    QCOMPARE(chooser->defaultSuffix(), QStringLiteral("pt"));
    fs::create_directory(path("there"));
    Q_EMIT chooser->fileSelected(toQString(path("there/face.safetensors")));
    chooser->close();
    QVERIFY(control<QAbstractButton>("exportModelFormat1")->isChecked());
    exportNow();
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to face.safetensors"));
    QCOMPARE(studio_->settings().lastExportFolder(), path("there"));
}

void ExportModelTest::anExistingFileIsAskedAbout() {
    std::ofstream(path("out/mine.pt")) << "precious";
    open("G.ckpt");
    type("mine.pt");
    exportNow();
    QVERIFY(!dialog_->isExporting());
    QTest::mouseClick(
        control<QMessageBox>("exportExists")->findChild<QPushButton*>(QStringLiteral("exportKeepBoth")),
        Qt::LeftButton);
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to mine-2.pt"));
    QCOMPARE(test::file_bytes(path("out/mine.pt")), QByteArray("precious"));
}

void ExportModelTest::aFileCanBeReplaced() {
    std::ofstream(path("out/mine.pt")) << "precious";
    open("G.ckpt");
    type("mine.pt");
    exportNow();
    QTest::keyClick(control<QMessageBox>("exportExists"), Qt::Key_Escape); // nothing happens
    QVERIFY(!dialog_->isExporting());
    WAIT_UNTIL(!dialog_->findChild<QMessageBox*>());
    exportNow();
    QTest::mouseClick(
        control<QMessageBox>("exportExists")->findChild<QPushButton*>(QStringLiteral("exportReplace")),
        Qt::LeftButton);
    WAIT_UNTIL_EQUAL(status(), QStringLiteral("Exported to mine.pt"));
    QVERIFY(test::file_bytes(path("out/mine.pt")).startsWith("G.ckpt"));
}

void ExportModelTest::theTextCanBeCopied() {
    open("G.ckpt");
    auto* copy = control<QPushButton>("exportModelCopy");
    QCOMPARE(copy->text(), QStringLiteral("&Copy"));
    QTest::mouseClick(copy, Qt::LeftButton);
    QCOMPARE(QGuiApplication::clipboard()->text(), snippet());
    QCOMPARE(copy->text(), QStringLiteral("Copied"));
    WAIT_UNTIL_EQUAL(copy->text(), QStringLiteral("&Copy")); // after a moment
    QTest::mouseClick(copy, Qt::LeftButton);
    choose(ModelFormat::Onnx); // another text has not been copied
    QCOMPARE(copy->text(), QStringLiteral("&Copy"));
}

void ExportModelTest::closingWaitsForTheFile() {
    open("G.ckpt");
    gate_->hold();
    exportNow();
    QVERIFY(dialog_->isExporting());
    QVERIFY(control<QProgressBar>("exportModelProgress")->isVisible());
    QVERIFY(!start()->isEnabled() && !target()->isEnabled());
    QTest::keyClick(dialog_, Qt::Key_Escape);
    QVERIFY(dialog_ && dialog_->isVisible());
    QVERIFY(!control<QPushButton>("exportModelClose")->isEnabled());
    gate_->open();
    WAIT_UNTIL(!dialog_);
    QVERIFY(fs::exists(path("out/G.pt")));
}

void ExportModelTest::failuresAreTold() {
    open("G.ckpt");
    const fs::path nowhere = path("missing/G.pt");
    target()->selectAll();
    QTest::keyClicks(target(), toQString(nowhere));
    gate_->hold();
    exportNow();
    QTest::keyClick(dialog_, Qt::Key_Escape);
    gate_->open();
    WAIT_UNTIL(!dialog_->isExporting());
    QVERIFY(dialog_->isVisible()); // so that it can be read
    QVERIFY(message()->isShown());
    QVERIFY2(message()->text().contains(QStringLiteral("G.pt")), qPrintable(message()->text()));
    QCOMPARE(target()->text(), toQString(nowhere)); // to be mended
    QVERIFY(start()->isEnabled() && control<QPushButton>("exportModelClose")->isEnabled());
    QCOMPARE(status(), QString());
}

void ExportModelTest::whatCanNotBeReadIsTold() {
    for (const char* name : {"broken.pt", "critic.ckpt"}) {
        show(name);
        WAIT_UNTIL(message()->isShown());
        QVERIFY2(message()->text().contains(QLatin1String(name)), qPrintable(message()->text()));
        QVERIFY(!start()->isEnabled() && !target()->isEnabled());
        QVERIFY(control<QPushButton>("exportModelClose")->isEnabled());
        QCOMPARE(control<QLabel>("exportModelWhat")->text(), QString());
    }
}

void ExportModelTest::choicesAreRemembered() {
    open("both.ckpt");
    choose(ModelFormat::Safetensors);
    control<QComboBox>("exportModelKeys")->setCurrentIndex(1);
    control<QCheckBox>("exportModelCritic")->click();
    exportNow();
    WAIT_UNTIL(!status().isEmpty() && !dialog_->isExporting());
    open("both.ckpt");
    QVERIFY(control<QAbstractButton>("exportModelFormat1")->isChecked());
    QCOMPARE(control<QComboBox>("exportModelKeys")->currentIndex(), 1);
    QVERIFY(control<QCheckBox>("exportModelCritic")->isChecked());
    open("G.ckpt"); // has no critic
    QVERIFY2(!snippet().contains(QStringLiteral("critic")), qPrintable(snippet()));
}

void ExportModelTest::everyControlIsDescribed() {
    open("both.ckpt");
    compareDescriptions(*dialog_, "exportModel", 13);
}

void ExportModelTest::theLanguageCanChange() {
    open("both.ckpt");
    const QString before = snippet();
    Backwards language;
    QCoreApplication::installTranslator(&language);
    WAIT_UNTIL_EQUAL(dialog_->windowTitle(), QStringLiteral("ledom tropxE"));
    QCOMPARE(control<QComboBox>("exportModelWeights")->currentText(), QStringLiteral("degarevA"));
    QCOMPARE(snippet(), before);
    QCOMPARE(target()->text(), toQString(path("out/both.pt")));
    QCoreApplication::removeTranslator(&language);
    WAIT_UNTIL_EQUAL(dialog_->windowTitle(), QStringLiteral("Export model"));
    QCOMPARE(control<QComboBox>("exportModelWeights")->currentText(), QStringLiteral("Averaged"));
}

WASSERFARBE_TEST(ExportModelTest)

} // namespace wasserfarbe::test::export_model_test

#include "export_model_test.moc"
