#include "model/run/epoch_name.h"

#include <array>
#include <charconv>
#include <cstdio>

namespace wasserfarbe {

std::string format_epoch_name(const EpochName& name, std::string_view ending) {
    std::array<char, 64> text{};
    if (name.step)
        std::snprintf(text.data(), text.size(), "epoch-%06d-step-%09lld", name.epoch,
                      static_cast<long long>(*name.step));
    else
        std::snprintf(text.data(), text.size(), "epoch-%06d", name.epoch);
    return text.data() + std::string(ending);
}

std::optional<EpochName> parse_epoch_name(const std::filesystem::path& path, std::string_view ending) {
    if (path.extension() != ending)
        return {};
    EpochName name;
    const std::string stem = path.stem().string();
    std::string_view rest = stem;
    const auto read = [&](std::string_view prefix, auto& value) {
        if (!rest.starts_with(prefix))
            return false;
        rest.remove_prefix(prefix.size());
        const auto result = std::from_chars(rest.data(), rest.data() + rest.size(), value);
        rest.remove_prefix(static_cast<std::size_t>(result.ptr - rest.data()));
        return result.ec == std::errc{} && value >= 0;
    };
    if (!read("epoch-", name.epoch))
        return {};
    if (!rest.empty() && !read("-step-", name.step.emplace()))
        return {};
    return path.filename() == format_epoch_name(name, ending) ? std::optional(name) : std::nullopt;
}

} // namespace wasserfarbe
