#pragma once

#include <functional>
#include <optional>

#include <QAbstractListModel>
#include <QCache>
#include <QHash>

#include "app/pages/data/folder_check.h"
#include "app/pages/data/loaded_picture.h"
#include "app/sessions/background.h"

namespace wasserfarbe {

/// The pictures of a folder for two walls: Qt::DecorationRole as they are, SeenRole as the network sees them.
/// Only what `want` names is loaded, on threads of its own; the newest of it is kept, up to a bound. Shows
/// all pictures, or those with one finding. GUI thread only, nothing blocks; the destructor waits for the
/// pictures at work.
class PictureModel : public QAbstractListModel {
    Q_OBJECT
public:
    enum Role { SeenRole = Qt::UserRole, FileRole };

    /// As `loadPicture`; any thread. Tests give their own.
    using Load = std::function<LoadedPicture(const PictureSource& source, const SeenOptions& options)>;

    explicit PictureModel(Load load = loadPicture, QObject* parent = nullptr);

    /// Other files: forgets all that was known, and shows all of them.
    void setScan(SharedScan scan);
    /// What the check found out about them; null: nothing yet.
    void setCheck(SharedCheck check);
    /// Pictures that don't take part are shown faintly.
    void setCounts(SharedCounts counts);
    /// Shows the files with this finding alone; nothing: all files.
    void setShownKind(const std::optional<Finding>& kind);
    const std::optional<Finding>& shownKind() const { return kind_; }
    void setSeenOptions(const SeenOptions& options);
    void setCropPlaces(const CropPlaces& places);

    /// The rows on the screen, both included; a margin around them is loaded as well.
    void want(int first, int last);
    const std::filesystem::path& file(int row) const { return fileAt(fileOf(row)); }
    /// Its name in reports and crop places.
    std::string name(int row) const;
    bool isUsable(int row) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;

Q_SIGNALS:
    /// A file that turned out to be unusable when it was decoded, and why.
    void troubleFound(const std::filesystem::path& file, const Reason& reason);

private:
    struct Kept {
        LoadedPicture loaded;
        SeenOptions options;            ///< that `seen` was made with
        std::optional<CropPlace> place; ///< that it was cropped with
    };

    // A file is a place in the scan, a row one in the model.
    int fileOf(int row) const { return kind_ ? shown_[static_cast<std::size_t>(row)] : row; }
    int rowOf(int file) const; ///< -1: not shown
    const std::filesystem::path& fileAt(int file) const {
        return scan_->files[static_cast<std::size_t>(file)];
    }
    std::vector<std::int32_t> filesOf(Finding kind) const;
    void load(int file);
    void take(int file, const Kept& result);
    void keepVisible(int cost);
    void request();
    void repaint();
    bool isMissing(int file) const;
    std::optional<CropPlace> placeOf(int file) const;
    const PreparedPicture* report(int file) const;
    bool isBroken(int file) const;
    QString trouble(int file) const;
    bool isLeftOut(int file) const;
    QString sizeLine(int file) const;
    QString toolTip(int file) const;

    Load load_;
    SharedScan scan_;
    SharedCheck check_;
    SharedCounts counts_;
    std::optional<Finding> kind_;
    std::vector<std::int32_t> shown_; ///< the files of that kind, ascending
    SeenOptions options_;
    CropPlaces places_;
    int first_ = 0;
    int last_ = -1;
    QCache<int, Kept> kept_; ///< by file
    int largest_ = 0;        ///< cost of the largest picture so far, in kilobytes
    QHash<int, QString> troubles_;
    Background loading_; ///< last: its answers go to the others
};

} // namespace wasserfarbe
