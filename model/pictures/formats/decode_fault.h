#pragma once

#include <utility>

#include "model/types/error.h"
#include "model/types/finding.h"

namespace wasserfarbe {

/// Why a picture can't be used, with the finding that it is.
class PictureFault : public Error {
public:
    PictureFault(Finding finding, ErrorCode code, ReasonArguments arguments = {}, int system_error = 0)
        : Error(Reason{code, std::move(arguments), system_error}), finding_(finding) {}

    Finding finding() const noexcept { return finding_; }

private:
    Finding finding_;
};

} // namespace wasserfarbe
