#pragma once

#include <filesystem>

#include "app/sessions/latent_renderer.h"

namespace wasserfarbe {

/// The run that a run's folder or one of its checkpoints belongs to; any other path as it is. Looks at the
/// path alone, not at the disk.
std::filesystem::path runOfModel(const std::filesystem::path& path);

/// Both are of one run, or the same file.
bool isSameModel(const ModelSource& a, const ModelSource& b);

/// The file that is nearest to these weights and exists: the run's checkpoint of that epoch and step, or the
/// run itself, for its newest one; else the path as it is. Blocks on the disk; any thread.
std::filesystem::path locateModel(const ModelSource& source);

} // namespace wasserfarbe
