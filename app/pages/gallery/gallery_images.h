#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "app/pages/gallery/gallery_model.h"
#include "app/sessions/background.h"
#include "app/sessions/latent_session.h"
#include "app/studio/export_source.h"
#include "app/studio/latent_point.h"
#include "app/studio/training_follower.h"

namespace wasserfarbe {

class Studio;

/// What the gallery shows without its widgets: the model, the latents of a seed, and the images that are
/// rendered as they come into view. GUI thread only; nothing blocks.
class GalleryImages : public QObject {
    Q_OBJECT
public:
    explicit GalleryImages(Studio& studio, QObject* parent = nullptr);

    /// @param quiet  a failure is not told, since no person asked for it
    void open(const std::filesystem::path& path, Weights weights, bool quiet = false);
    /// Takes the training's newest averaged weights, and renews them after each epoch while `active`.
    void followTraining();
    void setActive(bool active) { follower_.setActive(active); }
    bool isOpening() const { return opening_; }
    const std::optional<ModelSource>& source() const { return session_.source(); }
    int imageSize() const { return session_.imageSize(); }

    void setSeries(std::uint64_t seed, int count);

    /// The model's rows have latents, so the functions below have something to give.
    bool hasLatents() const;
    GalleryModel& model() { return model_; }
    /// Renders what is missing of these rows (both included) and some around them.
    void want(int first, int last);
    /// Renders this row before everything else, and then its neighbours.
    void wantFirst(int row);
    /// Calls `then` as soon as the images of these rows are there; the newest call wins, and
    /// another seed or model, or fewer images, end it.
    void withImages(const std::vector<int>& rows, std::function<void()> then);

    /// @pre hasLatents(). With its image, where that is there.
    LatentPoint point(int row) const;
    /// "seed 3, image 12", in English, for files.
    std::string description(int row) const;
    /// @param rows  ascending; empty: all
    ExportImages exportOf(const std::vector<int>& rows) const;

    void setLiveRenderer(TrainingFollower::LiveRenderer renderer) {
        follower_.setLiveRenderer(std::move(renderer));
    }

Q_SIGNALS:
    /// Other weights, or a model is being opened, or it could not be.
    void sourceChanged();
    /// The latents of the series are there.
    void seriesChanged();
    void imageArrived(int row);
    void failed(const wasserfarbe::Error& error);

private:
    /// The session's channels, the most urgent first.
    enum Channel { Large, Action, Wall, Channels };

    void takeModel();
    void takeImages(const RenderedImages& images);
    void takeFailure(const Error& error);
    void drawRows();
    void takeRows();
    void forgetRequests();
    void request(Channel channel, const std::vector<int>& rows);

    struct Request {
        std::uint64_t number = 0;
        std::vector<int> rows; ///< of the model, by row of the request
    };

    TrainingFollower follower_;
    LatentSession session_;
    GalleryModel model_;
    std::shared_ptr<const Latents> rows_; ///< drawn last; null before, and without a model
    std::uint64_t rowsSeed_ = 0;          ///< theirs
    std::optional<ModelSource> shown_;    ///< whose images the model has
    std::uint64_t seed_ = 1;
    int count_ = 100;
    Request requests_[Channels];
    std::function<void()> then_;
    int first_ = 0; ///< the rows in view
    int last_ = -1;
    bool opening_ = false;
    bool quiet_ = false;
    /// Draws latents, since thousands take a while. Last: its answers go to the others.
    Background background_;
};

} // namespace wasserfarbe
