#include "app/session.h"
#include "model/dataset/cache.h" // allowed
