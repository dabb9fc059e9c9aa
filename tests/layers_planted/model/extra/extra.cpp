#include <vector> // allowed
