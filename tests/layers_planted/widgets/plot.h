#pragma once

#include <qcustomplot.h>
