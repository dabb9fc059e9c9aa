#pragma once

#include <string>

#include <QString>

#include "model/types/error.h"

namespace wasserfarbe {

// What a training tells of its troubles, in a person's words, translated.

/// Why something can't be written, as a phrase within a sentence: "the disk is full".
QString diskReasonText(const Error& error);

/// What stopped being finite, as the engine names it, as a phrase within a sentence: "the critic's loss".
QString quantityText(const std::string& quantity);

/// Of an Error (Diverged): where, of what, and what to do next.
QString divergedText(const Error& error);

/// Why a run failed, as run.json has it, as a phrase; the engine's own words where it did not diverge.
QString failureText(const std::string& failure);

} // namespace wasserfarbe
