#pragma once

#include <filesystem>
#include <functional>

class QWidget;

namespace wasserfarbe {

/// Asks, over `parent`, whether a file that is there is to be replaced or the new one called otherwise.
/// Returns at once; nothing follows where the person wants neither. GUI thread only.
/// @param other  a path that is free
/// @param then  with false to write there, with true over what exists
void askAboutExisting(QWidget* parent, const std::filesystem::path& existing,
                      const std::filesystem::path& other, const std::function<void(bool replace)>& then);

} // namespace wasserfarbe
