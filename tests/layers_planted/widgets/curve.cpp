#include <qcustomplot.h> // allowed

#include "model/dataset/cache.h"
#include "model/types/image.h" // allowed
