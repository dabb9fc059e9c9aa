#pragma once

#include <vector> // allowed
