#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "model/types/training_config.h"

namespace wasserfarbe {

enum class FieldType { Integer, Real, Boolean, Choice, Color };

/// A value of a field: the alternative follows from the field's type; a choice is its name, a
/// colour "#rrggbb".
using FieldValue = std::variant<std::int64_t, double, bool, std::string>;

/// One hyper-parameter, declared once: every form, command line and file is generated from this.
/// Label, group, unit and help are texts in context "Field".
struct Field {
    using Member =
        std::variant<int TrainingConfig::*, double TrainingConfig::*, bool TrainingConfig::*,
                     Norm TrainingConfig::*, Bias TrainingConfig::*, Initialization TrainingConfig::*,
                     Fit TrainingConfig::*, Color TrainingConfig::*>;

    std::string_view key; ///< as in `--set KEY=VALUE` and run.json
    const char* label;    ///< what a form calls it
    const char* group;    ///< the heading it stands under in a form
    const char* unit;     ///< a counted text; empty where it has none
    const char* help;     ///< one or two sentences for a newcomer
    Member member;
    double minimum = 0.0;                    ///< for numbers, inclusive
    double maximum = 0.0;                    ///< for numbers, inclusive
    bool advanced = false;                   ///< most people leave it alone
    std::vector<std::string_view> choices{}; ///< allowed values by name; empty where the range alone decides

    FieldType type() const;
    bool has_unit() const { return *unit != '\0'; }
    FieldValue get(const TrainingConfig& config) const;
    /// @throws Error (Usage), naming the key, where the value has the wrong type or is out of range.
    void set(TrainingConfig& config, const FieldValue& value) const;
    /// Reads the value from text, as `--set` gives it. @throws Error (Usage) as `set`.
    FieldValue parse(std::string_view text) const;
    /// "16, 32, 64", "0 to 1" or "true, false": for help texts and error messages.
    std::string range_text() const;
};

/// The value as a person would write it; `Field::parse` reads back the same value.
std::string to_text(const FieldValue& value);

} // namespace wasserfarbe
