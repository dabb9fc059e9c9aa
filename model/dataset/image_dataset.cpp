#include "model/dataset/image_dataset.h"

#include <algorithm>
#include <utility>

#include "model/dataset/dataset_report.h"
#include "model/dataset/pixels_hash.h"
#include "model/types/error.h"
#include "model/types/random.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

/// A name for one line of text: without control characters.
std::string shown_name(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; },
        '?');
    return text;
}

Error too_few(const PreparedDataset& dataset, std::size_t used, int batch_size) {
    constexpr std::size_t kNamed = 3;
    std::vector<const PreparedPicture*> unusable;
    for (const PreparedPicture& picture : dataset.pictures())
        if (!picture.report.usable())
            unusable.push_back(&picture);
    std::string left_out;
    for (std::size_t i = 0; i < std::min(kNamed, unusable.size()); ++i)
        left_out += (i == 0 ? ". Left out: " : ", ") + shown_name(unusable[i]->name) + " (" +
                    unusable[i]->report.reason.value().text() + ")";
    if (unusable.size() > kNamed)
        left_out += " and " + std::to_string(unusable.size() - kNamed) + " more";
    return {
        ErrorCode::TooFewPictures, dataset.folder(), {used, dataset.pictures().size(), batch_size, left_out}};
}

std::string fingerprint_of(const PreparedDataset& dataset, const std::vector<std::uint32_t>& training,
                           const std::vector<std::uint32_t>& held_out) {
    std::uint64_t hash = mix_seed(static_cast<std::uint64_t>(dataset.settings().image_size), 0);
    for (const std::vector<std::uint32_t>* part : {&training, &held_out}) {
        if (part->empty())
            continue;
        for (const std::uint32_t picture : *part)
            hash = mix_seed(hash ^ dataset.pictures()[picture].pixels_hash, 0);
        hash = mix_seed(hash ^ part->size(), 0);
    }
    return hash_text(hash);
}

} // namespace

std::optional<ImageDataset> ImageDataset::load(const fs::path& folder, const TrainingConfig& config,
                                               const LoadProgress& progress, const std::stop_token& stop,
                                               const DatasetSelection& selection,
                                               const PictureCacheOptions& cache) {
    if (config.image_size < 1 || config.batch_size < 1)
        throw Error(ErrorKind::Usage, "image_size and batch_size must be at least 1");
    std::optional<PreparedDataset> prepared = PreparedDataset::prepare(
        folder, pixel_settings(config), {selection.crop_places, cache, 0}, progress, stop);
    if (!prepared)
        return std::nullopt;
    ImageDataset dataset;
    dataset.prepared_ = std::make_shared<const PreparedDataset>(std::move(*prepared));
    const std::vector<PreparedPicture>& files = dataset.prepared_->pictures();
    HeldOutSplit split = split_held_out(files, select_pictures(files, selection), config.held_out);
    dataset.training_ = std::move(split.training);
    dataset.held_out_ = std::move(split.held_out);
    for (const PreparedPicture& picture : files)
        if (!picture.report.usable())
            dataset.skipped_.push_back({folder / picture.name, picture.report.reason.value()});
    if (dataset.count() < config.batch_size)
        throw too_few(*dataset.prepared_, dataset.training_.size(), config.batch_size);
    dataset.fingerprint_ = fingerprint_of(*dataset.prepared_, dataset.training_, dataset.held_out_);
    return dataset;
}

std::span<const std::uint8_t> ImageDataset::pixels(std::int64_t index) const {
    return prepared_->pixels(training_.at(static_cast<std::size_t>(index)));
}

std::span<const std::uint8_t> ImageDataset::held_out_pixels(std::int64_t index) const {
    return prepared_->pixels(held_out_.at(static_cast<std::size_t>(index)));
}

} // namespace wasserfarbe
