#pragma once

#include <optional>
#include <string>

#include <QString>

#include "model/types/error.h"

namespace wasserfarbe {

class MessageBar;

/// An Error in a person's words.
struct ErrorText {
    QString message; ///< translated: what happened, to which file, what to do next
    QString detail;  ///< the engine's own sentence
};

ErrorText errorText(const Error& error);

/// Shows it as a failure, its detail on demand.
void showError(MessageBar& bar, const Error& error);

/// Why a picture is left out, translated.
QString reasonText(const Reason& reason);

/// Why a run failed, as run.json has it, translated; the engine's sentence where that alone is known.
QString failureText(const std::optional<Error>& failure);

// As phrases within a sentence, translated:

/// why something can't be written: "the disk is full";
QString diskReasonText(const Error& error);
/// what stopped being finite, as the engine names it: "the critic's loss".
QString quantityText(const std::string& quantity);

} // namespace wasserfarbe
