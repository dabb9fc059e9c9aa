#pragma once

#include <QString>

#include "app/pages/data/folder_check.h"
#include "app/pages/data/selection_counter.h"

namespace wasserfarbe {

/// What a folder holds and how much of it takes part, in a line or two; translated.
/// @param folders  how many folders hold pictures
/// @param check    null: not known yet
/// @param counts   null: not known yet
QString folderSummary(const FolderScan& scan, int folders, const SharedCheck& check,
                      const SharedCounts& counts);

} // namespace wasserfarbe
