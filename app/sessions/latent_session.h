#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

#include <QObject>

#include "app/sessions/latent_renderer.h"
#include "model/types/error.h"

namespace wasserfarbe {

class LatentWorker;
struct LatentFailed;
struct LatentOpened;

/// The images of a request that are ready: `indices[i]` is the row of the request's latents that `images[i]`
/// shows.
struct RenderedImages {
    int channel = 0;
    std::uint64_t request = 0;
    ModelSource source; ///< the weights that made them
    std::vector<int> indices;
    std::vector<Image> images;
    bool complete = false; ///< nothing of this request is left
};

/// The GUI's side of making images: owns a thread with a generator of its own. Each page that explores has
/// one, so that no page waits for another. Everything here belongs to the GUI thread and returns at once; the
/// destructor asks the thread to end and joins (within one small batch, or when the model that it is just
/// opening is read).
///
/// Requests are latest-wins: a request replaces the one before on the same channel, rendered or not, and
/// images of a replaced request never arrive. A lower channel goes first, also in the midst of a larger one's
/// work: the cursor's image does not wait for the grid.
class LatentSession : public QObject {
    Q_OBJECT
public:
    explicit LatentSession(ModelOpener opener, QObject* parent = nullptr);
    ~LatentSession() override;

    /// Opens a model on the session's thread; `modelChanged` or `failed` follows. The newest call wins.
    /// @param file  of `path`, where it is open already
    void open(const std::filesystem::path& path, Weights weights, std::shared_ptr<const ModelFile> file = {});
    /// Goes on with other weights from the next batch on. What was rendered stays until it is requested
    /// again.
    void setRenderer(std::shared_ptr<LatentRenderer> renderer, const ModelSource& source);
    void close();
    /// An `open` has not been answered yet.
    bool isOpening() const { return opening_ != 0; }

    /// What requests are rendered with now; empty before the first `modelChanged`.
    const std::optional<ModelSource>& source() const { return source_; }
    /// 0 without a model.
    int latentSize() const { return renderer_ ? renderer_->latentSize() : 0; }
    int imageSize() const { return renderer_ ? renderer_->imageSize() : 0; }
    /// For an export on another thread: clone it there. Empty without a model.
    std::shared_ptr<const LatentRenderer> renderer() const { return renderer_; }

    /// @param latents  of the model's latent size
    /// @param order    the rows in the order in which they are wanted, coarse to fine; empty: as they stand
    /// @returns the request's number, above all earlier ones; 0 without a model
    std::uint64_t request(int channel, Latents latents, std::vector<int> order = {});
    void cancel(int channel);
    /// Something is still to be rendered.
    bool isBusy() const { return !requests_.empty(); }

Q_SIGNALS:
    void modelChanged();
    /// In the order in which they were made.
    void rendered(const wasserfarbe::RenderedImages& images);
    /// Opening or rendering failed; the model before, if any, stays.
    void failed(const wasserfarbe::Error& error);

protected:
    void customEvent(QEvent* event) override;

private:
    void tell(LatentOpened& opened);
    void tell(const RenderedImages& images);
    void tell(const LatentFailed& failure);
    void setModel(std::shared_ptr<LatentRenderer> next, const std::optional<ModelSource>& from);
    bool isNewest(int channel, std::uint64_t request) const;

    std::optional<ModelSource> source_;
    std::shared_ptr<LatentRenderer> renderer_;
    std::uint64_t lastNumber_ = 0;
    std::uint64_t opening_ = 0;             ///< the number of the opening that is waited for; 0: none
    std::map<int, std::uint64_t> requests_; ///< not complete yet, by channel
    bool telling_ = false;
    bool tellAgain_ = false;
    std::unique_ptr<LatentWorker> worker_; ///< last: its thread ends before the rest goes
};

} // namespace wasserfarbe
