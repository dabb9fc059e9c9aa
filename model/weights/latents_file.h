#pragma once

#include <filesystem>

#include "model/latent/latents.h"

namespace wasserfarbe {

/// Reads latents: one float tensor `z` of shape [n, latent_size], n at least 1.
/// @throws Error (Model), naming the file and the shape it has
Latents read_latents(const std::filesystem::path& path, int latent_size);

/// Writes them the same way. @throws Error (Disk)
void write_latents(const std::filesystem::path& path, const Latents& latents);

} // namespace wasserfarbe
