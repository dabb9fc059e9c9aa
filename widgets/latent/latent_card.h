#pragma once

#include <cstdint>
#include <optional>

#include <QFrame>
#include <QImage>

class QLabel;
class QSpinBox;

namespace wasserfarbe {

class ImageView;

/// One end of the way, A or B: its image and the seed that it comes from. A picture that is dropped on it is
/// handed on. Passive: setters do not emit. GUI thread only.
class LatentCard : public QFrame {
    Q_OBJECT
public:
    /// @param name  "A" or "B": also the end of its controls' object names
    explicit LatentCard(const QString& name, QWidget* parent = nullptr);

    /// The largest seed that can be typed.
    static constexpr std::uint64_t kLargestSeed = 999'999'999;

    void setImage(const QImage& image);
    const QImage& image() const;
    /// Nothing: the latent comes from no seed but from an image.
    void setSeed(std::optional<std::uint64_t> seed);
    std::optional<std::uint64_t> seed() const { return seed_; }

Q_SIGNALS:
    void seedChosen(quint64 seed);
    /// Another seed, whichever.
    void reseedRequested();
    /// The image was clicked: it wants to be seen.
    void shown();
    void menuRequested(QPoint globalPosition);
    /// A local PNG file was dropped here.
    void fileDropped(QString path);

protected:
    void dragEnterEvent(QDragEnterEvent* event) override;
    void dragLeaveEvent(QDragLeaveEvent* event) override;
    void dropEvent(QDropEvent* event) override;
    void paintEvent(QPaintEvent* event) override;

private:
    void showSeed();

    std::optional<std::uint64_t> seed_;
    bool dropHint_ = false;
    ImageView* view_;
    QLabel* origin_;
    QSpinBox* number_;
};

} // namespace wasserfarbe
