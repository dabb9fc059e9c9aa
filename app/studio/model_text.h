#pragma once

#include <filesystem>
#include <string_view>
#include <vector>

#include <QString>
#include <QStringList>

#include "model/weights/model_formats.h"
#include "model/weights/model_info.h"

namespace wasserfarbe {

// A model file in a person's words, translated.

/// The run that a run folder or one of its checkpoints belongs to; the file's own name otherwise.
QString modelName(const std::filesystem::path& path);

/// The proper name of a format: "PyTorch".
QString formatTitle(ModelFormat format);

/// What was read: "PyTorch", "PyTorch before 1.6", "safetensors".
QString modelFormatText(WeightsFormat format);

/// For a QFileDialog that opens a model file.
QStringList modelFileFilters();
/// "*.pt *.pth *.ckpt"
QString endingPatterns(const std::vector<std::string_view>& endings);

/// What networks it holds, in a sentence: "A generator of 64 × 64 pixel images from 100 numbers, batch norm;
/// and its critic."
QString modelText(const ModelInfo& info);

} // namespace wasserfarbe
