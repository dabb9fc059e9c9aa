#include "model/run/run.h" // allowed

#include "widgets/plot.h"
