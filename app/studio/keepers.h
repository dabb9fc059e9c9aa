#pragma once

#include <filesystem>
#include <memory>
#include <vector>

#include <QObject>

#include "app/studio/latent_point.h"
#include "model/types/error.h"

namespace wasserfarbe {

/// The images that a person kept, each a PNG in a folder of the studio's own whose text chunks hold its place
/// in latent space. They outlive the runs. GUI thread only; files are read and written on a thread of its
/// own.
class Keepers : public QObject {
    Q_OBJECT
public:
    explicit Keepers(std::filesystem::path folder, QObject* parent = nullptr);
    ~Keepers() override;

    int count() const;
    const LatentPoint& at(int index) const;
    /// The PNG; it may not be written yet.
    std::filesystem::path file(int index) const;
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
    class Private;
    std::unique_ptr<Private> d_;
};

} // namespace wasserfarbe
