#pragma once

#include <cstdint>

#include <QString>

namespace wasserfarbe {

/// Of a run that goes beyond its newest checkpoint, translated. @param saved  the step of that checkpoint; 0:
/// there is none. @param steps  after it; at least 1
QString unsavedStepsText(std::int64_t saved, std::int64_t steps);

} // namespace wasserfarbe
