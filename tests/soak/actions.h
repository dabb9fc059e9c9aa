#pragma once

#include <filesystem>
#include <vector>

#include "tests/soak/complaints.h"
#include "tests/soak/dice.h"
#include "tests/soak/hands.h"
#include "tests/soak/tally.h"

namespace wasserfarbe::soak {

/// What an action has to do with.
struct Scene {
    Hands& hands;
    Complaints& complaints;
    Tally& tally;
    std::vector<std::filesystem::path> pictures; ///< folders of demo faces

    Studio& studio() { return hands.studio(); }
    TrainingSession& training() { return hands.training(); }
};

/// One thing that a person does.
struct Action {
    const char* kind;
    int weight; ///< how often, compared with the others
    /// @returns false where the studio has no use for it as it is
    bool (*act)(Scene& scene, Dice& dice);
};

/// All of them, in an order in which each finds what it needs when they are done once, one after another.
std::vector<Action> allActions();

// By what they are about; each in a file of its own.
std::vector<Action> picturesActions();
std::vector<Action> trainingActions();
std::vector<Action> exploreActions();
std::vector<Action> galleryActions();
std::vector<Action> exportActions();
std::vector<Action> runActions();
std::vector<Action> windowActions();

/// Moves a run to the trash on the page Runs, and waits until it is gone. @returns false where it is not
/// listed, or is being trained
bool deleteRun(Scene& scene, const std::filesystem::path& run);
/// Stops the training, if there is one, and waits for its end.
void stopTraining(Scene& scene);
/// How many images are kept is bounded: the oldest goes.
void removeOldestKeeper(Scene& scene);

} // namespace wasserfarbe::soak
