#pragma once

#include "model/networks/generator.h" // allowed
