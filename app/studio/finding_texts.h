#pragma once

#include <span>

#include <QString>

#include "model/types/finding.h"

namespace wasserfarbe {

/// What a person reads of a finding; English, the source of the translations in context "Finding".
struct FindingText {
    Finding finding;
    const char* title;    ///< one or two words for many pictures: "Transparent"
    const char* sentence; ///< the table's own
    const char* action;   ///< the table's own
};

/// One for each finding, in the order of the enumeration.
std::span<const FindingText> findingTexts();

// Translated.
QString findingTitle(Finding finding);
QString findingSentence(Finding finding);
QString findingAction(Finding finding);
/// The titles of a set, with commas between; empty for none.
QString findingTitles(Findings findings);

} // namespace wasserfarbe
