#include "model/types/version.h"

namespace wasserfarbe {

std::string_view software_name() {
    return "Wasserfarbe " WASSERFARBE_VERSION;
}

} // namespace wasserfarbe
