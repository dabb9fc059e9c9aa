#include "tests/soak/actions.h"

#include <algorithm>

#include <QLineEdit>
#include <QTest>
#include <QTreeView>

#include "app/pages/runs/run_reader.h"
#include "app/pages/runs/runs_page.h"
#include "app/studio/path_text.h"
#include "model/run/checkpoint_list.h"

namespace wasserfarbe::soak {
namespace {

namespace fs = std::filesystem;

RunsPage& page(Scene& scene) {
    return scene.hands.parts().part<RunsPage>();
}

QTreeView& table(Scene& scene) {
    return test::RealWindow::find<QTreeView>(page(scene), "runsView");
}

/// Where the table shows a run of this name; invalid: nowhere.
QModelIndex indexOf(Scene& scene, const QString& name) {
    const QAbstractItemModel& model = *table(scene).model();
    for (int row = 0; row < model.rowCount(); ++row)
        if (model.index(row, 0).data().toString() == name)
            return model.index(row, 0);
    return {};
}

/// Selects one run on the page Runs, whose list is read anew. @returns false where it is not listed
bool select(Scene& scene, const fs::path& run) {
    const QString name = toQString(run.filename());
    scene.hands.turnTo(Page::Runs);
    // A list that was read before says who trained then.
    bool listed = false;
    QObject context;
    QObject::connect(&scene.hands.parts().part<RunReader>(), &RunReader::listed, &context,
                     [&listed] { listed = true; });
    test::RealWindow::find<QAction>(page(scene), "refreshRuns").trigger();
    scene.hands.await("the list of runs", [&listed] { return listed; });
    const QModelIndex index = indexOf(scene, name);
    if (!index.isValid())
        return false;
    table(scene).setCurrentIndex(index);
    return true;
}

bool isTrained(Scene& scene, const fs::path& run) {
    return scene.training().isActive() && scene.training().directory() == run;
}

bool lookAtRuns(Scene& scene, Dice& dice) {
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty() || !select(scene, dice.oneOf(runs)))
        return false;
    for (int i = dice.between(0, 4); i > 0; --i)
        scene.hands.key(table(scene), dice.chance(50) ? Qt::Key_Down : Qt::Key_Up);
    if (dice.chance(40)) { // their losses, compared
        table(scene).selectAll();
        scene.hands.letRun(100);
    }
    return true;
}

bool openRun(Scene& scene, Dice& dice) {
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty() || !select(scene, dice.oneOf(runs)))
        return false;
    if (!scene.hands.click(page(scene), "openRunButton"))
        return false;
    CurrentRun& run = scene.studio().currentRun();
    scene.hands.await("a run to be read", [&run] { return !run.isLoading(); });
    return true;
}

bool exploreRun(Scene& scene, Dice& dice) {
    std::vector<fs::path> runs = scene.hands.storedRuns();
    std::erase_if(runs, [](const fs::path& run) { return saved_checkpoints(RunDirectory(run)).empty(); });
    if (runs.empty() || !select(scene, dice.oneOf(runs)))
        return false;
    return scene.hands.click(page(scene), "exploreRunButton");
}

bool renameRun(Scene& scene, Dice& dice) {
    static int number = 0;
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty())
        return false;
    const fs::path run = dice.oneOf(runs);
    if (isTrained(scene, run) || !select(scene, run))
        return false;
    const fs::path renamed = run.parent_path() / ("renamed-" + std::to_string(++number));
    scene.complaints.explain(toQString(run.filename())); // who looks at it finds it gone
    table(scene).setFocus();
    test::RealWindow::find<QAction>(page(scene), "renameRun").trigger();
    auto* editor = table(scene).viewport()->findChild<QLineEdit*>();
    if (editor == nullptr)
        return false;
    editor->setText(toQString(renamed.filename()));
    QTest::keyClick(editor, Qt::Key_Return);
    // The page selects it as soon as it is listed: nobody should choose another one before.
    scene.hands.await("a run's new name",
                      [&] { return indexOf(scene, toQString(renamed.filename())).isValid(); });
    return true;
}

bool duplicateSettings(Scene& scene, Dice& dice) {
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty() || !select(scene, dice.oneOf(runs)))
        return false;
    return scene.hands.click(page(scene), "duplicateRunButton");
}

/// Also one of the run that is being trained, which may remove it just now.
bool pinCheckpoint(Scene& scene, Dice& dice) {
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty())
        return false;
    const std::vector<SavedCheckpoint> list = saved_checkpoints(RunDirectory(dice.oneOf(runs)));
    if (list.empty())
        return false;
    const SavedCheckpoint& chosen = dice.oneOf(list);
    try {
        set_pinned(chosen.path, !chosen.pinned);
    } catch (const Error& error) {
        if (fs::exists(chosen.path))
            scene.complaints.take(error);
        return false;
    }
    return true;
}

/// The one that is being trained is stopped first.
bool deleteSome(Scene& scene, Dice& dice) {
    const std::vector<fs::path> runs = scene.hands.storedRuns();
    if (runs.empty())
        return false;
    const fs::path run = dice.oneOf(runs);
    if (isTrained(scene, run))
        stopTraining(scene);
    return deleteRun(scene, run);
}

} // namespace

bool deleteRun(Scene& scene, const fs::path& run) {
    if (isTrained(scene, run) || !select(scene, run))
        return false;
    scene.complaints.explain(toQString(run.filename())); // who still looks at it finds it gone
    test::RealWindow::find<QAction>(page(scene), "trashRun").trigger();
    if (!scene.hands.click(scene.hands.window(), "moveToTrash"))
        return false;
    scene.hands.await("a run to go to the trash", [&run] { return !fs::exists(run); });
    ++scene.tally.runsDeleted;
    return true;
}

std::vector<Action> runActions() {
    return {{"look at the runs", 4, lookAtRuns},
            {"open a run", 4, openRun},
            {"explore a run", 3, exploreRun},
            {"rename a run", 2, renameRun},
            {"duplicate settings", 2, duplicateSettings},
            {"pin a checkpoint", 4, pinCheckpoint},
            {"delete a run", 4, deleteSome}};
}

} // namespace wasserfarbe::soak
