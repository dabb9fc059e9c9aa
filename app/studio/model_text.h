#pragma once

#include <filesystem>

#include <QString>

#include "model/weights/model_file.h"

namespace wasserfarbe {

// A model file in a person's words, translated.

/// The run that a run folder or one of its checkpoints belongs to; the file's own name otherwise.
QString modelName(const std::filesystem::path& path);

/// "PyTorch", "PyTorch before 1.6", "safetensors".
QString modelFormatText(WeightsFormat format);

/// What networks it holds, in a sentence: "A generator of 64 × 64 pixel images from 100 numbers, batch norm;
/// and its critic."
QString modelText(const ModelInfo& info);

} // namespace wasserfarbe
