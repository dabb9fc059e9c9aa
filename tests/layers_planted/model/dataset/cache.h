#pragma once

#include "model/types/image.h" // allowed
