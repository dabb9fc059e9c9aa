#pragma once

#include <string_view>

namespace wasserfarbe {

/// "Wasserfarbe 1.2.3": what files name as the software that wrote them.
std::string_view software_name();

} // namespace wasserfarbe
