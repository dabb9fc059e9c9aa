#include "tests/soak/actions.h"

namespace wasserfarbe::soak {

std::vector<Action> allActions() {
    std::vector<Action> all;
    for (const auto actions : {picturesActions, trainingActions, exploreActions, galleryActions,
                               exportActions, windowActions, runActions}) {
        const std::vector<Action> some = actions();
        all.insert(all.end(), some.begin(), some.end());
    }
    return all;
}

} // namespace wasserfarbe::soak
