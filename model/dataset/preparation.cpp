#include "model/dataset/preparation.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <functional>
#include <iterator>
#include <system_error>
#include <thread>
#include <unordered_map>
#include <utility>

#include "model/dataset/cached_dataset.h"
#include "model/dataset/fit_image.h"
#include "model/dataset/folder_scan.h"
#include "model/dataset/near_duplicates.h"
#include "model/dataset/parallel_work.h"
#include "model/dataset/pixels_hash.h"
#include "model/pictures/inspect_picture.h"
#include "model/pictures/picture_file.h"
#include "model/types/error.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;
using Entry = PictureIndex::Entry;
using Clock = std::chrono::steady_clock;

/// So much reading at most is lost when the process is killed.
constexpr std::chrono::seconds kBetweenPublishing{20};

std::string absolute_name(const fs::path& folder) {
    std::error_code error;
    const fs::path canonical = fs::canonical(folder, error);
    return error ? fs::absolute(folder).lexically_normal().native() : canonical.native();
}

/// More than half of the pixel file in slots that no entry names any more.
bool is_mostly_waste(const std::vector<Entry>& entries, std::int64_t slots) {
    constexpr std::int64_t kNotWorthIt = 256;
    const auto used =
        std::count_if(entries.begin(), entries.end(), [](const Entry& e) { return e.slot >= 0; });
    return slots > 2 * used + kNotWorthIt;
}

/// The numbers of other pictures hold for one list of them alone.
void forget_comparison(PreparedPicture& picture) {
    picture.same_as = -1;
    picture.like = -1;
    picture.report.findings.remove(Finding::Duplicate);
    picture.report.findings.remove(Finding::NearDuplicate);
}

/// Copies the pixels of the known entries, which get slots of their own in `to`.
void copy_known(std::vector<Entry>& entries, const PixelMap& from, PixelSink& to) {
    for (Entry& entry : entries)
        if (entry.slot >= 0)
            entry.slot = to.add(from.slot(entry.slot));
}

/// Fills in which pictures are, or look, the same as earlier ones.
void compare_pictures(std::vector<Entry>& entries, const PixelMap& pixels) {
    std::vector<std::size_t> different; // usable, and not the same bytes as an earlier one
    std::unordered_map<std::uint64_t, std::size_t> first_of;
    for (std::size_t i = 0; i < entries.size(); ++i) {
        PreparedPicture& picture = entries[i].picture;
        forget_comparison(picture);
        if (entries[i].slot < 0)
            continue;
        const auto [first, fresh] = first_of.try_emplace(picture.report.content_hash, i);
        if (fresh) {
            different.push_back(i);
            continue;
        }
        picture.same_as = static_cast<std::int64_t>(first->second);
        picture.report.findings.add(Finding::Duplicate);
    }
    std::vector<std::uint64_t> hashes;
    hashes.reserve(different.size());
    for (const std::size_t i : different)
        hashes.push_back(entries[i].picture.report.perceptual_hash);
    const auto pixels_of = [&](std::size_t i) { return pixels.slot(entries[different[i]].slot); };
    const std::vector<std::int64_t> alike = first_alike(hashes, pixels_of);
    for (std::size_t i = 0; i < different.size(); ++i) {
        if (alike[i] < 0)
            continue;
        PreparedPicture& picture = entries[different[i]].picture;
        picture.like = static_cast<std::int64_t>(different[static_cast<std::size_t>(alike[i])]);
        picture.report.findings.add(Finding::NearDuplicate);
    }
}

/// Brings the files of a folder to where a PreparedDataset holds them. One use, one thread.
class Preparation {
public:
    Preparation(const FolderScan& scan, const PixelSettings& settings, const PrepareOptions& options,
                const LoadProgress& progress, const std::stop_token& stop)
        : scan_(scan),
          settings_(settings),
          options_(options),
          progress_(progress),
          stop_(stop),
          folder_(absolute_name(scan.folder)),
          cache_(options.cache, folder_, settings),
          finished_(scan.files.size()) {
        names_.reserve(scan.files.size());
        for (const fs::path& file : scan.files)
            names_.emplace_back(name_below(scan.folder, file));
    }

    std::optional<PreparedPictures> run() {
        report(0);
        if (stop_.stop_requested())
            return std::nullopt;
        if (std::optional<PreparedPictures> ready = from_cache())
            return ready;
        try {
            return through_cache();
        } catch (const Error& error) {
            if (error.kind() != ErrorKind::Disk)
                throw;
            std::optional<PreparedPictures> result = in_memory();
            if (result)
                result->cache_trouble = error.what();
            return result;
        }
    }

private:
    /// The files as far as an index knows them.
    struct Known {
        std::vector<Entry> entries;     ///< an entry that is not fresh has a name alone
        std::vector<std::size_t> stale; ///< to be read
        bool compared = false;          ///< nothing is left to do
    };

    struct Kept {
        std::optional<PictureIndex> index;
        std::shared_ptr<const PixelMap> pixels; ///< where there is an index
    };

    std::optional<CropPlace> place_of(const std::string& name) const {
        if (settings_.fit != Fit::Crop && settings_.fit != Fit::Top)
            return std::nullopt; // the whole picture shows
        const auto found = options_.crop_places.find(name);
        return found == options_.crop_places.end() ? std::nullopt : std::optional(found->second);
    }

    bool is_fresh(const Entry& entry, std::size_t file) const {
        const PictureReport& report = entry.picture.report;
        // Permissions can change without a trace in the stamp, so what could not be read is tried again, and
        // so is what an earlier version refused, as it kept its reason without a code.
        return entry.stamp == scan_.stamps[file] && !report.findings.has(Finding::Unreadable) &&
               !(report.reason && is_general(report.reason->code)) &&
               (entry.slot < 0 || entry.place == place_of(names_[file]));
    }

    Known compare_with(const std::optional<PictureIndex>& index) const {
        Known known;
        known.entries.resize(names_.size());
        const std::vector<Entry> none;
        const std::vector<Entry>& old = index ? index->entries : none;
        auto candidate = old.begin();
        for (std::size_t i = 0; i < names_.size(); ++i) { // both are in the order of names
            while (candidate != old.end() && candidate->picture.name < names_[i])
                ++candidate;
            const bool listed = candidate != old.end() && candidate->picture.name == names_[i];
            if (listed && is_fresh(*candidate, i)) {
                known.entries[i] = *candidate;
                continue;
            }
            known.entries[i].picture.name = names_[i];
            known.stale.push_back(i);
        }
        known.compared = index && index->compared && known.stale.empty() && old.size() == names_.size();
        if (!known.compared)
            for (Entry& entry : known.entries)
                forget_comparison(entry.picture);
        return known;
    }

    /// What the cache holds at this moment; the pixels only together with their index.
    Kept kept_in_cache() const {
        Kept kept{cache_.read(), nullptr};
        if (!kept.index)
            return kept;
        try {
            kept.pixels = PixelMap::of_file(cache_.pixels_path(kept.index->generation), kept.index->slots,
                                            cache_.slot_bytes());
        } catch (const Error&) { // replaced or removed just now, or shorter than it should be
            kept.index.reset();
        }
        return kept;
    }

    /// The quick way, without a lock: nothing is to be read.
    std::optional<PreparedPictures> from_cache() {
        Kept kept = kept_in_cache();
        Known known = compare_with(kept.index);
        if (!known.compared)
            return std::nullopt;
        cache_.touch();
        cache_.remove_leftovers();
        report(names_.size());
        return PreparedPictures{std::move(known.entries), std::move(kept.pixels), 0, {}};
    }

    std::optional<PreparedPictures> through_cache() {
        const std::optional<CacheLock> lock = wait_for_cache_lock(cache_.path(), stop_);
        if (!lock)
            return std::nullopt;
        const Kept kept = kept_in_cache(); // as the process that had the lock before left it
        Known known = compare_with(kept.index);
        const bool anew = !kept.index || is_mostly_waste(known.entries, kept.index->slots);
        // A new number is one that no reader has open under another index.
        const std::uint64_t generation =
            anew ? static_cast<std::uint64_t>(Clock::now().time_since_epoch().count())
                 : kept.index->generation;
        PixelFile file(cache_.pixels_path(generation), anew ? 0 : kept.index->slots, cache_.slot_bytes());
        if (anew && kept.index)
            copy_known(known.entries, *kept.pixels, file);
        const auto publish = [&](bool compared) {
            file.sync();
            PictureIndex current = index_of(known, generation, file.slots());
            current.compared = compared;
            cache_.publish(current);
        };
        Clock::time_point published = Clock::now();
        const auto between = [&] {
            if (Clock::now() - published < kBetweenPublishing)
                return;
            publish(false);
            published = Clock::now();
        };
        if (!read_stale(known, file, between)) {
            publish(false); // the next time goes on from here
            return std::nullopt;
        }
        std::shared_ptr<const PixelMap> pixels = file.map();
        compare_pictures(known.entries, *pixels);
        publish(true);
        cache_.remove_others(generation);
        drop_oldest(options_.cache, cache_.path());
        return PreparedPictures{std::move(known.entries), std::move(pixels), std::ssize(known.stale), {}};
    }

    std::optional<PreparedPictures> in_memory() {
        const Kept kept = kept_in_cache();
        PixelMemory memory(std::ssize(names_), cache_.slot_bytes());
        Known known = compare_with(kept.index);
        if (kept.index)
            copy_known(known.entries, *kept.pixels, memory);
        if (!read_stale(known, memory, [] {}))
            return std::nullopt;
        compare_pictures(known.entries, *memory.map());
        return PreparedPictures{std::move(known.entries), memory.map(), std::ssize(known.stale), {}};
    }

    /// Reads what is stale. @returns false when stopped
    bool read_stale(Known& known, PixelSink& sink, const std::function<void()>& between) {
        for (std::atomic<bool>& finished : finished_)
            finished = true;
        for (const std::size_t file : known.stale)
            finished_[file] = false;
        const std::size_t fresh = names_.size() - known.stale.size();
        const auto work = [&](std::size_t i) {
            const std::size_t file = known.stale[i];
            read_one(scan_.files[file], known.entries[file], sink);
            finished_[file].store(true, std::memory_order_release);
        };
        const auto follow = [&](std::size_t done) {
            report(fresh + done);
            between();
        };
        const int processors = static_cast<int>(std::max(1U, std::thread::hardware_concurrency()));
        const int threads = options_.threads > 0 ? options_.threads : processors;
        if (fresh > 0)
            report(fresh);
        return run_parallel(known.stale.size(), threads, work, follow, stop_);
    }

    void read_one(const fs::path& file, Entry& entry, PixelSink& sink) const {
        PreparedPicture& picture = entry.picture;
        PictureFile content = read_picture_file(file);
        entry.stamp = content.stamp;
        if (content.reason) {
            picture.report.findings = {content.trouble};
            picture.report.reason = std::move(content.reason);
            return;
        }
        InspectedPicture inspected =
            inspect_picture(content.bytes, file, {settings_.alpha_color, settings_.image_size});
        picture.report = std::move(inspected.report);
        if (!picture.report.usable())
            return;
        if (std::min(picture.report.size.width, picture.report.size.height) < settings_.image_size)
            picture.report.findings.add(Finding::Small);
        entry.place = place_of(picture.name);
        const Image fitted =
            fit_image(inspected.image, settings_.image_size, settings_.fit, settings_.pad_color, entry.place);
        picture.pixels_hash = hash_bytes(fitted.pixels);
        entry.slot = sink.add(fitted.pixels);
    }

    PictureIndex index_of(const Known& known, std::uint64_t generation, std::int64_t slots) const {
        PictureIndex index{folder_, settings_, generation, slots, false, {}};
        index.entries.reserve(known.entries.size());
        for (std::size_t i = 0; i < known.entries.size(); ++i)
            if (finished_[i].load(std::memory_order_acquire)) // else a worker may be writing it
                index.entries.push_back(known.entries[i]);
        return index;
    }

    void report(std::size_t done) const {
        if (progress_)
            progress_(static_cast<std::int64_t>(done), static_cast<std::int64_t>(names_.size()));
    }

    const FolderScan& scan_;
    const PixelSettings settings_;
    const PrepareOptions& options_;
    const LoadProgress& progress_;
    const std::stop_token stop_;
    const std::string folder_; ///< absolute
    const CachedDataset cache_;
    std::vector<std::string> names_;          ///< of the scan's files
    std::vector<std::atomic<bool>> finished_; ///< files whose entry is whole; a worker sets its own
};

} // namespace

std::optional<PreparedPictures> prepare_pictures(const FolderScan& scan, const PixelSettings& settings,
                                                 const PrepareOptions& options, const LoadProgress& progress,
                                                 const std::stop_token& stop) {
    return Preparation(scan, settings, options, progress, stop).run();
}

} // namespace wasserfarbe
