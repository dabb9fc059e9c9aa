#pragma once

#include <string_view>

#include <QString>

#include "model/types/field_table.h"

namespace wasserfarbe {

// What a person reads of a hyper-parameter, translated.

QString fieldLabel(const Field& field);
QString fieldHelp(const Field& field);
/// Help, range and key, as rich text.
QString fieldToolTip(const Field& field);
/// @param group  a field's own
QString groupTitle(const char* group);
/// @param count  the number that it stands after
QString unitText(const Field& field, int count = 2);
/// A number comes back as it is.
QString choiceText(std::string_view choice);
/// A value as a person reads it: "0.0002", "on", "64 px", "1 epoch".
QString settingText(const Field& field, const FieldValue& value);
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
