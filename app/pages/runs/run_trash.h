#pragma once

#include <filesystem>
#include <functional>
#include <vector>

class QWidget;

namespace wasserfarbe {

/// Asks whether these runs are to be moved to the trash; returns at once. GUI thread only.
/// @param runs  at least one
/// @param agreed  called where the person says yes
void askAboutTrash(const std::vector<std::filesystem::path>& runs, QWidget* page,
                   const std::function<void()>& agreed);

} // namespace wasserfarbe
