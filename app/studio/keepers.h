#pragma once

#include <filesystem>
#include <functional>
#include <vector>

#include <QObject>

#include "app/sessions/background.h"
#include "app/studio/latent_point.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// A kept image and its file.
struct Keeper {
    LatentPoint point;
    std::filesystem::path file;
};

/// The PNG itself, with its place in latent space. Creates the folder. Blocks on the disk; any thread.
/// @throws Error
void writeKeeper(const Keeper& keeper);
/// Blocks on the disk; any thread. @throws Error (Data, Model, Disk), naming the file
Keeper readKeeper(const std::filesystem::path& file);

/// The images that a person kept, each a PNG in a folder of the studio's own whose text chunks hold its place
/// in latent space. They outlive the runs. GUI thread only; files are read and written on a thread of its
/// own.
class Keepers : public QObject {
    Q_OBJECT
public:
    explicit Keepers(std::filesystem::path folder, QObject* parent = nullptr);

    int count() const { return static_cast<int>(list_.size()); }
    const LatentPoint& at(int index) const { return list_.at(static_cast<std::size_t>(index)).point; }
    /// The PNG; it may not be written yet.
    const std::filesystem::path& file(int index) const {
        return list_.at(static_cast<std::size_t>(index)).file;
    }
    void add(const LatentPoint& point);
    /// Moves the PNG to the trash, or deletes it where there is none.
    void remove(int index);
    void move(int from, int to);

Q_SIGNALS:
    void loaded();
    void added(int index);
    void removed(int index);
    void moved(int from, int to);
    void failed(const wasserfarbe::Error& error);

private:
    void finishLoading(std::vector<Keeper> read, const std::vector<Error>& damaged);
    void write(std::function<void()> work);
    void writeOrder();

    const std::filesystem::path folder_;
    std::vector<Keeper> list_;
    bool loaded_ = false; ///< until then, the order on the disk is not ours to write
    int added_ = 0;
    Background background_; ///< last: writes what is left before the rest goes
};

} // namespace wasserfarbe
