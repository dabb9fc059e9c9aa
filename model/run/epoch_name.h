#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace wasserfarbe {

/// The place in a run that the name of a preview or checkpoint tells.
struct EpochName {
    int epoch = 0;                    ///< epochs completed
    std::optional<std::int64_t> step; ///< set for one within an epoch
};

/// `epoch-000012.png`, or `epoch-000012-step-000000750.png`.
/// @param ending  with its dot
std::string format_epoch_name(const EpochName& name, std::string_view ending);

/// The inverse: nothing for any other name.
std::optional<EpochName> parse_epoch_name(const std::filesystem::path& path, std::string_view ending);

} // namespace wasserfarbe
