#include "model/weights/model_formats.h"

#include <algorithm>

#include "model/types/error.h"
#include "model/types/name_ending.h"

namespace wasserfarbe {
namespace {

template <typename Wanted>
std::vector<std::string_view> endings_where(Wanted wanted) {
    std::vector<std::string_view> endings;
    for (const WeightsEnding& known : kWeightsEndings)
        if (wanted(known))
            endings.push_back(known.ending);
    return endings;
}

const WeightsEnding* find_ending(const std::filesystem::path& path) {
    const std::string ending = lower_ending(path);
    const auto found = std::find_if(kWeightsEndings.begin(), kWeightsEndings.end(),
                                    [&](const WeightsEnding& known) { return known.ending == ending; });
    return found == kWeightsEndings.end() ? nullptr : &*found;
}

} // namespace

const ExportFormat& export_format(ModelFormat format) {
    const auto found = std::find_if(kExportFormats.begin(), kExportFormats.end(),
                                    [&](const ExportFormat& known) { return known.format == format; });
    if (found == kExportFormats.end())
        throw Error(ErrorKind::Internal, "a format of models that no table has");
    return *found;
}

ModelFormat parse_model_format(const std::string& name) {
    std::string allowed;
    for (const ExportFormat& known : kExportFormats) {
        if (known.name == name)
            return known.format;
        allowed.append(allowed.empty() ? "" : ", ").append(known.name);
    }
    throw Error(ErrorKind::Usage, "format: '" + name + "' is not known; allowed: " + allowed);
}

std::vector<std::string_view> read_endings(std::optional<ModelFormat> format) {
    return endings_where([&](const WeightsEnding& known) {
        return known.read && known.format == format.value_or(known.format);
    });
}

std::vector<std::string_view> written_endings(ModelFormat format) {
    return endings_where([&](const WeightsEnding& known) { return known.written && known.format == format; });
}

bool has_read_ending(const std::filesystem::path& path) {
    const WeightsEnding* known = find_ending(path);
    return known != nullptr && known->read;
}

std::optional<ModelFormat> format_of_ending(const std::filesystem::path& path) {
    const WeightsEnding* known = find_ending(path);
    return known != nullptr && known->written ? std::optional(known->format) : std::nullopt;
}

} // namespace wasserfarbe
