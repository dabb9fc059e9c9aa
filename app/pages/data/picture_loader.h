#pragma once

#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include <QObject>

#include "app/pages/data/loaded_picture.h"

namespace wasserfarbe {

/// Loads pictures on threads of its own, the wanted ones and no others. Latest-wins: what is wanted anew
/// replaces what was wanted and not begun. GUI thread only, nothing blocks; the destructor waits for the
/// pictures at work.
class PictureLoader : public QObject {
    Q_OBJECT
public:
    struct Wanted {
        int index = 0;
        PictureSource source;
    };
    struct Result {
        int index = 0;
        std::uint64_t request = 0;
        std::optional<CropPlace> place; ///< that it was cropped with
        LoadedPicture picture;
    };
    using Load = std::function<LoadedPicture(const PictureSource& source, const SeenOptions& options)>;

    explicit PictureLoader(Load load = loadPicture, QObject* parent = nullptr);
    ~PictureLoader() override;

    /// In the order in which they are wanted. @returns the number that their results carry
    std::uint64_t want(std::vector<Wanted> pictures, const SeenOptions& options);

Q_SIGNALS:
    /// Some of what was wanted, by this or an earlier request.
    void loaded(const std::vector<wasserfarbe::PictureLoader::Result>& results);

private:
    void work(const std::stop_token& stop);
    void deliver();

    Load load_;
    std::mutex mutex_; // guards what follows
    std::condition_variable_any changed_;
    std::deque<Wanted> wanted_;
    SeenOptions options_;
    std::uint64_t request_ = 0;
    std::vector<Result> results_;
    std::vector<std::jthread> threads_; // last: they end before what they use
};

} // namespace wasserfarbe
