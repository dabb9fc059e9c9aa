#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <stop_token>
#include <thread>
#include <variant>
#include <vector>

#include "app/sessions/latent_renderer.h"
#include "app/sessions/latent_session.h"
#include "app/sessions/mailbox.h"
#include "model/types/error.h"

namespace wasserfarbe {

struct LatentOpened {
    std::uint64_t number = 0;
    OpenedModel model; ///< empty where `error` is set
    std::optional<Error> error;
};

struct LatentFailed {
    int channel = 0;
    std::uint64_t request = 0;
    Error error;
};

/// What a LatentWorker has to tell, in the order in which it happened.
using LatentNews = std::vector<std::variant<LatentOpened, RenderedImages, LatentFailed>>;

/// A LatentSession's thread: opens models and renders what is asked for, the lowest channel first, a few
/// images at a time, so that something more urgent never waits long. The owner's thread builds, destroys and
/// asks it; no method waits for an image to be made or a model to be opened, but the destructor (for one
/// small batch or one model).
class LatentWorker {
public:
    /// @param wake  called on the worker's thread when there are news and the last were taken; may not wait
    LatentWorker(ModelOpener opener, std::function<void()> wake);

    LatentNews take() { return news_.take(); }

    /// Replaces an opening that has not begun. The answer has this number.
    void open(std::uint64_t number, std::filesystem::path path, Weights weights,
              std::shared_ptr<const ModelFile> file);
    void cancelOpening();
    /// Null: nothing is rendered any more.
    void setModel(std::shared_ptr<LatentRenderer> renderer, const ModelSource& source);

    /// @param order  rows of `latents`, each once
    void request(int channel, std::uint64_t number, Latents latents, std::vector<int> order);
    void cancel(int channel);
    void cancelAll();

private:
    struct Opening {
        std::uint64_t number = 0;
        std::filesystem::path path;
        Weights weights = Weights::Averaged;
        std::shared_ptr<const ModelFile> file;
    };
    struct Job {
        std::uint64_t request = 0;
        std::shared_ptr<const Latents> latents;
        std::vector<int> order;
        std::size_t done = 0; ///< of `order`
    };
    /// A part of a job that is being rendered, and with what.
    struct Chunk {
        int channel = 0;
        std::uint64_t request = 0;
        std::shared_ptr<const Latents> latents;
        std::vector<int> rows;
        std::shared_ptr<LatentRenderer> renderer;
        ModelSource source;
    };

    void work(const std::stop_token& stop);
    void openModel(const Opening& opening);
    Chunk nextChunk() const;
    void renderChunk(const Chunk& chunk, const std::stop_token& stop);
    bool isWanted(const Chunk& chunk) const;
    bool isMostUrgent(const Chunk& chunk, const std::stop_token& stop) const;
    void finishChunk(const Chunk& chunk, std::vector<Image> images);
    void failChunk(const Chunk& chunk, const Error& error);
    void adapt(std::size_t images, double milliseconds);
    template <typename Event>
    void tell(Event event);

    const ModelOpener opener_;
    const std::function<void()> wake_;
    Mailbox<LatentNews> news_;

    mutable std::mutex mutex_; ///< guards what follows
    std::condition_variable_any changed_;
    std::optional<Opening> opening_;
    std::shared_ptr<LatentRenderer> renderer_;
    ModelSource source_;
    std::map<int, Job> jobs_;   ///< by channel
    std::size_t chunkSize_ = 1; ///< images rendered at once

    std::jthread thread_; ///< last: joined before the rest goes
};

} // namespace wasserfarbe
