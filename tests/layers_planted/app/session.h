#pragma once

#include "model/run/run.h"
