#pragma once

#include <span>
#include <string_view>

#include <QString>

#include "model/types/field_table.h"

namespace wasserfarbe {

/// What a person reads of a hyper-parameter; English, the source of the translations in context "Field".
struct FieldText {
    std::string_view key;
    const char* label;
    const char* help; ///< the field table's own
};

/// One for each field of the table.
std::span<const FieldText> fieldTexts();

// Translated. A key, group, unit or choice that is not known comes back as it is.
QString fieldLabel(std::string_view key);
QString fieldHelp(const Field& field);
/// Help, range and key, as rich text.
QString fieldToolTip(const Field& field);
QString groupTitle(std::string_view group);
/// @param count  the number that it stands after
QString unitText(std::string_view unit, int count = 2);
QString choiceText(std::string_view choice);
QString presetTitle(Preset preset);
/// One line.
QString presetDescription(Preset preset);
/// What `check_config` has against these settings, in a person's words; empty: nothing.
QString conflictText(const TrainingConfig& config);
/// Why batch norm in the critic is there but not advised; empty without it.
QString criticNormWarning(const TrainingConfig& config);
/// The settings in one line.
QString configSummary(const TrainingConfig& config, Preset preset);

} // namespace wasserfarbe
