#pragma once

#include <memory>
#include <string>
#include <vector>

#include <QTemporaryDir>
#include <QUrl>

#include "app/studio/latent_point.h"

namespace wasserfarbe {

struct DraggedImage {
    LatentPoint point;       ///< with its image
    std::string description; ///< of the latent, in English: it goes into the file
};

/// The PNGs that are dragged out to other programs, with their place in latent space in their text. They stay
/// until this goes, since a program may read them long after the drop. GUI thread only: they are few and
/// small.
class DragFiles {
public:
    /// How many of these it takes at most, so that a drag begins at once: at least one.
    static int limit(int imageSize);

    /// @param images  at most `limit`
    /// @throws Error (Disk)
    QList<QUrl> write(const std::vector<DraggedImage>& images);

private:
    std::unique_ptr<QTemporaryDir> folder_;
    int drags_ = 0;
};

} // namespace wasserfarbe
