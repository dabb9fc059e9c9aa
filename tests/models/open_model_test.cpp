#include <memory>

#include <QAbstractItemModel>
#include <QFileDialog>
#include <QHeaderView>
#include <QLabel>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTreeView>
#include <QtTest>

#include "app/models/open_model_dialog.h"
#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "model/types/field_table.h"
#include "tests/support/control_support.h"
#include "tests/support/fake_model_work.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/message_bar.h"
#include "widgets/look/theme.h"

namespace wasserfarbe::test::open_model_test {

namespace fs = std::filesystem;

/// What a person sees of a model file from elsewhere, and does with it.
class OpenModelTest : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup();

    void aFileOfElsewhereIsShownFirst();
    void saysWhatTheFileIs_data();
    void saysWhatTheFileIs();
    void eachTensorHasItsPlace();
    void returnExplores();
    void escapeCloses();
    void whatDoesNotFitIsNamed();
    void bothNetworksBeginARun();
    void withoutPicturesTheyAreAskedFor();
    void aGeneratorTakesACriticOfAnotherFile();
    void aCriticTakesAGeneratorOfAnotherFile();
    void aSecondFileThatDoesNotBelongIsRefused_data();
    void aSecondFileThatDoesNotBelongIsRefused();
    void networksOfDifferentSizesBeginNoRun();
    void theModelCanBeExported();
    void aRunBeginsWithBothFiles();
    void everyControlIsDescribed();
    void theLanguageCanChange();

private:
    template <typename Control>
    Control* control(const char* name) const {
        return child<Control>(*dialog_, name);
    }
    QPushButton* button(const char* name) const { return control<QPushButton>(name); }
    void click(const char* name) const { QTest::mouseClick(button(name), Qt::LeftButton); }
    QString text(const char* name) const { return control<QLabel>(name)->text(); }
    const MessageBar* message() const { return dialog_->findChild<MessageBar*>(); }
    QAbstractItemModel* table() const { return control<QTreeView>("foreignModelTable")->model(); }
    QStringList row(int row) const;
    fs::path path(const char* name) const { return toPath(folder_->path()) / name; }
    void open(const char* name) { open(FakeModelWork::info(path(name))); }
    void open(const ModelInfo& info);

    std::unique_ptr<QTemporaryDir> folder_;
    FakeTraining training_;
    std::unique_ptr<Studio> studio_;
    QPointer<OpenModelDialog> dialog_;
};

void OpenModelTest::init() {
    folder_ = std::make_unique<QTemporaryDir>();
    fs::create_directory(path("faces"));
    training_ = FakeTraining();
    StudioOptions options;
    options.training = training_.factory();
    options.models = fakeModels();
    options.modelWork = FakeModelWork().functions();
    options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
    options.dataFolder = path("data");
    studio_ = std::make_unique<Studio>(options);
    studio_->settings().setRunsFolder(path("runs"));
}

void OpenModelTest::cleanup() {
    delete dialog_;
    studio_.reset();
}

void OpenModelTest::open(const ModelInfo& info) {
    delete dialog_;
    dialog_ = new OpenModelDialog(*studio_, {info});
    dialog_->open();
    QVERIFY(QTest::qWaitForWindowExposed(dialog_, kPatience));
}

QStringList OpenModelTest::row(int row) const {
    QStringList cells;
    for (int column = 0; column < table()->columnCount(); ++column)
        cells.append(table()->index(row, column).data().toString());
    return cells;
}

void OpenModelTest::aFileOfElsewhereIsShownFirst() {
    QSignalSpy found(studio_.get(), &Studio::foreignModelFound);
    QSignalSpy models(studio_.get(), &Studio::modelRequested);
    QSignalSpy troubles(studio_.get(), &Studio::trouble);
    studio_->openModelFile(path("G.ckpt"));
    WAIT_UNTIL_EQUAL(found.count(), 1);
    QCOMPARE(found[0][0].value<StudioModel>().info.path, path("G.ckpt"));
    QCOMPARE(models.count(), 0);
    studio_->openModelFile(path("own.safetensors"));
    WAIT_UNTIL_EQUAL(models.count(), 1);
    QCOMPARE(models[0][0].value<fs::path>(), path("own.safetensors"));
    studio_->openModelFile(path("broken.pt"));
    WAIT_UNTIL_EQUAL(troubles.count(), 1);
    QCOMPARE(troubles[0][0].value<Page>(), Page::Explore);
    QCOMPARE(found.count(), 1);
}

void OpenModelTest::saysWhatTheFileIs_data() {
    QTest::addColumn<QByteArray>("name");
    QTest::addColumn<QString>("format");
    QTest::addColumn<QString>("what");
    QTest::newRow("generator") << QByteArray("G.ckpt") << QStringLiteral("PyTorch, 12.6 MB")
                               << QStringLiteral(
                                      "A generator of 64 × 64 pixel images from 100 numbers, batch norm.");
    QTest::newRow("both") << QByteArray("both-old.pt") << QStringLiteral("PyTorch before 1.6, 12.6 MB")
                          << QStringLiteral(
                                 "A generator of 64 × 64 pixel images from 100 numbers, batch norm; "
                                 "and its critic.");
    QTest::newRow("critic") << QByteArray("critic.safetensors") << QStringLiteral("safetensors, 12.6 MB")
                            << QStringLiteral("A critic of 64 × 64 pixel images, layer norm; no generator.");
}

void OpenModelTest::saysWhatTheFileIs() {
    QFETCH(const QByteArray, name);
    open(name.constData());
    QVERIFY(!dialog_->isModal());
    QCOMPARE(text("foreignModelName"), QString::fromLatin1(name));
    QTEST(text("foreignModelFormat"), "format");
    QTEST(text("foreignModelWhat"), "what");
    QVERIFY(!message()->isShown());
    QVERIFY(!control<QLabel>("foreignModelSecond")->isVisible());
}

void OpenModelTest::eachTensorHasItsPlace() {
    open("both.ckpt");
    QCOMPARE(table()->rowCount(), 3);
    QStringList header;
    for (int column = 0; column < table()->columnCount(); ++column)
        header.append(table()->headerData(column, Qt::Horizontal).toString());
    QCOMPARE(header, QStringList({QStringLiteral("Tensor in the file"), QStringLiteral("Shape"),
                                  QStringLiteral("Type"), QStringLiteral("Used as")}));
    QCOMPARE(row(1), QStringList({QStringLiteral("ConvT1.weight"), QStringLiteral("[100, 512, 4, 4]"),
                                  QStringLiteral("F16"), QStringLiteral("generator.blocks.0.conv.weight")}));
    QCOMPARE(row(2), QStringList({QStringLiteral("step"), QStringLiteral("[]"), QStringLiteral("I64"),
                                  QStringLiteral("not used")}));
    const auto ink = [this](int row) {
        return table()->index(row, 3).data(Qt::ForegroundRole).value<QColor>();
    };
    QCOMPARE(ink(2), quietColor(QGuiApplication::palette()));
    QVERIFY(!ink(1).isValid());
}

void OpenModelTest::returnExplores() {
    QSignalSpy models(studio_.get(), &Studio::modelRequested);
    open("G.ckpt");
    QVERIFY(button("foreignModelExplore")->isDefault());
    QTest::keyClick(dialog_, Qt::Key_Return);
    QCOMPARE(models.count(), 1);
    QCOMPARE(models[0][0].value<fs::path>(), path("G.ckpt"));
    WAIT_UNTIL(!dialog_); // deletes itself
}

void OpenModelTest::escapeCloses() {
    QSignalSpy models(studio_.get(), &Studio::modelRequested);
    open("G.ckpt");
    QTest::keyClick(dialog_, Qt::Key_Escape);
    WAIT_UNTIL(!dialog_);
    QCOMPARE(models.count(), 0);
}

void OpenModelTest::whatDoesNotFitIsNamed() {
    open("strange.bin");
    QVERIFY(message()->isShown());
    QVERIFY2(message()->text().contains(QStringLiteral("DCGAN")), qPrintable(message()->text()));
    for (const char* name :
         {"foreignModelExplore", "foreignModelStart", "foreignModelExport", "foreignModelAdd"})
        QVERIFY2(!button(name)->isVisible(), name);
    QCOMPARE(table()->rowCount(), 2);
    QCOMPARE(row(0), QStringList({QStringLiteral("fc.weight"), QStringLiteral("[100, 512, 4, 4]"),
                                  QStringLiteral("[10, 512]")}));
    QCOMPARE(row(1),
             QStringList({QStringLiteral("fc.bias"), QStringLiteral("nothing"), QStringLiteral("[10]")}));
    QVERIFY(button("foreignModelClose")->isDefault());
    QTest::keyClick(dialog_, Qt::Key_Return);
    WAIT_UNTIL(!dialog_);

    ModelInfo empty = FakeModelWork::info(path("strange.bin"));
    empty.tensors.clear();
    empty.misfits.clear();
    open(empty);
    QVERIFY2(message()->text().contains(QStringLiteral("no tensors")), qPrintable(message()->text()));
}

void OpenModelTest::bothNetworksBeginARun() {
    studio_->chooseData(path("faces"));
    RunPlan before = studio_->plan();
    before.name = QStringLiteral("mine");
    before.config.lambda = 5;
    studio_->setPlan(before);
    QSignalSpy pages(studio_.get(), &Studio::pageRequested);
    open("both.ckpt");
    QVERIFY(!button("foreignModelAdd")->isVisible());
    QVERIFY(button("foreignModelStart")->isEnabled());
    click("foreignModelStart");
    const RunPlan& plan = studio_->plan();
    QCOMPARE(plan.branchOf, path("both.ckpt"));
    QVERIFY(plan.branchCritic.empty());
    QCOMPARE(plan.branchStep, std::int64_t{0});
    QCOMPARE(plan.data, path("faces"));
    QVERIFY(plan.name.isEmpty());
    TrainingConfig expected = before.config;
    expected.image_size = 64;
    expected.latent_size = 100;
    expected.generator_channels = 24;
    expected.generator_norm = Norm::Batch;
    expected.generator_bias = Bias::Last;
    expected.critic_channels = 48;
    expected.critic_norm = Norm::Layer;
    expected.critic_first_norm = false;
    expected.critic_bias = Bias::All;
    QCOMPARE(plan.config, expected);
    QCOMPARE(plan.branchConfig, expected);
    QVERIFY(studio_->startObstacle().isEmpty());
    QCOMPARE(pages.last()[0].value<Page>(), Page::Train);
    WAIT_UNTIL(!dialog_);

    RunPlan other = plan;
    other.config.generator_bias = Bias::None;
    studio_->setPlan(other);
    QVERIFY(!studio_->startObstacle().isEmpty());
}

void OpenModelTest::withoutPicturesTheyAreAskedFor() {
    QSignalSpy pages(studio_.get(), &Studio::pageRequested);
    open("both.ckpt");
    click("foreignModelStart");
    QCOMPARE(pages.last()[0].value<Page>(), Page::Data);
}

void OpenModelTest::aGeneratorTakesACriticOfAnotherFile() {
    studio_->chooseData(path("faces"));
    open("G.ckpt");
    auto* add = button("foreignModelAdd");
    QVERIFY(add->text().contains(QStringLiteral("critic")));
    QVERIFY(!button("foreignModelStart")->isEnabled());
    QVERIFY(button("foreignModelStart")->toolTip().contains(QStringLiteral("critic")));
    click("foreignModelAdd");
    auto* chooser = control<QFileDialog>("foreignModelSecondDialog");
    Q_EMIT chooser->fileSelected(toQString(path("critic.ckpt")));
    chooser->close();
    WAIT_UNTIL(button("foreignModelStart")->isEnabled());
    QVERIFY2(text("foreignModelSecond").contains(QStringLiteral("critic.ckpt")),
             qPrintable(text("foreignModelSecond")));
    click("foreignModelStart");
    QCOMPARE(studio_->plan().branchOf, path("G.ckpt"));
    QCOMPARE(studio_->plan().branchCritic, path("critic.ckpt"));
    QCOMPARE(studio_->plan().config.critic_channels, 48);
}

void OpenModelTest::aCriticTakesAGeneratorOfAnotherFile() {
    studio_->chooseData(path("faces"));
    QSignalSpy models(studio_.get(), &Studio::modelRequested);
    open("critic.ckpt");
    QVERIFY(!button("foreignModelExplore")->isEnabled() && !button("foreignModelExport")->isEnabled());
    QVERIFY(button("foreignModelAdd")->isDefault());
    QVERIFY(button("foreignModelAdd")->text().contains(QStringLiteral("generator")));
    dialog_->addSecond(path("G.ckpt"));
    WAIT_UNTIL(button("foreignModelStart")->isEnabled());
    QVERIFY(button("foreignModelExplore")->isEnabled() && button("foreignModelExplore")->isDefault());
    click("foreignModelStart");
    QCOMPARE(studio_->plan().branchOf, path("G.ckpt"));
    QCOMPARE(studio_->plan().branchCritic, path("critic.ckpt"));
    QCOMPARE(models.count(), 0);
}

void OpenModelTest::aSecondFileThatDoesNotBelongIsRefused_data() {
    QTest::addColumn<QByteArray>("first");
    QTest::addColumn<QByteArray>("second");
    QTest::addColumn<QString>("said");
    QTest::newRow("no critic") << QByteArray("G.ckpt") << QByteArray("G2.ckpt")
                               << QStringLiteral("no critic");
    QTest::newRow("no generator") << QByteArray("critic.ckpt") << QByteArray("critic2.ckpt")
                                  << QStringLiteral("no generator");
    QTest::newRow("another size") << QByteArray("G.ckpt") << QByteArray("critic-small.ckpt")
                                  << QStringLiteral("32 × 32");
    QTest::newRow("a checkpoint") << QByteArray("critic.ckpt") << QByteArray("own.safetensors")
                                  << QStringLiteral("a critic of its own");
    QTest::newRow("can't be read") << QByteArray("G.ckpt") << QByteArray("broken.pt")
                                   << QStringLiteral("broken.pt");
}

void OpenModelTest::aSecondFileThatDoesNotBelongIsRefused() {
    QFETCH(const QByteArray, first);
    QFETCH(const QByteArray, second);
    QFETCH(const QString, said);
    open(first.constData());
    dialog_->addSecond(path(second.constData()));
    WAIT_UNTIL(message()->isShown());
    QVERIFY2(message()->text().contains(said), qPrintable(message()->text()));
    QVERIFY(!button("foreignModelStart")->isEnabled());
    QVERIFY(!control<QLabel>("foreignModelSecond")->isVisible());

    dialog_->addSecond(path(first.startsWith('G') ? "critic.pt" : "G.pt")); // the right one
    WAIT_UNTIL(button("foreignModelStart")->isEnabled());
    QVERIFY(!message()->isShown());
}

void OpenModelTest::networksOfDifferentSizesBeginNoRun() {
    ModelInfo info = FakeModelWork::info(path("both.ckpt"));
    info.critic->image_size = 32;
    open(info);
    QVERIFY(!button("foreignModelStart")->isEnabled());
    QVERIFY(button("foreignModelStart")->toolTip().contains(QStringLiteral("different sizes")));
    QVERIFY(button("foreignModelExplore")->isEnabled());
}

void OpenModelTest::theModelCanBeExported() {
    QSignalSpy exported(studio_.get(), &Studio::modelExportRequested);
    open("G.ckpt");
    click("foreignModelExport");
    QCOMPARE(exported.count(), 1);
    QCOMPARE(exported[0][0].value<fs::path>(), path("G.ckpt"));
    QVERIFY(dialog_->isVisible());
}

void OpenModelTest::aRunBeginsWithBothFiles() {
    NewRun asked;
    training_.plan.prepare = [&](const TrainingRequest& request) { asked = std::get<NewRun>(request); };
    StudioOptions options = studio_->options();
    options.training = training_.factory();
    studio_ = std::make_unique<Studio>(options);
    studio_->settings().setRunsFolder(path("runs"));
    studio_->chooseData(path("faces"));
    studio_->branchModel(FakeModelWork::info(path("G.ckpt")), FakeModelWork::info(path("critic.ckpt")));
    QVERIFY(studio_->startObstacle().isEmpty());
    studio_->startTraining();
    WAIT_UNTIL_EQUAL(studio_->training().state(), TrainingSession::State::Idle);
    QCOMPARE(asked.branch_of, path("G.ckpt"));
    QCOMPARE(asked.critic_of, path("critic.ckpt"));
}

void OpenModelTest::everyControlIsDescribed() {
    for (const char* name : {"G.ckpt", "critic.ckpt", "both.ckpt", "strange.bin"}) {
        open(name);
        compareDescriptions(*dialog_, "foreignModel", 6);
    }
}

void OpenModelTest::theLanguageCanChange() {
    open("strange.bin");
    Backwards language;
    QCoreApplication::installTranslator(&language);
    WAIT_UNTIL_EQUAL(dialog_->windowTitle(), QStringLiteral("ledom nepO"));
    QCOMPARE(table()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("rosneT"));
    QCOMPARE(row(1).at(1), QStringLiteral("gnihton"));
    QVERIFY(message()->text().contains(QStringLiteral("NAGCD")));
    QCoreApplication::removeTranslator(&language);
    WAIT_UNTIL_EQUAL(dialog_->windowTitle(), QStringLiteral("Open model"));
    QVERIFY(message()->text().contains(QStringLiteral("DCGAN")));

    open("G.ckpt");
    QCoreApplication::installTranslator(&language);
    WAIT_UNTIL_EQUAL(table()->headerData(0, Qt::Horizontal).toString(), QStringLiteral("elif eht ni rosneT"));
    QCOMPARE(row(1).at(3), QStringLiteral("desu ton"));
    QCoreApplication::removeTranslator(&language);
    WAIT_UNTIL_EQUAL(row(1).at(3), QStringLiteral("not used"));
}

WASSERFARBE_TEST(OpenModelTest)

} // namespace wasserfarbe::test::open_model_test

#include "open_model_test.moc"
