#include "tests/soak/actions.h"

#include <QComboBox>
#include <QListWidget>

namespace wasserfarbe::soak {
namespace {

bool turnPage(Scene& scene, Dice& dice) {
    scene.hands.turnTo(static_cast<Page>(dice.below(5)));
    return true;
}

bool changeLanguage(Scene& scene, Dice&) {
    Settings& settings = scene.studio().settings();
    settings.setLanguage(settings.language() == QLatin1String("en") ? QStringLiteral("zh_CN")
                                                                    : QStringLiteral("en"));
    return true;
}

bool changeTheme(Scene& scene, Dice&) {
    Settings& settings = scene.studio().settings();
    settings.setColorScheme(settings.colorScheme() == ColorScheme::Dark ? ColorScheme::Light
                                                                        : ColorScheme::Dark);
    return true;
}

/// Opens one of the window's dialogs, does something in it and closes it.
template <typename Within>
bool inDialog(Scene& scene, const char* action, const char* name, Within within) {
    Hands& hands = scene.hands;
    if (!hands.choose(action))
        return false;
    hands.await("a dialog", [&] { return hands.visible(hands.window(), name) != nullptr; });
    within(*hands.visible(hands.window(), name));
    hands.letRun(30);
    hands.closeOthers();
    return true;
}

bool preferences(Scene& scene, Dice& dice) {
    return inDialog(scene, "actionPreferences", "preferencesDialog", [&](QWidget& dialog) {
        const char* box = dice.chance(50) ? "preferencesTheme" : "preferencesLanguage";
        if (auto* choices = scene.hands.visible(dialog, box))
            scene.hands.pick(*choices, dice.between(1, 2));
        if (dice.chance(20))
            scene.hands.click(dialog, "preferencesClearDecodedPictures");
    });
}

bool help(Scene& scene, Dice& dice) {
    return inDialog(scene, "actionHelp", "helpWindow", [&](QWidget& dialog) {
        if (auto* topics = scene.hands.visible<QListWidget>(dialog, "helpTopics"))
            topics->setCurrentRow(dice.below(std::max(1, topics->count())));
    });
}

bool about(Scene& scene, Dice&) {
    return inDialog(scene, "actionAbout", "aboutDialog", [](QWidget&) {});
}

bool openFileDialog(Scene& scene, Dice& dice) {
    const bool run = dice.chance(50);
    return inDialog(scene, run ? "actionOpenRun" : "actionOpenModel",
                    run ? "openRunDialog" : "openModelDialog", [](QWidget&) {});
}

/// Asks to close the window in the midst of a training, and thinks better of it.
bool almostClose(Scene& scene, Dice&) {
    const TrainingSession::State state = scene.training().state();
    if (state != TrainingSession::State::Running && state != TrainingSession::State::Paused)
        return false;
    scene.hands.window().close();
    return scene.hands.click(scene.hands.window(), "closeKeepTraining");
}

bool resize(Scene& scene, Dice& dice) {
    scene.hands.window().resize(dice.between(1000, 1600), dice.between(700, 1000));
    return true;
}

bool chooseModelFromList(Scene& scene, Dice& dice) {
    Hands& hands = scene.hands;
    hands.turnTo(dice.chance(50) ? Page::Explore : Page::Gallery);
    if (!hands.click(hands.window(), "modelButton"))
        return false;
    hands.letRun(dice.between(20, 200)); // its list is being read
    hands.closeOthers();
    return true;
}

} // namespace

std::vector<Action> windowActions() {
    return {{"turn the page", 8, turnPage},
            {"language", 2, changeLanguage},
            {"theme", 2, changeTheme},
            {"preferences", 2, preferences},
            {"help", 2, help},
            {"about", 1, about},
            {"open a file dialog", 1, openFileDialog},
            {"list of models", 2, chooseModelFromList},
            {"almost close", 1, almostClose},
            {"resize", 1, resize}};
}

} // namespace wasserfarbe::soak
