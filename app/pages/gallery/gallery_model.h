#pragma once

#include <cstdint>
#include <vector>

#include <QAbstractListModel>
#include <QCache>
#include <QImage>

namespace wasserfarbe {

/// The images of a seed, as many as wanted. Holds the images seen last, within a bound; others are rendered
/// again when they come into view. GUI thread only.
class GalleryModel : public QAbstractListModel {
    Q_OBJECT
public:
    /// @param cacheBytes  of pixels that are kept at most
    explicit GalleryModel(qsizetype cacheBytes = 128'000'000, QObject* parent = nullptr);

    /// Other images altogether.
    void setSeries(std::uint64_t seed, int count);
    std::uint64_t seed() const { return seed_; }
    int count() const { return count_; }
    /// The same latents through other weights: an image stays until it is rendered anew.
    void markStale() { ++generation_; }
    /// Forgets all images.
    void clear();

    /// Makes room for so many images of this size, whatever the bound.
    void reserve(int images, int imageSize);
    /// Whether so many fit within the bound.
    bool hasRoomFor(int images, int imageSize) const;
    void setImage(int row, const QImage& image);
    /// Null where it is not there; may be of the weights before.
    QImage image(int row) const;
    bool isFresh(int row) const;
    /// Which of `rows` are to be rendered, in the same order.
    std::vector<int> missing(const std::vector<int>& rows) const;

    int rowCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
    Qt::ItemFlags flags(const QModelIndex& index) const override;
    /// The texts are in another language.
    void retranslate();

private:
    struct Rendered {
        QImage image;
        int generation = 0;
    };

    const qsizetype bound_;
    std::uint64_t seed_ = 0;
    int count_ = 0;
    int generation_ = 0; ///< of the weights
    QCache<int, Rendered> images_;
};

} // namespace wasserfarbe
