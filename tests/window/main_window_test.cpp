#include <cerrno>
#include <csignal>
#include <memory>

#include <QAbstractButton>
#include <QAbstractSlider>
#include <QAbstractSpinBox>
#include <QAccessible>
#include <QAction>
#include <QApplication>
#include <QButtonGroup>
#include <QComboBox>
#include <QDir>
#include <QDragEnterEvent>
#include <QDropEvent>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMenu>
#include <QMessageBox>
#include <QMimeData>
#include <QPushButton>
#include <QScrollBar>
#include <QSignalSpy>
#include <QSpinBox>
#include <QStackedWidget>
#include <QStatusBar>
#include <QTemporaryDir>
#include <QTest>
#include <QTextBrowser>
#include <QToolButton>

#include "app/studio/path_text.h"
#include "app/studio/studio.h"
#include "app/window/languages.h"
#include "app/window/main_window.h"
#include "app/window/preferences_dialog.h"
#include "model/types/field_table.h"
#include "model/types/metric_table.h"
#include "tests/support/fake_model_work.h"
#include "tests/support/fake_training.h"
#include "tests/support/patience.h"
#include "tests/support/run_files.h"
#include "tests/support/test_program.h"
#include "widgets/look/message_bar.h"

namespace wasserfarbe::test::main_window_test {

namespace {

using State = TrainingSession::State;

/// Reaches the window as a drag from another program would.
bool drag(QWidget& window, const QString& path, QEvent::Type type) {
    QMimeData data;
    if (!path.isEmpty())
        data.setUrls({QUrl::fromLocalFile(path)});
    const QPoint middle = window.rect().center();
    if (type == QEvent::DragEnter) {
        QDragEnterEvent event(middle, Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
        event.ignore();
        QApplication::sendEvent(&window, &event);
        return event.isAccepted();
    }
    QDropEvent event(QPointF(middle), Qt::CopyAction, &data, Qt::LeftButton, Qt::NoModifier);
    QApplication::sendEvent(&window, &event);
    return event.isAccepted();
}

bool isPartOfAnother(const QWidget* widget) {
    // The line edit of a spin box, the view of a combo box, the buttons within Qt's own dialogs.
    for (const QWidget* parent = widget->parentWidget(); parent; parent = parent->parentWidget())
        if (qobject_cast<const QAbstractSpinBox*>(parent) || qobject_cast<const QComboBox*>(parent) ||
            qobject_cast<const QLineEdit*>(parent))
            return true;
    return widget->objectName().startsWith(QLatin1String("qt_"));
}

/// Qt lets Tab reach the pressed one of a group alone; arrow keys move within it.
bool isReachedByArrows(const QWidget* widget) {
    const auto* button = qobject_cast<const QAbstractButton*>(widget);
    return button && button->group() && button->group()->exclusive() && !button->isChecked();
}

bool isControl(const QWidget* widget) {
    return qobject_cast<const QAbstractButton*>(widget) || qobject_cast<const QAbstractSlider*>(widget) ||
           qobject_cast<const QAbstractSpinBox*>(widget) || qobject_cast<const QComboBox*>(widget) ||
           qobject_cast<const QLineEdit*>(widget);
}

/// What a screen reader says: the accessible name, or a button's own words, or those of a label's buddy.
QString spokenName(QWidget* widget) {
    const QAccessibleInterface* interface = QAccessible::queryAccessibleInterface(widget);
    return interface ? interface->text(QAccessible::Name) : QString();
}

QString nameOf(const QWidget* widget) {
    QString name;
    for (const QWidget* at = widget; at; at = at->parentWidget())
        name = QStringLiteral("/%1(%2)").arg(QLatin1String(at->metaObject()->className()), at->objectName()) +
               name;
    return name;
}

} // namespace

class MainWindowTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void init() {
        folder_ = std::make_unique<QTemporaryDir>();
        fake_ = std::make_unique<FakeTraining>();
        fake_->plan.steps = 1000000;
        fake_->holdSteps();
        open();
    }

    void cleanup() {
        window_.reset();
        studio_.reset();
        applyColorScheme(ColorScheme::Light);
        Languages().apply(QStringLiteral("en"));
    }

    void pagesByKeyAndByClick() {
        auto* stack = window_->findChild<QStackedWidget*>();
        QCOMPARE(window_->page(), Page::Data);
        for (int i = kPages - 1; i >= 0; --i) {
            QTest::keyClick(window_.get(), static_cast<Qt::Key>(Qt::Key_1 + i), Qt::ControlModifier);
            QCOMPARE(window_->page(), static_cast<Page>(i));
            QCOMPARE(stack->currentIndex(), i);
        }
        for (int i = 0; i < kPages; ++i) {
            QTest::mouseClick(child<QToolButton>(QStringLiteral("railButton%1").arg(i + 1)), Qt::LeftButton);
            QCOMPARE(stack->currentIndex(), i);
            QVERIFY(action(QStringLiteral("actionPage%1").arg(i + 1))->isChecked());
        }
        studio_->showPage(Page::Explore);
        QCOMPARE(window_->page(), Page::Explore);
    }

    void railMovesByArrowKeys() {
        auto* first = child<QToolButton>(QStringLiteral("railButton1"));
        first->setFocus();
        QTest::keyClick(first, Qt::Key_Down);
        QCOMPARE(window_->page(), Page::Train);
    }

    void everyControlSaysWhatItIsAndTakesKeys() {
        // A folder of before is offered by a button of its own.
        studio_->settings().setChoice(QStringLiteral("data/recentFolders"), QStringList{pictures()});
        reopen();
        int controls = 0;
        const QList<QWidget*> all = window_->findChildren<QWidget*>();
        for (QWidget* widget : all) {
            if (!isControl(widget) || isPartOfAnother(widget) || qobject_cast<const QScrollBar*>(widget))
                continue;
            ++controls;
            QVERIFY2(!widget->toolTip().isEmpty(),
                     qPrintable(QStringLiteral("No tooltip: ") + nameOf(widget)));
            QVERIFY2(!spokenName(widget).isEmpty(),
                     qPrintable(QStringLiteral("No accessible name: ") + nameOf(widget)));
            QVERIFY2(widget->focusPolicy() & Qt::TabFocus || isReachedByArrows(widget),
                     qPrintable(QStringLiteral("No keys: ") + nameOf(widget)));
        }
        QVERIFY(controls > 40);
        const QList<QAction*> actions = window_->findChildren<QAction*>();
        QStringList shortcuts;
        for (const QAction* one : actions)
            for (const QKeySequence& keys : one->shortcuts()) {
                QVERIFY2(!one->text().isEmpty(), qPrintable(keys.toString()));
                if (one->objectName().startsWith(QLatin1String("action")))
                    shortcuts += keys.toString();
            }
        QCOMPARE(shortcuts.removeDuplicates(), 0);
    }

    void closesAtOnceWhileNothingTrains() {
        window_->close();
        QVERIFY(window_->isHidden());
    }

    void closingWhileTrainingAsks() {
        train();
        QVERIFY(!window_->close());
        auto* question = window_->findChild<QMessageBox*>(QStringLiteral("closeQuestion"));
        QVERIFY(question && question->isVisible());
        QVERIFY(!window_->close()); // no second question
        QCOMPARE(window_->findChildren<QMessageBox*>().size(), 1);
        QTest::keyClick(question, Qt::Key_Escape);
        WAIT_UNTIL(!window_->findChild<QMessageBox*>());
        QCOMPARE(studio_->training().state(), State::Running);
        QVERIFY(window_->isVisible());
    }

    void closingSavesAndStops() {
        train();
        QSignalSpy saved(&studio_->training(), &TrainingSession::checkpointSaved);
        window_->close();
        QTest::mouseClick(child<QPushButton>(QStringLiteral("closeSaveAndStop")), Qt::LeftButton);
        QVERIFY(window_->isVisible());
        QCOMPARE(studio_->training().state(), State::Stopping);
        QVERIFY(!window_->close()); // changes nothing
        WAIT_UNTIL(window_->isHidden());
        QCOMPARE(saved.count(), 1);
        QVERIFY(!studio_->training().isActive());
        QVERIFY(fake_->awaitDestroyed(1));
    }

    void closingWhilePreparingStops() {
        fake_->holdPreparing();
        startTraining();
        QVERIFY(fake_->awaitPreparing());
        window_->close();
        QTest::mouseClick(child<QPushButton>(QStringLiteral("closeSaveAndStop")), Qt::LeftButton);
        WAIT_UNTIL(window_->isHidden());
    }

    void trainingThatEndsMeanwhileClosesTheWindow() {
        train();
        window_->close();
        QVERIFY(window_->findChild<QMessageBox*>());
        studio_->training().stop();
        WAIT_UNTIL(window_->isHidden());
        QVERIFY(!window_->findChild<QMessageBox*>());
    }

    void failureWhileClosingKeepsTheWindow() {
        fake_->plan.failAtStep = Error(ErrorKind::Disk, "/data/run", "can't be written", ENOSPC);
        reopen();
        startTraining();
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Running);
        window_->close();
        QVERIFY(window_->findChild<QMessageBox*>());
        fake_->letRun();
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Failed);
        WAIT_UNTIL(!window_->findChild<QMessageBox*>());
        QVERIFY(window_->isVisible());
        QCOMPARE(window_->page(), Page::Train);
    }

    void terminationSavesAndCloses() {
        train();
        QSignalSpy saved(&studio_->training(), &TrainingSession::checkpointSaved);
        QCOMPARE(::raise(SIGTERM), 0);
        WAIT_UNTIL(window_->isHidden());
        QCOMPARE(saved.count(), 1);
    }

    void trainingActionsFollowTheState() {
        QVERIFY(!action(QStringLiteral("actionStart"))->isEnabled()); // no pictures yet
        QVERIFY(action(QStringLiteral("actionStart"))->toolTip().contains(studio_->startObstacle()));
        QVERIFY(!action(QStringLiteral("actionStop"))->isEnabled());
        train();
        QAction* pause = action(QStringLiteral("actionPause"));
        QVERIFY(pause->isEnabled());
        QTest::keyClick(window_.get(), Qt::Key_F6);
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Paused);
        QCOMPARE(pause->text(), QStringLiteral("&Resume"));
        QTest::keyClick(window_.get(), Qt::Key_F6);
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Running);
        QSignalSpy preview(&studio_->training(), &TrainingSession::previewArrived);
        QTest::keyClick(window_.get(), Qt::Key_F7);
        WAIT_UNTIL_EQUAL(preview.count(), 1);
        QTest::keyClick(window_.get(), Qt::Key_F5, Qt::ShiftModifier);
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Idle);
        QVERIFY(action(QStringLiteral("actionStart"))->isEnabled());
    }

    void statusTellsOfTheTraining() {
        QVERIFY(child<QLabel>(QStringLiteral("statusEpoch"))->isHidden());
        train();
        fake_->allow(25);
        WAIT_UNTIL_EQUAL(child<QLabel>(QStringLiteral("statusEpoch"))->text(),
                         QStringLiteral("Epoch 3 of 100,000"));
        QCOMPARE(child<QLabel>(QStringLiteral("statusSpeed"))->text(), QStringLiteral("6,400 images/s"));
        QVERIFY(child<QLabel>(QStringLiteral("statusTimeLeft"))->text().endsWith(QStringLiteral("left")));
        QVERIFY(child<QLabel>(QStringLiteral("statusDevice"))
                    ->text()
                    .startsWith(QStringLiteral("CPU, 1 thread")));
        QVERIFY(!child<QLabel>(QStringLiteral("statusMemory"))->text().isEmpty());
    }

    void themeChangesAtOnce() {
        PreferencesDialog* dialog = preferences();
        choose(dialog->findChild<QComboBox*>(QStringLiteral("preferencesTheme")), 2);
        WAIT_UNTIL(isDark(window_->palette()));
        QCOMPARE(studio_->settings().colorScheme(), ColorScheme::Dark);
        choose(dialog->findChild<QComboBox*>(QStringLiteral("preferencesTheme")), 1);
        WAIT_UNTIL(!isDark(window_->palette()));
    }

    void languageChangesAtOnce() {
        PreferencesDialog* dialog = preferences();
        auto* language = dialog->findChild<QComboBox*>(QStringLiteral("preferencesLanguage"));
        QCOMPARE(language->itemText(2), QStringLiteral("简体中文"));
        choose(language, 2);
        QCOMPARE(studio_->settings().language(), QStringLiteral("zh_CN"));
        choose(language, 1);
        QCOMPARE(studio_->settings().language(), QStringLiteral("en"));
        WAIT_UNTIL_EQUAL(dialog->windowTitle(), QStringLiteral("Preferences"));
        QCOMPARE(child<QToolButton>(QStringLiteral("railButton1"))->text(), QStringLiteral("Data"));
    }

    void systemLanguageFallsBackToEnglish() {
        QCOMPARE(Languages::bestFor({QStringLiteral("fr-FR"), QStringLiteral("zh-Hans-CN")}),
                 QStringLiteral("zh_CN"));
        QCOMPARE(Languages::bestFor({QStringLiteral("zh-CN")}), QStringLiteral("zh_CN"));
        QCOMPARE(Languages::bestFor({QStringLiteral("en-GB"), QStringLiteral("zh-CN")}),
                 QStringLiteral("en"));
        QCOMPARE(Languages::bestFor({QStringLiteral("fr-FR")}), QStringLiteral("en"));
    }

    void dropOpensAFolderOfPictures() {
        auto* hint = child<QWidget>(QStringLiteral("dropHint"));
        QVERIFY(!drag(*window_, QString(), QEvent::DragEnter));
        QVERIFY(hint->isHidden());
        QVERIFY(drag(*window_, pictures(), QEvent::DragEnter));
        QVERIFY(hint->isVisible());
        QCOMPARE(hint->size(), window_->size());
        studio_->showPage(Page::Runs);
        QVERIFY(drag(*window_, pictures(), QEvent::Drop));
        QVERIFY(hint->isHidden());
        WAIT_UNTIL_EQUAL(window_->page(), Page::Data);
        WAIT_UNTIL(studio_->plan().data == toPath(pictures()));
    }

    void troubleIsShownOnItsPage() {
        Q_EMIT studio_->trouble(Page::Runs, Error(ErrorKind::Disk, "/data/runs", "can't be read"));
        studio_->showPage(Page::Runs);
        bool shown = false;
        const QList<MessageBar*> bars = window_->findChildren<MessageBar*>();
        for (const MessageBar* bar : bars)
            shown = shown || (bar->isVisible() && bar->text().contains(QStringLiteral("/data/runs")));
        QVERIFY(shown);
    }

    void geometryAndPageAreKept() {
        window_->resize(1180, 790);
        studio_->showPage(Page::Gallery);
        window_->close();
        reopen();
        QCOMPARE(window_->size(), QSize(1180, 790));
        QCOMPARE(window_->page(), Page::Gallery);
    }

    void recentRunsAreInTheMenu() {
        const QString run = folder_->filePath(QStringLiteral("a & b"));
        QVERIFY(QDir().mkpath(run));
        studio_->settings().addRecentRun(toPath(run));
        auto* menu =
            action(QStringLiteral("actionOpenRun"))->associatedObjects().isEmpty() ? nullptr : fileMenu();
        QVERIFY(menu);
        Q_EMIT menu->aboutToShow();
        QMenu* recent = nullptr;
        const QList<QAction*> entries = menu->actions();
        for (const QAction* entry : entries)
            if (entry->menu())
                recent = entry->menu();
        QVERIFY(recent && recent->isEnabled());
        QCOMPARE(recent->actions().first()->text(), QStringLiteral("a && b"));
        QSignalSpy changed(&studio_->currentRun(), &CurrentRun::changed);
        recent->actions().first()->trigger();
        QCOMPARE(changed.count(), 1);
        recent->actions().last()->trigger();
        QVERIFY(studio_->settings().recentRuns().empty());
    }

    void newRunTakesThePresetAnew() {
        RunPlan plan = studio_->plan();
        plan.data = toPath(pictures());
        plan.config.epochs = 3;
        plan.selection.left_out = {Finding::Grey};
        plan.name = QStringLiteral("mine");
        studio_->setPlan(plan);
        QTest::keyClick(window_.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(window_->page(), Page::Train);
        QVERIFY(studio_->plan().data == toPath(pictures()));
        QVERIFY(studio_->plan().config == preset_config(Studio::defaultPreset()));
        QVERIFY(studio_->plan().selection == plan.selection); // the pictures are the same
        QVERIFY(studio_->plan().name.isEmpty());
    }

    void newRunTurnsFromAStoredOneThoughThePlanIsTheSame() {
        const RunDirectory run = test::write_run(toPath(folder_->filePath(QStringLiteral("runs/old"))), 20);
        RunPlan plan = studio_->plan();
        plan.data = toPath(pictures());
        studio_->setPlan(plan);
        QTest::keyClick(window_.get(), Qt::Key_N, Qt::ControlModifier);
        studio_->openRun(run.path());
        auto* start = child<QPushButton>(QStringLiteral("start"));
        WAIT_UNTIL_EQUAL(start->text(), QStringLiteral("Continue training"));
        QTest::keyClick(window_.get(), Qt::Key_N, Qt::ControlModifier);
        QCOMPARE(start->text(), QStringLiteral("Start"));
    }

    void aNumberThatIsBeingTypedIsTrainedWith() {
        RunPlan plan = studio_->plan();
        plan.data = toPath(pictures());
        studio_->setPlan(plan);
        studio_->showPage(Page::Train);
        auto* epochs = child<QSpinBox>(QStringLiteral("epochs"));
        epochs->setFocus();
        epochs->selectAll();
        QTest::keyClicks(epochs, QStringLiteral("37"));
        QTest::keyClick(epochs, Qt::Key_F5);
        QVERIFY(studio_->training().isActive());
        QCOMPARE(studio_->plan().config.epochs, 37);
        WAIT_UNTIL(studio_->currentRun().record().has_value());
        QCOMPARE(studio_->currentRun().record()->config.epochs, 37);
    }

    void helpAnswersTheUsualQuestions() {
        QTest::keyClick(window_.get(), Qt::Key_F1);
        auto* help = child<QWidget>(QStringLiteral("helpWindow"));
        QVERIFY(QTest::qWaitForWindowActive(help, kPatience));
        QString all;
        auto* topics = help->findChild<QListWidget*>(QStringLiteral("helpTopics"));
        auto* text = help->findChild<QTextBrowser*>(QStringLiteral("helpText"));
        for (int i = 0; i < topics->count(); ++i) {
            topics->setCurrentRow(i);
            QVERIFY(text->toPlainText().size() > 200);
            all += text->toPlainText();
        }
        QVERIFY(all.contains(QStringLiteral("Why is everything noise?")));
        QVERIFY(all.contains(QStringLiteral("Why is the penalty so large?")));
        for (const Metric* curve : curve_metrics())
            QVERIFY2(all.contains(QLatin1String(curve->meaning ? curve->meaning : curve->help)),
                     curve->key.data());
        QTest::keyClick(help, Qt::Key_Escape);
        WAIT_UNTIL(!window_->findChild<QWidget*>(QStringLiteral("helpWindow")));
    }

    void firstStepsGoWhenDismissed() {
        auto* strip = child<QWidget>(QStringLiteral("pathStrip"));
        QVERIFY(strip->isVisible());
        QVERIFY(child<QPushButton>(QStringLiteral("pathStep1"))->font().bold());
        QVERIFY(!child<QPushButton>(QStringLiteral("pathStep2"))->font().bold());
        QTest::mouseClick(child<QPushButton>(QStringLiteral("pathStep2")), Qt::LeftButton);
        QCOMPARE(window_->page(), Page::Train);
        QTest::mouseClick(child<QToolButton>(QStringLiteral("pathClose")), Qt::LeftButton);
        QVERIFY(strip->isHidden());
        reopen();
        QVERIFY(child<QWidget>(QStringLiteral("pathStrip"))->isHidden());
        action(QStringLiteral("actionFirstSteps"))->trigger();
        QVERIFY(child<QWidget>(QStringLiteral("pathStrip"))->isVisible());
    }

    void aModelFromElsewhereOpensItsOwnWindow() {
        const QString file = folder_->filePath(QStringLiteral("G.ckpt"));
        QVERIFY(QFile(file).open(QIODevice::WriteOnly));
        QVERIFY(drag(*window_, file, QEvent::DragEnter) && drag(*window_, file, QEvent::Drop));
        const auto dialog = [this](const char* name) {
            return window_->findChild<QDialog*>(QLatin1String(name));
        };
        WAIT_UNTIL(dialog("foreignModelDialog") && dialog("foreignModelDialog")->isVisible());
        auto* exporting =
            dialog("foreignModelDialog")->findChild<QPushButton*>(QStringLiteral("foreignModelExport"));
        QTest::mouseClick(exporting, Qt::LeftButton);
        WAIT_UNTIL(dialog("exportModelDialog") && dialog("exportModelDialog")->isVisible());
        dialog("exportModelDialog")->close();
        WAIT_UNTIL(!dialog("exportModelDialog"));
    }

    void theModelThatIsLookedAtIsExported() {
        QSignalSpy asked(studio_.get(), &Studio::modelExportRequested);
        QAction* exporting = action(QStringLiteral("actionExportModel"));
        for (const Page page : {Page::Train, Page::Explore, Page::Runs}) {
            studio_->showPage(page);
            exporting->trigger();
            QVERIFY(window_->statusBar()->currentMessage().contains(QStringLiteral("no model")));
        }
        QCOMPARE(asked.count(), 0);
        RunDirectory run = test::write_run(toPath(folder_->filePath(QStringLiteral("runs/old"))), 30);
        test::write_checkpoint_file(run, 3, 30);
        studio_->openRun(run.path());
        WAIT_UNTIL(studio_->currentRun().newestCheckpoint());
        exporting->trigger();
        QCOMPARE(asked.count(), 1);
        QCOMPARE(asked[0][0].value<std::filesystem::path>(), run.path());
    }

    void fullScreenAndBack() {
        QTest::keyClick(window_.get(), Qt::Key_F11);
        WAIT_UNTIL(window_->isFullScreen());
        QVERIFY(action(QStringLiteral("actionFullScreen"))->isChecked());
        QTest::keyClick(window_.get(), Qt::Key_F11);
        WAIT_UNTIL(!window_->isFullScreen());
    }

private:
    void open() {
        StudioOptions options;
        options.training = fake_->factory();
        options.modelWork = FakeModelWork().functions();
        options.settingsFile = folder_->filePath(QStringLiteral("settings.ini"));
        options.dataFolder = toPath(folder_->filePath(QStringLiteral("data")));
        studio_ = std::make_unique<Studio>(options);
        studio_->settings().setRunsFolder(toPath(folder_->filePath(QStringLiteral("runs"))));
        if (studio_->settings().language().isEmpty())
            studio_->settings().setLanguage(QStringLiteral("en"));
        window_ = std::make_unique<MainWindow>(*studio_);
        window_->show();
        QVERIFY(QTest::qWaitForWindowActive(window_.get(), kPatience));
    }

    void reopen() {
        window_.reset();
        studio_.reset();
        open();
    }

    QString pictures() {
        const QString path = folder_->filePath(QStringLiteral("pictures"));
        QDir().mkpath(path);
        QImage image(32, 32, QImage::Format_RGB888);
        image.fill(Qt::red);
        for (int i = 0; i < 3; ++i)
            image.save(path + QStringLiteral("/%1.png").arg(i));
        return path;
    }

    void startTraining() {
        RunPlan plan = studio_->plan();
        plan.data = toPath(pictures());
        studio_->setPlan(plan);
        studio_->startTraining();
        QVERIFY(studio_->training().isActive());
    }

    void train() {
        startTraining();
        WAIT_UNTIL_EQUAL(studio_->training().state(), State::Running);
    }

    template <typename T>
    T* child(const QString& name) const {
        T* found = window_->findChild<T*>(name);
        if (!found)
            qFatal("There is no %s", qPrintable(name));
        return found;
    }

    QAction* action(const QString& name) const { return child<QAction>(name); }

    QMenu* fileMenu() const {
        const QList<QObject*> holders = action(QStringLiteral("actionOpenRun"))->associatedObjects();
        for (QObject* holder : holders)
            if (auto* menu = qobject_cast<QMenu*>(holder))
                return menu;
        return nullptr;
    }

    PreferencesDialog* preferences() const {
        action(QStringLiteral("actionPreferences"))->trigger();
        return child<PreferencesDialog>(QStringLiteral("preferencesDialog"));
    }

    static void choose(QComboBox* box, int index) {
        box->setCurrentIndex(index);
        Q_EMIT box->activated(index);
    }

    std::unique_ptr<QTemporaryDir> folder_;
    std::unique_ptr<FakeTraining> fake_;
    std::unique_ptr<Studio> studio_;
    std::unique_ptr<MainWindow> window_;
};

WASSERFARBE_TEST(MainWindowTest)

} // namespace wasserfarbe::test::main_window_test

#include "main_window_test.moc"
