#include "model/run/image_origin.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <string_view>

#include "model/files/config_json.h"
#include "model/pictures/png_file.h"
#include "model/types/error.h"
#include "model/types/image_scale.h"
#include "model/types/version.h"

namespace wasserfarbe {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kKey = "wasserfarbe"; // of the chunk
constexpr int kFormat = 1;
constexpr std::size_t kMaxText = (kMaxOriginNumbers * 4 + 2) / 3 * 4 + (1 << 16); // the latents, and the rest
constexpr int kMaxOriginDepth = 4;
constexpr int kMaxOriginEvents = 256;
constexpr int kMaxAxisSteps = 100;

constexpr std::string_view kDigits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

constexpr std::array<int, 256> digit_values() {
    std::array<int, 256> values{};
    values.fill(-1);
    for (std::size_t i = 0; i < kDigits.size(); ++i)
        values[static_cast<unsigned char>(kDigits[i])] = static_cast<int>(i);
    return values;
}

std::size_t base64_size(std::size_t floats) {
    return (floats * 4 + 2) / 3 * 4;
}

/// Base64 of the floats' bytes, the lowest first: a third of the length that decimal digits would take.
std::string to_base64(std::span<const float> values) {
    std::string text;
    text.reserve(base64_size(values.size()));
    std::uint32_t bits = 0;
    int bytes = 0;
    const auto put_digits = [&](int digits) {
        for (int i = 0; i < 4; ++i)
            text += i < digits ? kDigits[(bits >> (18 - 6 * i)) & 63] : '=';
        bits = 0;
        bytes = 0;
    };
    for (const float value : values)
        for (int shift = 0; shift < 32; shift += 8) {
            bits |= ((std::bit_cast<std::uint32_t>(value) >> shift) & 255) << (16 - 8 * bytes);
            if (++bytes == 3)
                put_digits(4);
        }
    if (bytes > 0)
        put_digits(bytes + 1);
    return text;
}

/// The inverse, for a text of the right length: nothing where it is not what `to_base64` writes.
std::optional<std::vector<float>> from_base64(std::string_view text, std::size_t floats) {
    static constexpr std::array<int, 256> kValues = digit_values();
    std::vector<float> values;
    values.reserve(floats);
    std::uint32_t bits = 0;
    int bytes = 0;
    std::uint32_t group = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int digit = kValues[static_cast<unsigned char>(text[i])];
        const bool padding = text[i] == '=' && i + 2 >= text.size();
        if (digit < 0 && !padding)
            return std::nullopt;
        group = group << 6 | static_cast<std::uint32_t>(std::max(digit, 0));
        if (i % 4 != 3)
            continue;
        for (int shift = 16; shift >= 0 && values.size() < floats; shift -= 8) {
            bits |= ((group >> shift) & 255) << (8 * bytes);
            if (++bytes == 4) {
                values.push_back(std::bit_cast<float>(bits));
                bits = 0;
                bytes = 0;
            }
        }
        group = 0;
    }
    return to_base64(values) == text ? std::optional(std::move(values)) : std::nullopt;
}

/// What is wrong with an origin, read from a file or made by the program; empty where nothing is.
std::string problem_of(const ImageOrigin& origin) {
    const Latents& latents = origin.latents;
    const auto within = [](std::int64_t value, std::int64_t low, std::int64_t high) {
        return value >= low && value <= high;
    };
    if (!origin.model.empty() && !origin.model.is_absolute())
        return "the path of its model is not absolute";
    if (origin.epoch < 0 || origin.step < 0)
        return "its epoch or step is negative";
    if (latents.count < 0 || latents.size < 0 || (latents.count == 0) != (latents.size == 0) ||
        static_cast<std::int64_t>(latents.values.size()) != std::int64_t{latents.count} * latents.size)
        return "its latents do not have the numbers that their count says";
    if (!std::all_of(latents.values.begin(), latents.values.end(), [](float v) { return std::isfinite(v); }))
        return "its latents have values that are not finite numbers";
    if (origin.axes && (latents.count != 2 || !within(origin.axes->steps, 1, kMaxAxisSteps) ||
                        !within(origin.axes->split.value_or(latents.size / 2), 1, latents.size - 1)))
        return "its two axes are out of range";
    const GridLayout& layout = origin.layout;
    if (!within(layout.columns, 1, kLargestPngSide) || !within(layout.padding, 0, kLargestPngSide) ||
        !(layout.pad_value >= 0.0 && layout.pad_value <= 1.0))
        return "its layout is out of range";
    if (!within(origin.image_size, 0, kLargestPngSide) || !within(origin.scale, 1, kLargestScale))
        return "its size is out of range";
    return {};
}

const char* weights_name(Weights weights) {
    return weights == Weights::Raw ? "raw" : "averaged";
}

/// One of two names, as a choice between them. @throws Error (Model)
bool is_second(const Json& json, const char* key, std::string_view first, std::string_view second) {
    const auto name = json_value<std::string>(json, key);
    if (name != first && name != second)
        throw Error(ErrorKind::Model, "'" + std::string(key) + "' is '" + name.substr(0, 40) +
                                          "', which this version does not know");
    return name == second;
}

template <typename T>
std::optional<T> optional_value(const Json& json, const char* key) {
    return json.contains(key) ? std::optional(json_value<T>(json, key)) : std::nullopt;
}

Json to_json(const ImageOrigin& origin) {
    Json json = {{"format", kFormat}, {"model", origin.model.string()}};
    json["weights"] = weights_name(origin.weights);
    json["epoch"] = origin.epoch;
    json["step"] = origin.step;
    if (origin.seed)
        json["seed"] = *origin.seed;
    if (origin.seed_b)
        json["seed_b"] = *origin.seed_b;
    json["description"] = origin.description;
    if (origin.axes) {
        const bool spherical = origin.axes->interpolation == Interpolation::Spherical;
        json["axes"] = {{"steps", origin.axes->steps}, {"interpolation", spherical ? "spherical" : "linear"}};
        if (origin.axes->split)
            json["axes"]["split"] = *origin.axes->split;
    }
    json["layout"] = {{"columns", origin.layout.columns},
                      {"padding", origin.layout.padding},
                      {"pad_value", origin.layout.pad_value}};
    json["image_size"] = origin.image_size;
    json["scale"] = origin.scale;
    if (origin.latents.count > 0)
        json["latents"] = {{"count", origin.latents.count},
                           {"size", origin.latents.size},
                           {"float32_base64", to_base64(origin.latents.values)}};
    return json;
}

Latents latents_from_json(const Json& json) {
    Latents latents{json_value<int>(json, "count"), json_value<int>(json, "size"), {}};
    if (latents.count < 1 || latents.size < 1 || latents.count > kMaxOriginNumbers / latents.size)
        throw Error(ErrorKind::Model, "the number of its latents is out of range");
    const auto numbers = static_cast<std::size_t>(latents.count) * static_cast<std::size_t>(latents.size);
    const auto text = json_value<std::string>(json, "float32_base64");
    if (text.size() != base64_size(numbers))
        throw Error(ErrorKind::Model, "its latents do not have the numbers that their count says");
    std::optional<std::vector<float>> values = from_base64(text, numbers);
    if (!values)
        throw Error(ErrorKind::Model, "its latents are damaged");
    latents.values = std::move(*values);
    return latents;
}

std::filesystem::path path_from_json(const Json& json) {
    const auto text = json_value<std::string>(json, "model");
    if (text.find('\0') != std::string::npos)
        throw Error(ErrorKind::Model, "the path of its model has a zero byte");
    return text;
}

ImageOrigin from_json(const Json& json) {
    if (json_value<int>(json, "format") != kFormat)
        throw Error(ErrorKind::Model, "was written by a later version of this program");
    ImageOrigin origin;
    origin.model = path_from_json(json);
    origin.weights = is_second(json, "weights", "averaged", "raw") ? Weights::Raw : Weights::Averaged;
    origin.epoch = json_value<int>(json, "epoch");
    origin.step = json_value<std::int64_t>(json, "step");
    origin.seed = optional_value<std::uint64_t>(json, "seed");
    origin.seed_b = optional_value<std::uint64_t>(json, "seed_b");
    origin.description = json_value<std::string>(json, "description");
    if (const auto axes = optional_value<Json>(json, "axes")) {
        const bool spherical = is_second(*axes, "interpolation", "linear", "spherical");
        origin.axes = {json_value<int>(*axes, "steps"), optional_value<int>(*axes, "split"),
                       spherical ? Interpolation::Spherical : Interpolation::Linear};
    }
    const Json layout = json_value<Json>(json, "layout");
    origin.layout = {json_value<int>(layout, "columns"), json_value<int>(layout, "padding"),
                     json_value<double>(layout, "pad_value")};
    origin.image_size = json_value<int>(json, "image_size");
    origin.scale = json_value<int>(json, "scale");
    if (json.contains("latents"))
        origin.latents = latents_from_json(json.at("latents"));
    return origin;
}

/// The latents are one long text, so what is deep or has many parts is none of ours.
Json parse_small_json(std::string_view text) {
    if (text.size() > kMaxText)
        throw Error(ErrorKind::Model, "what it says of its origin is too long");
    int events = 0;
    const auto check = [&](int depth, Json::parse_event_t, const Json&) {
        if (depth > kMaxOriginDepth || ++events > kMaxOriginEvents)
            throw Error(ErrorKind::Model, "what it says of its origin has too many parts");
        return true;
    };
    try {
        return Json::parse(text, check);
    } catch (const nlohmann::json::exception&) {
        throw Error(ErrorKind::Model, "what it says of its origin is not valid JSON");
    }
}

std::string seed_text(const ImageOrigin& origin) {
    if (!origin.seed)
        return {};
    const std::string a = std::to_string(*origin.seed);
    return origin.seed_b ? a + " " + std::to_string(*origin.seed_b) : a;
}

/// Bytes that are not UTF-8 become U+FFFD.
std::string utf8_text(const std::string& text) {
    return Json::parse(Json(text).dump(-1, ' ', false, Json::error_handler_t::replace)).get<std::string>();
}

} // namespace

TextChunks to_text_chunks(const ImageOrigin& origin) {
    ImageOrigin kept = origin;
    if (static_cast<std::int64_t>(kept.latents.values.size()) > kMaxOriginNumbers)
        kept.latents = {};
    if (const std::string problem = problem_of(kept); !problem.empty())
        throw Error(ErrorKind::Usage, "an image can't keep where it comes from: " + problem);
    const std::string json = to_json(kept).dump(-1, ' ', false, Json::error_handler_t::replace);
    return {{"Software", std::string(software_name())}, {"model", utf8_text(origin.model.string())},
            {"weights", weights_name(origin.weights)},  {"epoch", std::to_string(origin.epoch)},
            {"step", std::to_string(origin.step)},      {"seed", seed_text(origin)},
            {"latents", utf8_text(origin.description)}, {kKey, json}};
}

std::optional<ImageOrigin> parse_origin(const TextChunks& text) {
    const auto chunk =
        std::find_if(text.begin(), text.end(), [](const auto& entry) { return entry.first == kKey; });
    if (chunk == text.end())
        return std::nullopt;
    ImageOrigin origin = from_json(parse_small_json(chunk->second));
    if (const std::string problem = problem_of(origin); !problem.empty())
        throw Error(ErrorKind::Model, problem);
    return origin;
}

} // namespace wasserfarbe
