#pragma once

#include <string>

#include <QString>

#include "model/types/error.h"

namespace wasserfarbe {

// What a training tells of its troubles, as phrases within a sentence, translated.

/// Why something can't be written: "the disk is full".
QString diskReasonText(const Error& error);

/// What stopped being finite, as the engine names it: "the critic's loss".
QString quantityText(const std::string& quantity);

} // namespace wasserfarbe
