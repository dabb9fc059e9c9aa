#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/types/device.h"
#include "model/types/error.h"
#include "model/types/field_table.h"

namespace wasserfarbe {

nlohmann::ordered_json to_json(const FieldValue& value);
/// For `Field::set`, which checks type and range. @throws Error (Model) for what is no value at all
FieldValue value_from_json(const Field& field, const nlohmann::ordered_json& json);

/// Every field by its key.
nlohmann::ordered_json config_to_json(const TrainingConfig& config);

/// A field that is missing gets its default of `quick`: it came with a later version than the file. But where
/// `held_out` is missing it is 0, as every picture was trained on then; `fit_pad_value`, the grey level that
/// `pad_color` took the place of, is understood.
/// @throws Error (Model) for what is no object, a key that does not exist or a value out of range
TrainingConfig config_from_json(const nlohmann::ordered_json& json);

/// As Device::parse, for the text of a file. @throws Error (Model)
Device device_from_text(const std::string& text);

/// Reads what this program wrote: refuses what is far larger or deeper than that before it costs time or
/// stack.
/// @throws Error (Model), saying what is wrong with `what`
nlohmann::ordered_json parse_json(std::string_view text, const std::string& what);

/// Whether `get<T>` gives the value itself: nlohmann's own converts between numbers without looking at their
/// range.
template <typename T>
bool holds(const nlohmann::ordered_json& value) {
    if constexpr (std::is_same_v<T, bool>)
        return value.is_boolean();
    else if constexpr (std::is_floating_point_v<T>)
        return value.is_number();
    else if constexpr (!std::is_integral_v<T>)
        return true; // `get` itself throws
    else if (value.is_number_unsigned())
        return std::in_range<T>(value.get<std::uint64_t>());
    else
        return value.is_number_integer() && std::in_range<T>(value.get<std::int64_t>());
}

/// A member of a JSON object of an expected type. @throws Error (Model), naming the key
template <typename T>
T json_value(const nlohmann::ordered_json& object, const std::string& key) {
    try {
        if (const nlohmann::ordered_json& value = object.at(key); holds<T>(value))
            return value.get<T>();
    } catch (const nlohmann::json::exception&) { // as below
    }
    throw Error(ErrorKind::Model, "'" + key + "' is missing or has the wrong type");
}

/// A member that is a list. @throws Error (Model), naming the key
inline nlohmann::ordered_json json_list(const nlohmann::ordered_json& object, const std::string& key) {
    auto list = json_value<nlohmann::ordered_json>(object, key);
    if (!list.is_array())
        throw Error(ErrorKind::Model, "'" + key + "' is no list");
    return list;
}

} // namespace wasserfarbe
