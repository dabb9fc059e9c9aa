#include "model/types/error.h"

namespace wasserfarbe {

Error::Error(ErrorKind kind, std::filesystem::path path, std::string detail)
    : std::runtime_error(path.empty() ? detail : path.string() + ": " + detail),
      kind_(kind),
      path_(std::move(path)),
      detail_(std::move(detail)) {}

} // namespace wasserfarbe
