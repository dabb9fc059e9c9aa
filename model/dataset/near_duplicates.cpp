#include "model/dataset/near_duplicates.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>
#include <optional>
#include <unordered_map>
#include <utility>

#include "model/dataset/pictures_alike.h"

namespace wasserfarbe {
namespace {

// The search is multi-index hashing (Norouzi, Punjani, Fleet, CVPR 2012): of two hashes that differ in at
// most kAlikeBits bits, one of the four quarters differs in at most so many.
constexpr std::array kQuarterRadius = {2, 2, 2, 1};
constexpr int kQuarterBits = 16;
static_assert((2 + 1) * 3 + (1 + 1) > kAlikeBits, "more bits would be needed to differ more in each quarter");

// Looking at more of the hashes that share a quarter with a picture's would take seconds altogether.
constexpr std::size_t kMostExamined = 8192;

/// The changes of so many bits of a quarter.
std::vector<std::uint64_t> quarter_changes(int bits) {
    std::vector<std::uint64_t> changes;
    for (std::uint64_t change = 0; change >> kQuarterBits == 0; ++change)
        if (std::popcount(change) == bits)
            changes.push_back(change);
    return changes;
}

/// Different hashes by the value of one of their quarters.
class QuarterTable {
public:
    struct Entry {
        std::uint64_t hash;
        std::uint32_t number;
    };

    QuarterTable(std::span<const std::uint64_t> hashes, int quarter)
        : shift_(quarter * kQuarterBits),
          starts_((std::size_t{1} << kQuarterBits) + 1),
          entries_(hashes.size()) {
        for (const std::uint64_t hash : hashes)
            ++starts_[value_of(hash) + 1];
        std::partial_sum(starts_.begin(), starts_.end(), starts_.begin());
        std::vector<std::uint32_t> next(starts_.begin(), starts_.end() - 1);
        for (std::size_t i = 0; i < hashes.size(); ++i)
            entries_[next[value_of(hashes[i])]++] = {hashes[i], static_cast<std::uint32_t>(i)};
    }

    /// Calls `examine(entry)` for the first `known` hashes that share this quarter with `hash` after one of
    /// the changes, until it returns false.
    template <typename Examine>
    void for_near(std::uint64_t hash, const std::vector<std::uint64_t>& changes, std::uint32_t known,
                  Examine examine) const {
        const std::uint64_t value = value_of(hash);
        for (const std::uint64_t change : changes) {
            const std::uint32_t end = starts_[(value ^ change) + 1];
            for (std::uint32_t i = starts_[value ^ change]; i < end && entries_[i].number < known; ++i)
                if (!examine(entries_[i]))
                    return;
        }
    }

private:
    std::uint64_t value_of(std::uint64_t hash) const { return (hash >> shift_) & 0xFFFFU; }

    int shift_;
    std::vector<std::uint32_t> starts_;
    std::vector<Entry> entries_; ///< of one value after the other, by number
};

/// Hashes without repetition, numbered in the order in which they first appear.
struct DifferentHashes {
    std::vector<std::uint64_t> hashes;
    std::vector<std::uint32_t> number_of; ///< of each picture

    explicit DifferentHashes(std::span<const std::uint64_t> all) {
        number_of.reserve(all.size());
        std::unordered_map<std::uint64_t, std::uint32_t> numbers;
        numbers.reserve(all.size());
        for (const std::uint64_t hash : all) {
            const auto [entry, fresh] = numbers.try_emplace(hash, static_cast<std::uint32_t>(hashes.size()));
            if (fresh)
                hashes.push_back(hash);
            number_of.push_back(entry->second);
        }
    }
};

/// The pictures so far that are like none before them, to be found by their hashes.
class GroupSearch {
public:
    explicit GroupSearch(std::span<const std::uint64_t> all)
        : different_(all), firsts_(different_.hashes.size()), visited_(different_.hashes.size(), 0) {
        for (std::size_t quarter = 0; quarter < kQuarterRadius.size(); ++quarter)
            tables_.emplace_back(different_.hashes, static_cast<int>(quarter));
    }

    /// The pictures whose hash is near the hash of `picture`, the closest first; at most kMostCompared.
    const std::vector<std::size_t>& near(std::size_t picture) {
        const std::uint32_t number = different_.number_of[picture];
        known_ = std::max(known_, number + 1);
        find_hashes(different_.hashes[number]);
        near_.clear();
        for (const std::vector<std::uint32_t>& hashes : found_)
            for (const std::uint32_t hash : hashes)
                for (const std::size_t first : firsts_[hash]) {
                    if (near_.size() == kMostCompared)
                        return near_;
                    near_.push_back(first);
                }
        return near_;
    }

    void add(std::size_t picture) {
        std::vector<std::size_t>& firsts = firsts_[different_.number_of[picture]];
        if (firsts.size() < kMostCompared) // more would never be looked at
            firsts.push_back(picture);
    }

private:
    /// Fills in `found_`.
    void find_hashes(std::uint64_t hash) {
        for (std::vector<std::uint32_t>& hashes : found_)
            hashes.clear();
        ++visit_;
        std::size_t left = kMostExamined;
        const auto examine = [&](const QuarterTable::Entry& entry) {
            if (left == 0)
                return false;
            --left;
            const int bits = std::popcount(hash ^ entry.hash);
            if (bits <= kAlikeBits && std::exchange(visited_[entry.number], visit_) != visit_)
                found_[static_cast<std::size_t>(bits)].push_back(entry.number);
            return true;
        };
        for (std::size_t bits = 0; bits < changes_.size(); ++bits)
            for (std::size_t quarter = 0; quarter < tables_.size(); ++quarter)
                if (static_cast<int>(bits) <= kQuarterRadius[quarter])
                    tables_[quarter].for_near(hash, changes_[bits], known_, examine);
    }

    const DifferentHashes different_;
    std::vector<QuarterTable> tables_;
    const std::array<std::vector<std::uint64_t>, 3> changes_ = {quarter_changes(0), quarter_changes(1),
                                                                quarter_changes(2)};
    std::vector<std::vector<std::size_t>> firsts_; ///< of each different hash
    std::vector<std::uint32_t> visited_;           ///< the last visit to each different hash
    std::uint32_t known_ = 0;                      ///< different hashes of the pictures so far
    std::uint32_t visit_ = 0;
    std::array<std::vector<std::uint32_t>, kAlikeBits + 1> found_; ///< by the number of differing bits
    std::vector<std::size_t> near_;
};

} // namespace

std::vector<std::int64_t> first_alike(std::span<const std::uint64_t> hashes,
                                      const std::function<bool(std::size_t, std::size_t)>& confirm) {
    std::vector<std::int64_t> alike(hashes.size(), -1);
    GroupSearch groups(hashes);
    for (std::size_t picture = 0; picture < hashes.size(); ++picture) {
        const std::vector<std::size_t>& near = groups.near(picture);
        const auto found = std::find_if(near.begin(), near.end(),
                                        [&](std::size_t earlier) { return confirm(earlier, picture); });
        if (found == near.end())
            groups.add(picture);
        else
            alike[picture] = static_cast<std::int64_t>(*found);
    }
    return alike;
}

std::vector<std::int64_t>
first_alike(std::span<const std::uint64_t> hashes,
            const std::function<std::span<const std::uint8_t>(std::size_t)>& pixels) {
    std::vector<std::optional<PictureThumb>> thumbs(hashes.size()); // made when first needed
    const auto thumb = [&](std::size_t picture) -> const PictureThumb& {
        if (!thumbs[picture])
            thumbs[picture] = picture_thumb(pixels(picture));
        return *thumbs[picture];
    };
    return first_alike(hashes, [&](std::size_t earlier, std::size_t later) {
        return thumbs_alike(thumb(earlier), thumb(later)) && pictures_alike(pixels(earlier), pixels(later));
    });
}

} // namespace wasserfarbe
