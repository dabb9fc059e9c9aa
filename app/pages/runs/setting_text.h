#pragma once

#include <QString>

#include "model/types/field_table.h"

namespace wasserfarbe {

/// The value of a setting as a person reads it: "0.0002", "on", "64 px"; translated.
QString settingText(const Field& field, const FieldValue& value);

} // namespace wasserfarbe
