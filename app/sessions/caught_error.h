#pragma once

#include "model/types/error.h"

namespace wasserfarbe {

/// The exception that is being handled, as an Error: so that nothing else leaves a thread. Call it in a catch
/// block only. Any thread.
Error caughtError();

} // namespace wasserfarbe
