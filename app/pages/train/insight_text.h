#pragma once

#include <QString>

#include "model/insight/run_insight.h"

namespace wasserfarbe {

/// Translated, one or two plain sentences; empty where there is nothing to say.
QString insightText(const Insight& insight);

} // namespace wasserfarbe
