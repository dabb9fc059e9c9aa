#pragma once

#include <filesystem>
#include <functional>
#include <stop_token>
#include <vector>

#include "app/studio/latent_point.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// A kept image and its file.
struct Keeper {
    LatentPoint point;
    std::filesystem::path file;
};

// Everything here blocks on the disk. Any thread.

/// The PNG itself, with its place in latent space. Creates the folder. @throws Error
void writeKeeper(const Keeper& keeper);
/// @throws Error (Data, Model, Disk), naming the file
Keeper readKeeper(const std::filesystem::path& file);
/// Into the trash; deleted where there is none. @throws Error (Disk)
void discardKeeper(const std::filesystem::path& file);

/// The names in the order that a person gave them. @throws Error (Disk)
void writeKeeperOrder(const std::filesystem::path& folder, const std::vector<std::filesystem::path>& files);
/// All keepers of a folder in that order; keepers that it does not name follow by their names. A folder that
/// does not exist has none.
/// @param damaged  is told of each file that is left out
std::vector<Keeper> readKeepers(const std::filesystem::path& folder,
                                const std::function<void(const Error&)>& damaged,
                                const std::stop_token& stop);

} // namespace wasserfarbe
