#pragma once

#include <array>

#include <QString>

#include "app/studio/page.h"

class QWidget;

namespace wasserfarbe {

class Studio;

/// All that the window knows of a page. Its shortcut is Ctrl and its place in the rail.
struct PageRow {
    Page page;
    const char* icon; ///< see `icon`
    /// The page, without a parent. GUI thread only.
    QWidget* (*make)(Studio& studio);
    const char* nameText; ///< in the context of Rail, as the next one
    const char* explanationText;

    QString name() const;        ///< "Data", translated
    QString explanation() const; ///< "The pictures to learn from", translated
};

/// In the order of the enumeration.
const std::array<PageRow, kPages>& pageTable();

} // namespace wasserfarbe
