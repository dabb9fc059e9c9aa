#include "model/types/device.h"

#include <charconv>

#include "model/types/error.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {

Device Device::parse(std::string_view text) {
    if (text == "auto")
        return {};
    if (text == "cpu")
        return {Kind::Cpu, 0};
    if (text == "cuda")
        return {Kind::Cuda, 0};
    constexpr std::string_view prefix = "cuda:";
    if (text.starts_with(prefix)) {
        const std::string_view digits = text.substr(prefix.size());
        int index = 0;
        const auto [end, status] = std::from_chars(digits.data(), digits.data() + digits.size(), index);
        if (status == std::errc{} && end == digits.data() + digits.size() && index >= 0)
            return {Kind::Cuda, index};
    }
    throw Error(ErrorKind::Usage, "device: '" + std::string(text) + "' is not auto, cpu, cuda or cuda:N");
}

std::string Device::name() const {
    switch (kind) {
    case Kind::Auto:
        return "auto";
    case Kind::Cpu:
        return "cpu";
    case Kind::Cuda:
        return "cuda:" + std::to_string(index);
    }
    unhandled_value();
}

} // namespace wasserfarbe
