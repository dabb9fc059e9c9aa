#pragma once

/// Marks a text that the studio translates where it shows it: `translate(context, text)`. Qt's macro of that
/// name, for lupdate looks for it; this folder knows no Qt.
#ifndef QT_TRANSLATE_NOOP
#define QT_TRANSLATE_NOOP(scope, x) x
#endif
