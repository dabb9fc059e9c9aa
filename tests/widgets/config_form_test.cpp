#include "widgets/training/config_form.h"

#include <QColorDialog>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTest>
#include <QToolButton>

#include "model/types/field_table.h"
#include "tests/support/patience.h"
#include "tests/support/test_program.h"
#include "widgets/look/color_button.h"
#include "widgets/look/theme.h"
#include "widgets/training/field_editor.h"
#include "widgets/training/field_texts.h"

namespace wasserfarbe::test::config_form_test {

namespace {

/// The person's last word, as the form told it.
struct Told {
    explicit Told(ConfigForm& form) {
        QObject::connect(&form, &ConfigForm::edited, &form, [this](const TrainingConfig& c, Preset p) {
            config = c;
            preset = p;
            ++times;
        });
    }
    TrainingConfig config;
    Preset preset = Preset::Quick;
    int times = 0;
};

void typeInto(QWidget* editor, const QString& text) {
    auto* line = editor->findChild<QLineEdit*>();
    line->selectAll();
    QTest::keyClicks(line, text);
    QTest::keyClick(line, Qt::Key_Return);
}

} // namespace

class ConfigFormTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { applyColorScheme(ColorScheme::Light); }

    void everyFieldHasAToolTip() {
        for (const Field& field : field_table())
            QVERIFY(fieldToolTip(field).contains(QString::fromUtf8(field.key.data())));
    }

    void unitsAndChoicesAreWords() {
        QCOMPARE(choiceText("dcgan"), QStringLiteral("DCGAN"));
        QCOMPARE(choiceText("64"), QStringLiteral("64"));
        QCOMPARE(unitText(find_field("image_size")), QStringLiteral("px"));
        QVERIFY(unitText(find_field("lambda")).isEmpty());
    }

    void conflictsAreTold() {
        TrainingConfig config;
        QVERIFY(conflictText(config).isEmpty());
        config.schedule_gamma = 0.5;
        QVERIFY(conflictText(config).contains(fieldLabel(find_field("schedule_epochs"))));
        config = {};
        config.batch_size = 1;
        config.critic_norm = Norm::Batch;
        QVERIFY(conflictText(config).contains(QStringLiteral("batch size")));
    }

    void anEditorForEachFieldWithNameHelpAndKeyboard() {
        ConfigForm form;
        for (const Field& field : field_table()) {
            QWidget* editor = form.editor(field.key);
            QVERIFY2(editor, field.key.data());
            QVERIFY(!editor->accessibleName().isEmpty());
            QVERIFY(!editor->toolTip().isEmpty());
            QVERIFY(editor->focusPolicy() & Qt::TabFocus);
        }
        QVERIFY(!form.editor("no_such_key"));
    }

    void showsEachPresetExactly_data() {
        QTest::addColumn<int>("preset");
        for (const Preset preset : all_presets())
            QTest::newRow(preset_name(preset).data()) << static_cast<int>(preset);
    }

    void showsEachPresetExactly() {
        QFETCH(int, preset);
        ConfigForm form;
        Told told(form);
        const Preset chosen = static_cast<Preset>(preset);
        form.setConfig(preset_config(chosen), chosen);
        QCOMPARE(form.findChild<QLabel*>(QStringLiteral("changes"))->text(),
                 QStringLiteral("As the preset has it"));
        QCOMPARE(told.times, 0);
        // Touching one field must not move another by a rounding.
        typeInto(form.editor("epochs"), QStringLiteral("7"));
        TrainingConfig expected = preset_config(chosen);
        expected.epochs = 7;
        QCOMPARE(told.times, 1);
        QVERIFY(told.config == expected);
        QCOMPARE(told.preset, chosen);
    }

    void realNumbersAreShownPlainlyAndKept() {
        ConfigForm form;
        Told told(form);
        auto* rate = qobject_cast<RealEdit*>(form.editor("critic_learning_rate"));
        QVERIFY(rate);
        QCOMPARE(rate->text(), QStringLiteral("0.0002"));
        typeInto(rate, QStringLiteral("3.14159e-7"));
        QCOMPARE(told.config.critic_learning_rate, 3.14159e-7);
        typeInto(rate, QStringLiteral("5"));
        QCOMPARE(told.config.critic_learning_rate, 1.0); // the highest allowed
        rate->setValue(2e-4);
        rate->stepUp();
        QCOMPARE(told.config.critic_learning_rate, 5e-4);
        rate->stepDown();
        rate->stepDown();
        QCOMPARE(told.config.critic_learning_rate, 1e-4);
        auto* average = qobject_cast<RealEdit*>(form.editor("ema_half_life"));
        QCOMPARE(average->text(), QStringLiteral("5000 images"));
        typeInto(average, QStringLiteral("2500"));
        QCOMPARE(told.config.ema_half_life, 2500.0);
    }

    void rangesAreEnforced() {
        ConfigForm form;
        Told told(form);
        auto* batch = qobject_cast<QSpinBox*>(form.editor("batch_size"));
        QVERIFY(batch);
        batch->setValue(1'000'000);
        QCOMPARE(told.config.batch_size, 4096);
        batch->setValue(-4);
        QCOMPARE(told.config.batch_size, 1);
        auto* size = qobject_cast<QComboBox*>(form.editor("image_size"));
        QVERIFY(size);
        QCOMPARE(size->count(), 5);
    }

    void whatDiffersIsMarkedAndResettable() {
        ConfigForm form;
        Told told(form);
        TrainingConfig config = preset_config(Preset::Paper);
        config.lambda = 3;
        config.beta1 = 0.5;
        form.setConfig(config, Preset::Paper);
        form.show();
        QVERIFY(form.findChild<QLabel*>(QStringLiteral("changes"))->text().startsWith(QStringLiteral("2 ")));
        auto* mark = form.findChild<QLabel*>(QStringLiteral("mark_lambda"));
        auto* reset = form.findChild<QToolButton*>(QStringLiteral("reset_lambda"));
        auto* resetAll = form.findChild<QPushButton*>(QStringLiteral("resetAll"));
        QVERIFY(!mark->isHidden());
        QVERIFY(form.findChild<QLabel*>(QStringLiteral("mark_epochs"))->isHidden());
        QTest::mouseClick(reset, Qt::LeftButton);
        QCOMPARE(told.config.lambda, 10.0);
        QCOMPARE(told.config.beta1, 0.5);
        QVERIFY(mark->isHidden());
        QTest::mouseClick(resetAll, Qt::LeftButton);
        QVERIFY(told.config == preset_config(Preset::Paper));
        QVERIFY(resetAll->isHidden());
    }

    void anotherPresetSetsEveryField() {
        ConfigForm form;
        Told told(form);
        auto* presets = form.findChild<QComboBox*>(QStringLiteral("preset"));
        presets->setFocus();
        QTest::keyClick(presets, Qt::Key_End);
        QCOMPARE(told.preset, Preset::Article);
        QVERIFY(told.config == preset_config(Preset::Article));
        // Batch norm in the critic is there for fidelity, with a plain warning.
        QVERIFY(!form.findChild<QLabel*>(QStringLiteral("criticNormWarning"))->isHidden());
        QTest::keyClick(presets, Qt::Key_Home);
        QVERIFY(form.findChild<QLabel*>(QStringLiteral("criticNormWarning"))->isHidden());
    }

    void readOnlyChangesNothing() {
        ConfigForm form;
        TrainingConfig config;
        config.lambda = 3;
        form.setConfig(config, Preset::Quick);
        form.setReadOnly(true);
        for (const Field& field : field_table())
            QVERIFY2(!form.editor(field.key)->isEnabled(), field.key.data());
        QVERIFY(!form.findChild<QLabel*>(QStringLiteral("mark_lambda"))->isHidden());
        QVERIFY(form.findChild<QToolButton*>(QStringLiteral("reset_lambda"))->isHidden());
        form.setReadOnly(false);
        QVERIFY(form.editor("lambda")->isEnabled());
        QVERIFY(!form.editor("pad_color")->isEnabled()); // means nothing while pictures are cropped
    }

    void aColourIsChosenInADialogThatDoesNotBlock() {
        ConfigForm form;
        Told told(form);
        TrainingConfig config;
        config.fit = Fit::Pad;
        form.setConfig(config, Preset::Quick);
        form.show();
        auto* pad = qobject_cast<ColorButton*>(form.editor("pad_color"));
        QVERIFY(pad && pad->isEnabled());
        QCOMPARE(pad->text(), QStringLiteral("#000000"));
        QCOMPARE(pad->accessibleDescription(), pad->text()); // a screen reader hears which one it is
        pad->setFocus();
        QTest::keyClick(pad, Qt::Key_Space);
        auto* dialog = pad->findChild<QColorDialog*>();
        QVERIFY(dialog && dialog->isVisible());
        QCOMPARE(dialog->windowTitle(), fieldLabel(find_field("pad_color")));
        pad->click(); // the one that is open comes to the front
        QCOMPARE(pad->findChildren<QColorDialog*>().size(), 1);
        dialog->setCurrentColor(QColor(0x1e, 0x90, 0xff));
        QCOMPARE(told.times, 0);
        dialog->accept();
        QCOMPARE(told.times, 1);
        QVERIFY((told.config.pad_color == Color{0x1e, 0x90, 0xff}));
        QCOMPARE(pad->text(), QStringLiteral("#1e90ff"));
        QVERIFY(!form.findChild<QLabel*>(QStringLiteral("mark_pad_color"))->isHidden());
        form.findChild<QToolButton*>(QStringLiteral("reset_pad_color"))->click();
        QVERIFY(told.config.pad_color == kBlack);
        QCOMPARE(pad->text(), QStringLiteral("#000000"));
    }

    void whatIsFixedStaysWhateverIsChosen() {
        ConfigForm form;
        Told told(form);
        TrainingConfig config = preset_config(Preset::Quick);
        config.latent_size = 77;
        form.setConfig(config, Preset::Quick);
        form.setFixed({"latent_size", "image_size"}, QStringLiteral("A reason"));
        QWidget* latent = form.editor("latent_size");
        QVERIFY(!latent->isEnabled() && !form.editor("image_size")->isEnabled());
        QVERIFY(form.editor("lambda")->isEnabled());
        QVERIFY(latent->toolTip().contains(QStringLiteral("A reason")));
        auto* reset = form.findChild<QPushButton*>(QStringLiteral("resetAll"));
        QVERIFY(reset->isHidden()); // nothing that it could set back
        QVERIFY(form.findChild<QToolButton*>(QStringLiteral("reset_latent_size"))->isHidden());

        auto* presets = form.findChild<QComboBox*>(QStringLiteral("preset"));
        presets->setCurrentIndex(presets->findData(static_cast<int>(Preset::Article)));
        Q_EMIT presets->activated(presets->currentIndex());
        TrainingConfig expected = preset_config(Preset::Article);
        expected.latent_size = 77;
        expected.image_size = config.image_size;
        QVERIFY(told.config == expected);
        QVERIFY(form.config() == expected);

        form.setFixed({}, {});
        QVERIFY(latent->isEnabled());
        QVERIFY(!latent->toolTip().contains(QStringLiteral("A reason")));
        reset->click();
        QVERIFY(told.config == preset_config(Preset::Article));
    }

    void aDialogThatIsCancelledChangesNoColour() {
        ColorButton button;
        QSignalSpy chosen(&button, &ColorButton::colorChosen);
        button.setColor({1, 2, 3});
        button.click();
        auto* dialog = button.findChild<QColorDialog*>();
        QVERIFY(dialog);
        dialog->setCurrentColor(Qt::red);
        dialog->reject();
        WAIT_UNTIL(!button.findChild<QColorDialog*>());
        QVERIFY((button.color() == Color{1, 2, 3}));
        button.click();
        button.findChild<QColorDialog*>()->accept(); // the same one again
        QVERIFY(chosen.isEmpty());
    }
};

WASSERFARBE_TEST(ConfigFormTest)

} // namespace wasserfarbe::test::config_form_test

#include "config_form_test.moc"
