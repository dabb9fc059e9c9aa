#pragma once

#include "model/types/image.h" // allowed
#include <nlohmann/json.hpp>
