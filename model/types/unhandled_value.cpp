#include "model/types/unhandled_value.h"

#include <string>

#include "model/types/error.h"

namespace wasserfarbe {

void unhandled_value(const char* function) {
    throw Error(ErrorKind::Internal, std::string("a value that is not handled in ") + function);
}

} // namespace wasserfarbe
