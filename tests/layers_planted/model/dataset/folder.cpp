#include "../run/run.h"
#include "model/types/image.h" // allowed
#include <QImage>
#include <opencv2/core.hpp> // allowed
#include <torch/torch.h>
