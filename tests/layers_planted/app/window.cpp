#include "app/session.h"
#include "model/dataset/cache.h" // allowed
#include <opencv2/core.hpp>
