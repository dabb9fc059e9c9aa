#pragma once

#include <array>
#include <filesystem>

#include <QCache>
#include <QImage>
#include <QObject>

#include "app/sessions/background.h"
#include "model/types/error.h"
#include "widgets/training/preview_pane.h"

namespace wasserfarbe {

/// Reads previews for the two sides of the pane, each side on a thread of its own; the newest request of a
/// side wins. A preview read lately is there at once. GUI thread only.
class PreviewLoader : public QObject {
    Q_OBJECT
public:
    explicit PreviewLoader(QObject* parent = nullptr);

    /// `loaded` or `failed` follows: within the call where it is known.
    void request(PreviewPane::Side side, const std::filesystem::path& path);
    /// The file is another one now.
    void forget(const std::filesystem::path& path);
    void forgetAll();

Q_SIGNALS:
    void loaded(wasserfarbe::PreviewPane::Side side, const std::filesystem::path& path, const QImage& image);
    void failed(wasserfarbe::PreviewPane::Side side, const wasserfarbe::Error& error);

private:
    Background loadingOf(PreviewPane::Side side);

    QCache<QString, QImage> cache_;     ///< cost in kilobytes
    std::array<Background, 2> loading_; ///< last: their answers go to the others
};

} // namespace wasserfarbe
