#pragma once

// How a text that people read is marked where it stands, in English, so that lupdate finds it (see
// translations/CMakeLists.txt). Both macros are the literal itself. The command line prints it as it is, the
// studio translates it: `QCoreApplication::translate(context, text)`.

/// A text that is translated in `context`; both are literals.
#define WASSERFARBE_TEXT(context, text) text
/// The same for a noun in the plural, which has a form of its own for each number that it can stand after.
#define WASSERFARBE_COUNTED(context, text) text
