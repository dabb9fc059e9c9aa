#include "app/pages/gallery/gallery_images.h"

#include <algorithm>
#include <utility>

#include "app/studio/studio.h"
#include "widgets/look/figures.h"
#include "widgets/look/image_conversion.h"

namespace wasserfarbe {
namespace {

/// So many are described by their numbers.
constexpr std::size_t kMostNumbers = 12;

std::string seedText(std::uint64_t seed) {
    return "seed " + std::to_string(seed);
}

} // namespace

GalleryImages::GalleryImages(Studio& studio, QObject* parent)
    : QObject(parent),
      follower_(studio.training(), TrainingFollower::Pace::Epochs),
      session_(studio.options().models),
      background_(Background::AtEnd::Drop, [this](const Error& error) { Q_EMIT failed(error); }) {
    connect(&session_, &LatentSession::modelChanged, this, &GalleryImages::takeModel);
    connect(&session_, &LatentSession::rendered, this, &GalleryImages::takeImages);
    connect(&session_, &LatentSession::failed, this, &GalleryImages::takeFailure);
    connect(&follower_, &TrainingFollower::weightsArrived, &session_, &LatentSession::setRenderer);
    connect(&follower_, &TrainingFollower::failed, this, &GalleryImages::takeFailure);
    connect(&follower_, &TrainingFollower::trainingEnded, this,
            [this](const std::filesystem::path& run) { open(run, Weights::Averaged, true); });
}

void GalleryImages::open(const std::filesystem::path& path, Weights weights, bool quiet) {
    follower_.setFollowing(false);
    opening_ = true;
    quiet_ = quiet;
    session_.open(path, weights);
    Q_EMIT sourceChanged();
}

void GalleryImages::followTraining() {
    opening_ = true;
    quiet_ = false;
    follower_.setFollowing(false); // where it is followed already, the newest are asked for at once
    follower_.setFollowing(true);
    Q_EMIT sourceChanged();
}

void GalleryImages::takeModel() {
    opening_ = false;
    quiet_ = false;
    const std::optional<ModelSource>& now = session_.source();
    const bool sameRun = shown_ && now && shown_->path == now->path && shown_->weights == now->weights;
    shown_ = now;
    if (sameRun) {
        model_.markStale();
    } else {
        forgetRequests();
        model_.clear();
    }
    if (!now) {
        background_.cancel();
        rows_.reset();
    } else if (rows_ && rows_->size == session_.latentSize() && rows_->count == count_ &&
               rowsSeed_ == seed_) {
        takeRows();
    } else {
        drawRows();
    }
    Q_EMIT sourceChanged();
}

void GalleryImages::takeFailure(const Error& error) {
    const bool tell = !(opening_ && quiet_);
    opening_ = false;
    quiet_ = false;
    then_ = {};
    Q_EMIT sourceChanged();
    if (tell)
        Q_EMIT failed(error);
}

void GalleryImages::setSeries(std::uint64_t seed, int count) {
    if (seed == seed_ && count == count_)
        return;
    seed_ = seed;
    count_ = count;
    if (session_.latentSize() > 0)
        drawRows();
}

/// The newest call wins.
void GalleryImages::drawRows() {
    background_.replace([this, seed = seed_, count = count_, size = session_.latentSize()](const auto&) {
        auto rows = std::make_shared<const Latents>(seeded_latents(seed, count, size));
        return [this, seed, rows] {
            rows_ = rows;
            rowsSeed_ = seed;
            takeRows();
        };
    });
}

void GalleryImages::takeRows() {
    if (session_.latentSize() != rows_->size)
        return; // another model came meanwhile, and others are being drawn
    if (model_.seed() != rowsSeed_ || model_.count() > rows_->count)
        forgetRequests();
    model_.setSeries(rowsSeed_, rows_->count);
    Q_EMIT seriesChanged();
    want(first_, last_);
}

bool GalleryImages::hasLatents() const {
    return session_.source() && rows_ && rows_->size == session_.latentSize() &&
           rows_->count == model_.count() && model_.count() > 0;
}

void GalleryImages::want(int first, int last) {
    first_ = first;
    last_ = last;
    if (!hasLatents() || last < first)
        return;
    const int around = last - first + 1;
    std::vector<int> wanted;
    const auto add = [&](int from, int to) {
        for (int row = std::max(0, from); row <= std::min(to, model_.count() - 1); ++row)
            wanted.push_back(row);
    };
    add(first, last);
    model_.reserve(2 * around, imageSize());
    if (model_.hasRoomFor(4 * around, imageSize())) {
        add(last + 1, last + around);
        add(first - around, first - 1);
    }
    request(Wall, model_.missing(wanted));
}

void GalleryImages::wantFirst(int row) {
    if (hasLatents())
        request(Large, model_.missing({row, row + 1, row - 1}));
}

void GalleryImages::withImages(const std::vector<int>& rows, std::function<void()> then) {
    if (!hasLatents())
        return;
    const std::vector<int> missing = model_.missing(rows);
    then_ = std::move(then);
    request(Action, missing);
    if (missing.empty())
        std::exchange(then_, {})();
}

/// What is still to come belongs to other images than the model's rows now stand for.
void GalleryImages::forgetRequests() {
    then_ = {};
    for (const Channel channel : {Large, Action, Wall})
        request(channel, {});
}

void GalleryImages::request(Channel channel, const std::vector<int>& rows) {
    if (rows.empty()) {
        session_.cancel(channel);
        requests_[channel] = {};
        return;
    }
    Latents latents;
    for (const int row : rows)
        latents.append(rows_->row(row));
    requests_[channel] = {session_.request(channel, std::move(latents)), rows};
}

void GalleryImages::takeImages(const RenderedImages& images) {
    const Request& request = requests_[images.channel];
    if (images.request != request.number)
        return;
    for (std::size_t i = 0; i < images.indices.size(); ++i) {
        const int row = request.rows[static_cast<std::size_t>(images.indices[i])];
        model_.setImage(row, toQImage(images.images[i]));
        Q_EMIT imageArrived(row);
    }
    if (images.channel == Action && images.complete && then_)
        std::exchange(then_, {})();
}

LatentPoint GalleryImages::point(int row) const {
    const std::span<const float> z = rows_->row(row);
    LatentPoint point;
    point.z.assign(z.begin(), z.end());
    point.source = session_.source().value_or(ModelSource{});
    if (row == 0)
        point.seed = rowsSeed_;
    point.image = model_.image(row);
    point.label = tr("Seed %1, image %2").arg(rowsSeed_).arg(countText(row + 1));
    return point;
}

std::string GalleryImages::description(int row) const {
    return seedText(rowsSeed_) + ", image " + std::to_string(row + 1);
}

ExportImages GalleryImages::exportOf(const std::vector<int>& rows) const {
    ExportImages images;
    images.renderer = session_.renderer();
    images.source = session_.source().value_or(ModelSource{});
    const bool fromFirst = rows.empty() || rows.back() == static_cast<int>(rows.size()) - 1;
    std::string words = seedText(rowsSeed_);
    if (rows.empty()) {
        images.latents = *rows_;
        words += ", images 1 to " + std::to_string(images.latents.count);
    } else {
        for (const int row : rows)
            images.latents.append(rows_->row(row));
        words += rows.size() == 1 ? ", image " : ", images ";
        for (std::size_t i = 0; i < std::min(rows.size(), kMostNumbers); ++i)
            words += (i == 0 ? "" : ", ") + std::to_string(rows[i] + 1);
        if (rows.size() > kMostNumbers)
            words += " and " + std::to_string(rows.size() - kMostNumbers) + " more";
    }
    if (fromFirst)
        images.seed = rowsSeed_;
    images.description = QString::fromStdString(words);
    return images;
}

} // namespace wasserfarbe
