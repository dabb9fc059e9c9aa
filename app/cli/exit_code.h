#pragma once

#include "model/types/error_table.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe::cli {

/// As the program's help says.
enum ExitCode { kDone = 0, kFailed = 1, kUsage = 2, kData = 3, kModel = 4 };

inline ExitCode exit_code(ErrorKind kind) {
    switch (kind) {
    case ErrorKind::Usage:
        return kUsage;
    case ErrorKind::Data:
        return kData;
    case ErrorKind::Model:
        return kModel;
    case ErrorKind::Disk:
    case ErrorKind::Memory:
    case ErrorKind::Device:
    case ErrorKind::Diverged:
    case ErrorKind::Internal:
        return kFailed;
    }
    unhandled_value();
}

} // namespace wasserfarbe::cli
