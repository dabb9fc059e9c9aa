#pragma once

#include <filesystem>

#include <QString>

namespace wasserfarbe {

/// Between the engine's paths and Qt's, byte by byte (also names that are no text).
QString toQString(const std::filesystem::path& path);
std::filesystem::path toPath(const QString& path);

} // namespace wasserfarbe
