// The engine's one precompiled header: LibTorch takes half a minute to parse. Included by sources, by the
// engine's inner headers and by tests only; a header that a front end includes must not reach it.
#pragma once

// Qt's moc would read all of it for each source of a test, which takes seconds, and looks for nothing in it.
#ifndef Q_MOC_RUN
#include <torch/torch.h>
#endif
