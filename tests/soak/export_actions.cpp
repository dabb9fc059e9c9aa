#include "tests/soak/actions.h"

#include <QLineEdit>
#include <QRadioButton>
#include <QSpinBox>

#include "app/export/export_dialog.h"
#include "app/studio/path_text.h"

namespace wasserfarbe::soak {
namespace {

ExportDialog* openDialog(Scene& scene) {
    const QList<ExportDialog*> dialogs = scene.hands.window().findChildren<ExportDialog*>();
    return dialogs.isEmpty() ? nullptr : dialogs.constLast();
}

/// Small ones: a film of a few frames, an image or a sheet at a small scale.
void chooseOptions(Scene& scene, Dice& dice, ExportDialog& dialog) {
    const QList<QRadioButton*> kinds = dialog.findChildren<QRadioButton*>();
    if (!kinds.isEmpty())
        kinds.at(dice.below(static_cast<int>(kinds.size())))->click();
    if (auto* scale = scene.hands.visible<QSpinBox>(dialog, "exportScale"))
        scale->setValue(dice.between(1, 3));
    if (auto* frames = scene.hands.visible<QSpinBox>(dialog, "exportFrames"))
        frames->setValue(dice.between(2, 12));
}

/// Somewhere new: nothing is asked about a file that is there.
void chooseTarget(Scene& scene, ExportDialog& dialog) {
    static int number = 0;
    auto* target = scene.hands.visible<QLineEdit>(dialog, "exportTarget");
    if (target == nullptr)
        return;
    const QString name = QStringLiteral("export-%1").arg(++number);
    target->setText(toQString(scene.hands.parts().path("exports")) + QLatin1Char('/') + name);
    Q_EMIT target->textEdited(target->text());
}

bool exportShown(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(dice.oneOf<Page>({Page::Train, Page::Explore, Page::Explore, Page::Gallery}));
    if (!hands.choose("actionExport") || openDialog(scene) == nullptr)
        return false;
    const QPointer<ExportDialog> dialog = openDialog(scene);
    chooseOptions(scene, dice, *dialog);
    chooseTarget(scene, *dialog);
    hands.letRun(dice.between(20, 200)); // its samples are made
    bool done = false;
    // Of nothing, as a run without previews, nothing can be exported.
    if (hands.click(*dialog, "exportStart")) {
        if (dice.chance(20))
            hands.click(*dialog, "exportCancel");
        hands.await("an export", [&dialog] { return dialog.isNull() || !dialog->isExporting(); });
        ++scene.tally.exports;
        done = true;
    }
    if (!dialog.isNull())
        dialog->reject();
    hands.await("the export dialog to close", [&dialog] { return dialog.isNull(); });
    return done;
}

/// And closes the dialog while it is at work.
bool leaveExport(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(Page::Explore);
    if (!hands.choose("actionExport") || openDialog(scene) == nullptr)
        return false;
    const QPointer<ExportDialog> dialog = openDialog(scene);
    chooseTarget(scene, *dialog);
    const bool began = hands.click(*dialog, "exportStart");
    hands.letRun(dice.below(30));
    if (!dialog.isNull())
        dialog->reject();
    hands.await("the export dialog to close", [&dialog] { return dialog.isNull(); });
    return began;
}

} // namespace

std::vector<Action> exportActions() {
    return {{"export", 5, exportShown}, {"leave an export", 1, leaveExport}};
}

} // namespace wasserfarbe::soak
