#pragma once

#include "model/types/error_table.h"

namespace wasserfarbe::cli {

/// As the program's help says.
enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kData = 3, kModel = 4 };

inline ExitCode exit_code(ErrorKind kind) {
    return kind == ErrorKind::Usage   ? kUsage
           : kind == ErrorKind::Data  ? kData
           : kind == ErrorKind::Model ? kModel
                                      : kFailed;
}

} // namespace wasserfarbe::cli
