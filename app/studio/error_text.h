#pragma once

#include <QString>

#include "model/types/error.h"

namespace wasserfarbe {

/// An Error in a person's words.
struct ErrorText {
    QString message; ///< translated: what happened, to which file, what to do next
    QString detail;  ///< the engine's own sentence
};

ErrorText errorText(const Error& error);

/// Why a picture is left out, translated; the engine's own phrase where it is not known.
QString skippedReasonText(const std::string& reason);

} // namespace wasserfarbe
