#include "app/studio/decoded_pictures.h"

#include "app/sessions/background.h"
#include "model/dataset/picture_cache.h"

namespace wasserfarbe {

DecodedPictures::DecodedPictures(QObject* parent)
    : QObject(parent),
      background_(std::make_unique<Background>(Background::AtEnd::Drop, [this](const Error& error) {
          finish({});
          Q_EMIT failed(error);
      })) {}

DecodedPictures::~DecodedPictures() = default;

std::filesystem::path DecodedPictures::folder() {
    return picture_cache_folder();
}

void DecodedPictures::finish(const std::optional<std::uint64_t>& size) {
    --busy_;
    if (size)
        size_ = size;
    Q_EMIT changed();
}

void DecodedPictures::measure() {
    ++busy_;
    background_->run([this](const auto&) -> Background::Answer {
        try {
            return [this, size = picture_cache_size()] { finish(size); };
        } catch (...) { // it is not known, then
            return [this] { finish({}); };
        }
    });
    Q_EMIT changed();
}

void DecodedPictures::clear() {
    ++busy_;
    background_->run([this](const auto&) {
        clear_picture_cache();
        return [this, size = picture_cache_size()] {
            finish(size);
            Q_EMIT cleared();
        };
    });
    Q_EMIT changed();
}

} // namespace wasserfarbe
