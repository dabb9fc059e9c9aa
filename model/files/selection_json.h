#pragma once

#include <nlohmann/json.hpp>

#include "model/types/dataset_selection.h"

namespace wasserfarbe {

/// For run.json. Names are written as `escaped_name` does: they need not be UTF-8, JSON must be.
nlohmann::ordered_json selection_to_json(const DatasetSelection& selection);

/// @throws Error (Model) for what is no selection: an unknown kind, a place that is no number from 0 to 1
DatasetSelection selection_from_json(const nlohmann::ordered_json& json);

} // namespace wasserfarbe
