#include "model/types/field.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "model/types/error.h"
#include "model/types/unhandled_value.h"

namespace wasserfarbe {
namespace {

Error out_of_range(const Field& field, const std::string& value) {
    return {ErrorKind::Usage,
            std::string(field.key) + ": " + value + " is out of range; allowed: " + field.range_text()};
}

Error wrong_type(const Field& field, std::string_view value, std::string_view expected) {
    return {ErrorKind::Usage, std::string(field.key) + ": '" + std::string(value) + "' is not " +
                                  std::string(expected) + "; allowed: " + field.range_text()};
}

template <typename Number>
bool parse_number(std::string_view text, Number& number) {
    const char* end = text.data() + text.size();
    const auto result = std::from_chars(text.data(), end, number);
    return result.ec == std::errc{} && result.ptr == end && !text.empty();
}

/// @throws Error (Usage) where the value is of another type
template <typename T>
const T& require_type(const Field& field, const FieldValue& value, std::string_view expected) {
    if (const T* const found = std::get_if<T>(&value))
        return *found;
    throw wrong_type(field, to_text(value), expected);
}

} // namespace

FieldType Field::type() const {
    return std::visit(
        []<typename T>(T TrainingConfig::*) {
            if constexpr (std::is_enum_v<T>)
                return FieldType::Choice;
            else if constexpr (std::is_same_v<T, Color>)
                return FieldType::Color;
            else if constexpr (std::is_same_v<T, bool>)
                return FieldType::Boolean;
            else if constexpr (std::is_same_v<T, int>)
                return FieldType::Integer;
            else
                return FieldType::Real;
        },
        member);
}

FieldValue Field::get(const TrainingConfig& config) const {
    return std::visit(
        [&]<typename T>(T TrainingConfig::*pointer) -> FieldValue {
            if constexpr (std::is_enum_v<T>)
                return std::string(choices.at(static_cast<std::size_t>(config.*pointer)));
            else if constexpr (std::is_same_v<T, Color>)
                return color_text(config.*pointer);
            else if constexpr (std::is_same_v<T, int>)
                return static_cast<std::int64_t>(config.*pointer);
            else
                return config.*pointer;
        },
        member);
}

void Field::set(TrainingConfig& config, const FieldValue& value) const {
    const std::string text = to_text(value);
    const bool named = choices.empty() || std::find(choices.begin(), choices.end(), text) != choices.end();
    const auto check_range = [&](double number) {
        if (!(number >= minimum && number <= maximum) || !named)
            throw out_of_range(*this, text);
    };
    std::visit(
        [&]<typename T>(T TrainingConfig::*pointer) {
            if constexpr (std::is_enum_v<T>) {
                const auto& name = require_type<std::string>(*this, value, "a choice");
                if (!named)
                    throw wrong_type(*this, text, "a choice");
                const auto found = std::find(choices.begin(), choices.end(), name);
                config.*pointer = static_cast<T>(found - choices.begin());
            } else if constexpr (std::is_same_v<T, Color>) {
                const auto color = parse_color(require_type<std::string>(*this, value, "a colour"));
                if (!color)
                    throw wrong_type(*this, text, "a colour");
                config.*pointer = *color;
            } else if constexpr (std::is_same_v<T, bool>) {
                config.*pointer = require_type<bool>(*this, value, "true or false");
            } else if constexpr (std::is_same_v<T, int>) {
                const auto number = require_type<std::int64_t>(*this, value, "a whole number");
                check_range(static_cast<double>(number));
                config.*pointer = static_cast<int>(number);
            } else {
                const auto* whole = std::get_if<std::int64_t>(&value);
                const double number =
                    whole ? static_cast<double>(*whole) : require_type<double>(*this, value, "a number");
                check_range(number);
                config.*pointer = number;
            }
        },
        member);
}

FieldValue Field::parse(std::string_view text) const {
    switch (type()) {
    case FieldType::Integer:
        if (std::int64_t number = 0; parse_number(text, number))
            return number;
        throw wrong_type(*this, text, "a whole number");
    case FieldType::Real:
        if (double number = 0; parse_number(text, number) && std::isfinite(number))
            return number;
        throw wrong_type(*this, text, "a number");
    case FieldType::Boolean:
        if (text == "true" || text == "false")
            return text == "true";
        throw wrong_type(*this, text, "true or false");
    case FieldType::Choice:
    case FieldType::Color:
        return std::string(text);
    }
    unhandled_value();
}

std::string Field::range_text() const {
    if (type() == FieldType::Boolean)
        return "true, false";
    if (type() == FieldType::Color)
        return "#000000 to #ffffff";
    if (choices.empty() && type() == FieldType::Integer)
        return to_text(static_cast<std::int64_t>(minimum)) + " to " +
               to_text(static_cast<std::int64_t>(maximum));
    if (choices.empty())
        return to_text(minimum) + " to " + to_text(maximum);
    std::string text;
    for (const std::string_view choice : choices)
        text.append(text.empty() ? "" : ", ").append(choice);
    return text;
}

std::string to_text(const FieldValue& value) {
    return std::visit(
        []<typename T>(const T& v) -> std::string {
            if constexpr (std::is_same_v<T, std::string>) {
                return v;
            } else if constexpr (std::is_same_v<T, bool>) {
                return v ? "true" : "false";
            } else if constexpr (std::is_same_v<T, double>) {
                const double size = std::abs(v);
                const bool plain = v == 0 || (size >= 1e-5 && size < 1e9); // 0.0002 reads better than 2e-04
                std::array<char, 64> buffer{};
                const auto result =
                    std::to_chars(buffer.data(), buffer.data() + buffer.size(), v,
                                  plain ? std::chars_format::fixed : std::chars_format::scientific);
                return {buffer.data(), result.ptr};
            } else {
                return std::to_string(v);
            }
        },
        value);
}

} // namespace wasserfarbe
