#include "model/types/error.h"

namespace wasserfarbe {

Error::Error(Reason reason, std::filesystem::path path)
    : std::runtime_error(path.empty() ? reason.text() : path.string() + ": " + reason.text()),
      reason_(std::move(reason)),
      path_(std::move(path)) {}

Error::Error(ErrorCode code, std::filesystem::path path, ReasonArguments arguments)
    : Error(Reason{code, std::move(arguments), 0}, std::move(path)) {}

Error::Error(ErrorKind kind, std::filesystem::path path, std::string detail, int system_error)
    : Error(Reason{kind == ErrorKind::Disk ? disk_code(system_error) : general_code(kind),
                   {std::move(detail)},
                   system_error},
            std::move(path)) {}

} // namespace wasserfarbe
