#include "model/run/checkpoint_list.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string>
#include <system_error>

#include "model/files/config_json.h"
#include "model/files/file_io.h"
#include "model/types/error.h"
#include "model/weights/read/safetensors_file.h"

namespace wasserfarbe {
namespace {

namespace fs = std::filesystem;

fs::path pin_of(const fs::path& checkpoint) {
    fs::path pin = checkpoint;
    pin += ".pinned";
    return pin;
}

double number_or_nan(const std::string& text) {
    double number = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), number);
    const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return whole && std::isfinite(number) && number >= 0 ? number : std::numeric_limits<double>::quiet_NaN();
}

void describe_by_header(SavedCheckpoint& checkpoint) {
    try {
        const SafetensorsFile file(checkpoint.path);
        const SafetensorsHeader& header = file.header();
        if (const auto quality = header.metadata.find("quality"); quality != header.metadata.end())
            checkpoint.quality = number_or_nan(quality->second);
        if (const auto counters = header.metadata.find("counters"); counters != header.metadata.end())
            checkpoint.step = std::max<std::int64_t>(
                json_value<std::int64_t>(parse_json(counters->second, "'counters'"), "step"), 0);
    } catch (const Error&) { // a damaged one is in the list too, with what its name tells
    }
}

} // namespace

std::vector<SavedCheckpoint> saved_checkpoints(const RunDirectory& run) {
    std::vector<SavedCheckpoint> list;
    for (const RunDirectory::Checkpoint& named : run.checkpoints()) {
        std::error_code error;
        SavedCheckpoint checkpoint;
        checkpoint.path = named.path;
        checkpoint.epoch = named.epoch;
        checkpoint.step = named.step.value_or(0);
        checkpoint.bytes = fs::file_size(named.path, error);
        if (error)
            continue; // it was removed meanwhile
        checkpoint.pinned = is_pinned(named.path);
        describe_by_header(checkpoint);
        list.push_back(std::move(checkpoint));
    }
    return list;
}

std::optional<std::size_t> best_checkpoint(std::span<const SavedCheckpoint> list) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < list.size(); ++i)
        if (!std::isnan(list[i].quality) && (!best || list[i].quality < list[*best].quality))
            best = i;
    return best;
}

std::uint64_t total_bytes(std::span<const SavedCheckpoint> list) {
    std::uint64_t total = 0;
    for (const SavedCheckpoint& checkpoint : list)
        total += checkpoint.bytes;
    return total;
}

std::vector<fs::path> superfluous_checkpoints(std::span<const SavedCheckpoint> list, int kept,
                                              const fs::path& just_saved) {
    std::vector<fs::path> superfluous;
    if (kept == 0)
        return superfluous;
    const std::optional<std::size_t> best = best_checkpoint(list);
    for (std::size_t i = 0; i + static_cast<std::size_t>(kept) < list.size(); ++i)
        if (i != best && !list[i].pinned && list[i].path != just_saved)
            superfluous.push_back(list[i].path);
    return superfluous;
}

void set_pinned(const fs::path& checkpoint, bool pinned) {
    std::error_code error;
    if (!fs::is_regular_file(checkpoint, error))
        throw Error(ErrorCode::NoSuchCheckpoint, checkpoint);
    if (pinned) {
        AtomicFile(pin_of(checkpoint), Durability::Renamed).commit();
        return;
    }
    fs::remove(pin_of(checkpoint), error);
    if (error)
        throw Error(ErrorKind::Disk, pin_of(checkpoint), "can't be removed", error.value());
}

bool is_pinned(const fs::path& checkpoint) {
    std::error_code error;
    return fs::exists(pin_of(checkpoint), error);
}

void remove_checkpoint(const fs::path& checkpoint) {
    std::error_code error;
    fs::remove(checkpoint, error);
    if (!error)
        fs::remove(pin_of(checkpoint), error);
    if (error)
        throw Error(ErrorKind::Disk, checkpoint, "can't be removed", error.value());
}

void remove_superfluous_checkpoints(const RunDirectory& run, int kept, const fs::path& just_saved) {
    if (kept == 0)
        return; // and no header is read
    for (const fs::path& path : superfluous_checkpoints(saved_checkpoints(run), kept, just_saved)) {
        try {
            remove_checkpoint(path);
        } catch (const Error&) { // as the header says
        }
    }
}

} // namespace wasserfarbe
