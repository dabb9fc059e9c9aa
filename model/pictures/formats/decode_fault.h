#pragma once

#include <string>
#include <utility>

#include "model/types/error.h"
#include "model/types/finding.h"

namespace wasserfarbe {

/// Why a picture can't be used, with the finding that it is.
class PictureFault : public Error {
public:
    /// @param reason  one plain phrase
    PictureFault(Finding finding, std::string reason)
        : Error(ErrorKind::Data, std::move(reason)), finding_(finding) {}

    Finding finding() const noexcept { return finding_; }

private:
    Finding finding_;
};

} // namespace wasserfarbe
