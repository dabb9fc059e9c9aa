#pragma once

#include <QString>

#include "model/types/finding.h"

namespace wasserfarbe {

// What a person reads of a finding, translated.

QString findingTitle(Finding finding);
QString findingSentence(Finding finding);
QString findingAction(Finding finding);
/// The titles of a set, with commas between; empty for none.
QString findingTitles(Findings findings);

} // namespace wasserfarbe
