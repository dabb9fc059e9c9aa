#pragma once

#include <QAbstractListModel>
#include <QCache>
#include <QHash>

#include "app/pages/data/folder_reader.h"
#include "app/pages/data/picture_loader.h"

namespace wasserfarbe {

/// The pictures of a folder for two walls: Qt::DecorationRole as they are, SeenRole as the network sees them.
/// Only what `want` names is loaded; the newest of it is kept, up to a bound. GUI thread only.
class PictureModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SeenRole = Qt::UserRole, FileRole };

    explicit PictureModel(PictureLoader::Load load = loadPicture, QObject* parent = nullptr);

    void setScan(SharedScan scan);
    void setLook(const PictureLook& look);
    /// The rows on the screen, both included; a margin around them is loaded as well.
    void want(int first, int last);
    const std::filesystem::path& file(int row) const { return scan_->files[static_cast<std::size_t>(row)]; }

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// A file that turned out to be unusable when it was decoded, with the engine's reason.
    void troubleFound(const std::filesystem::path& file, const std::string& reason);

private:
    struct Kept {
        LoadedPicture loaded;
        std::uint64_t look = 0; ///< which look `seen` shows
    };

    void take(const std::vector<PictureLoader::Result>& results);
    void takeOne(const PictureLoader::Result& result);
    void keepVisible(int cost);
    void request();
    bool isMissing(int row) const;
    QString shownPath(int row) const;
    QString toolTip(int row) const;

    SharedScan scan_;
    PictureLook look_;
    std::uint64_t lookNumber_ = 1;
    std::uint64_t firstRequest_ = 0; ///< results of earlier ones belong to other files
    std::uint64_t firstOfLook_ = 0;  ///< results of earlier ones show another look
    int first_ = 0;
    int last_ = -1;
    QCache<int, Kept> kept_;
    int largest_ = 0; ///< cost of the largest picture so far, in kilobytes
    QHash<int, QString> troubles_;
    PictureLoader loader_;
};

} // namespace wasserfarbe
