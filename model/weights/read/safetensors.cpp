#include "model/weights/read/safetensors.h"

#include <algorithm>
#include <array>
#include <limits>
#include <set>
#include <utility>

#include <nlohmann/json.hpp>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

using SortedJson = nlohmann::json;

constexpr std::uint64_t kPrefixSize = 8;
constexpr std::uint64_t kMaxHeaderSize = 100'000'000;

constexpr std::array<std::pair<std::string_view, std::size_t>, 13> kTypes = {{{"BOOL", 1},
                                                                              {"U8", 1},
                                                                              {"I8", 1},
                                                                              {"I16", 2},
                                                                              {"U16", 2},
                                                                              {"F16", 2},
                                                                              {"BF16", 2},
                                                                              {"I32", 4},
                                                                              {"U32", 4},
                                                                              {"F32", 4},
                                                                              {"I64", 8},
                                                                              {"U64", 8},
                                                                              {"F64", 8}}};

[[noreturn]] void damaged_safetensors(const std::string& what) {
    throw Error(ErrorKind::Model, "not a valid safetensors file: " + what);
}

/// Notices a key that stands twice in one object, which the parser itself would quietly take the last of.
class UniqueKeys {
public:
    bool operator()(int depth, SortedJson::parse_event_t event, SortedJson& parsed) {
        if (depth > kMaxDepth)
            damaged_safetensors("its header is nested too deeply");
        if (event == SortedJson::parse_event_t::object_start)
            keys_.emplace_back();
        else if (event == SortedJson::parse_event_t::object_end)
            keys_.pop_back();
        else if (event == SortedJson::parse_event_t::key &&
                 !keys_.back().insert(parsed.get<std::string>()).second)
            damaged_safetensors("'" + parsed.get<std::string>() + "' stands twice in its header");
        return true;
    }

private:
    static constexpr int kMaxDepth = 4;
    std::vector<std::set<std::string>> keys_;
};

SortedJson parse_header_text(std::string_view json) {
    if (json.find('\0') != std::string_view::npos) // which the parser would take for the text's end
        damaged_safetensors("its header is not JSON");
    try {
        return SortedJson::parse(json, UniqueKeys{});
    } catch (const SortedJson::exception&) {
        damaged_safetensors("its header is not JSON");
    }
}

std::uint64_t unsigned_number(const SortedJson& value, const std::string& name) {
    if (!value.is_number_unsigned())
        damaged_safetensors("tensor '" + name + "' has a shape or an offset that is not a whole number");
    return value.get<std::uint64_t>();
}

SafetensorsHeader::Entry parse_entry(const std::string& name, const SortedJson& value,
                                     std::uint64_t data_size) {
    if (!value.is_object() || !value.contains("dtype") || !value["dtype"].is_string() ||
        !value.contains("shape") || !value["shape"].is_array() || !value.contains("data_offsets") ||
        !value["data_offsets"].is_array() || value["data_offsets"].size() != 2)
        damaged_safetensors("tensor '" + name + "' lacks dtype, shape or data_offsets");
    SafetensorsHeader::Entry entry;
    entry.name = name;
    entry.type = value["dtype"].get<std::string>();
    if (safetensors_type_size(entry.type) == 0)
        damaged_safetensors("tensor '" + name + "' has the unknown type '" + entry.type + "'");
    if (value["shape"].size() > kMaxDimensions)
        damaged_safetensors("tensor '" + name + "' has too many dimensions");
    for (const SortedJson& length : value["shape"]) {
        const std::uint64_t number = unsigned_number(length, name);
        if (number > static_cast<std::uint64_t>(std::numeric_limits<std::int64_t>::max()))
            damaged_safetensors("tensor '" + name + "' is larger than the file");
        entry.shape.push_back(static_cast<std::int64_t>(number));
    }
    const std::uint64_t begin = unsigned_number(value["data_offsets"][0], name);
    const std::uint64_t end = unsigned_number(value["data_offsets"][1], name);
    if (begin > end || end > data_size)
        damaged_safetensors("tensor '" + name + "' lies outside the file; the file may be cut off");
    entry.offset = begin;
    entry.size = end - begin;
    const std::optional<std::uint64_t> size = tensor_size({name, entry.type, entry.shape}, data_size);
    if (!size)
        damaged_safetensors("tensor '" + name + "' is larger than the file");
    if (*size != entry.size)
        damaged_safetensors("tensor '" + name + "' has another size than its type and shape say");
    return entry;
}

std::map<std::string, std::string> parse_metadata(const SortedJson& value) {
    if (!value.is_object())
        damaged_safetensors("__metadata__ is not an object");
    std::map<std::string, std::string> metadata;
    for (const auto& [key, text] : value.items()) {
        if (!text.is_string())
            damaged_safetensors("__metadata__ '" + key + "' is not text");
        metadata[key] = text.get<std::string>();
    }
    return metadata;
}

template <typename Bytes>
std::uint64_t little_endian(const Bytes& bytes) {
    std::uint64_t number = 0;
    for (std::size_t i = 0; i < bytes.size(); ++i)
        number |= std::uint64_t{static_cast<std::uint8_t>(bytes[i])} << (8 * i);
    return number;
}

} // namespace

std::size_t safetensors_type_size(std::string_view type) {
    const auto found =
        std::find_if(kTypes.begin(), kTypes.end(), [&](const auto& t) { return t.first == type; });
    return found == kTypes.end() ? 0 : found->second;
}

std::optional<std::uint64_t> tensor_size(const TensorInfo& tensor, std::uint64_t limit) {
    const bool empty = std::find(tensor.shape.begin(), tensor.shape.end(), 0) != tensor.shape.end();
    const std::uint64_t most = empty ? std::numeric_limits<std::int64_t>::max() : limit;
    std::uint64_t size = safetensors_type_size(tensor.type);
    for (const std::int64_t length : tensor.shape) {
        if (static_cast<std::uint64_t>(length) > most / size)
            return std::nullopt;
        size *= static_cast<std::uint64_t>(std::max<std::int64_t>(length, 1));
    }
    return empty ? 0 : size;
}

std::uint64_t safetensors_json_size(std::span<const std::uint8_t, 8> prefix, std::uint64_t file_size) {
    const std::uint64_t size = little_endian(prefix);
    if (file_size < kPrefixSize || size > file_size - kPrefixSize)
        damaged_safetensors("its header is longer than the file; the file may be cut off");
    if (size > kMaxHeaderSize)
        damaged_safetensors("its header is longer than 100 MB");
    return size;
}

bool looks_like_safetensors(std::string_view beginning) {
    if (beginning.size() <= kPrefixSize || beginning[kPrefixSize] != '{')
        return false;
    const std::uint64_t size = little_endian(beginning.substr(0, kPrefixSize));
    return size >= 2 && size <= kMaxHeaderSize;
}

SafetensorsHeader parse_safetensors_header(std::string_view json, std::uint64_t file_size) {
    if (file_size < kPrefixSize + json.size())
        damaged_safetensors("the file is cut off");
    const std::uint64_t data_start = kPrefixSize + json.size();
    const std::uint64_t data_size = file_size - data_start;
    const SortedJson root = parse_header_text(json);
    if (!root.is_object())
        damaged_safetensors("its header is not an object");
    SafetensorsHeader header;
    for (const auto& [name, value] : root.items()) {
        if (name == "__metadata__")
            header.metadata = parse_metadata(value);
        else
            header.entries.push_back(parse_entry(name, value, data_size));
    }
    // Empty tensors share their offset with the next one, so they come first.
    std::sort(header.entries.begin(), header.entries.end(), [](const auto& a, const auto& b) {
        return std::pair(a.offset, a.size) < std::pair(b.offset, b.size);
    });
    std::uint64_t expected = 0;
    for (SafetensorsHeader::Entry& entry : header.entries) {
        if (entry.offset != expected)
            damaged_safetensors("tensor '" + entry.name + "' overlaps another or leaves a hole");
        expected += entry.size;
        entry.offset += data_start;
    }
    if (expected != data_size)
        damaged_safetensors("there are bytes that belong to no tensor");
    return header;
}

std::string write_safetensors_header(const SafetensorsHeader& header) {
    nlohmann::ordered_json root = nlohmann::ordered_json::object();
    if (!header.metadata.empty())
        root["__metadata__"] = header.metadata;
    std::uint64_t offset = 0;
    for (const SafetensorsHeader::Entry& entry : header.entries) {
        root[entry.name] = {
            {"dtype", entry.type}, {"shape", entry.shape}, {"data_offsets", {offset, offset + entry.size}}};
        offset += entry.size;
    }
    std::string json = root.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
    json.append((kPrefixSize - json.size() % kPrefixSize) % kPrefixSize, ' ');
    std::string result;
    for (std::size_t i = 0; i < kPrefixSize; ++i)
        result.push_back(static_cast<char>((json.size() >> (8 * i)) & 0xFF));
    return result + json;
}

} // namespace wasserfarbe
