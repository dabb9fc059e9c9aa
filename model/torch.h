// The engine's one precompiled header: LibTorch takes half a minute to parse. Included by sources and by the
// engine's inner headers only; a header that a front end includes must not reach it.
#pragma once

#include <torch/torch.h>
