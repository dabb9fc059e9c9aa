#pragma once

#include <torch/torch.h> // allowed

#include "model/run/run.h"
