#include "model/weights/read/checksums.h"

#include <array>
#include <cstdio>
#include <string_view>

#include <nlohmann/json.hpp>
#include <xxhash.h>

#include "model/types/error.h"

namespace wasserfarbe {
namespace {

using SortedJson = nlohmann::json;

constexpr const char* kTensorsKey = "checksums";
constexpr const char* kHeaderKey = "header_checksum";

std::string serialized(const SortedJson& json) {
    return json.dump(-1, ' ', false, SortedJson::error_handler_t::replace);
}

std::string digits(std::uint64_t hash) {
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx", static_cast<unsigned long long>(hash));
    return text.data();
}

std::uint64_t hash_of(std::string_view text) {
    return XXH3_64bits(text.data(), text.size());
}

std::string tensor_checksum(const SafetensorsHeader::Entry& entry, std::span<const std::uint8_t> bytes) {
    const std::uint64_t seed = hash_of(serialized(SortedJson::array({entry.name, entry.type, entry.shape})));
    return digits(XXH3_64bits_withSeed(bytes.data(), bytes.size(), seed));
}

/// @param header  whose metadata has no `header_checksum`
std::string header_checksum(const SafetensorsHeader& header) {
    SortedJson tensors = SortedJson::object();
    for (const SafetensorsHeader::Entry& entry : header.entries)
        tensors[entry.name] = SortedJson::array({entry.type, entry.shape});
    return digits(hash_of(serialized({{"metadata", header.metadata}, {"tensors", std::move(tensors)}})));
}

[[noreturn]] void refuse_header() {
    throw Error(ErrorKind::Model, "its header is damaged: it does not match its checksum");
}

std::map<std::string, std::string> parse_checksums(const std::string& text) {
    const auto flat = [](int depth, SortedJson::parse_event_t, const SortedJson&) {
        if (depth > 1)
            refuse_header();
        return true;
    };
    try {
        return SortedJson::parse(text, flat).get<std::map<std::string, std::string>>();
    } catch (const SortedJson::exception&) {
        refuse_header();
    }
}

} // namespace

Checksums Checksums::take_from(SafetensorsHeader& header) {
    const auto of_header = header.metadata.extract(kHeaderKey);
    if (of_header.empty() && !header.metadata.contains(kTensorsKey))
        return {};
    if (of_header.empty() || of_header.mapped() != header_checksum(header))
        refuse_header();
    const auto of_tensors = header.metadata.extract(kTensorsKey);
    if (of_tensors.empty())
        refuse_header();
    Checksums checksums;
    checksums.tensors_ = parse_checksums(of_tensors.mapped());
    if (checksums.tensors_.size() != header.entries.size())
        refuse_header();
    return checksums;
}

void Checksums::check(const SafetensorsHeader::Entry& entry, std::span<const std::uint8_t> bytes) const {
    if (tensors_.empty())
        return;
    const auto found = tensors_.find(entry.name);
    if (found == tensors_.end() || found->second != tensor_checksum(entry, bytes))
        throw Error(ErrorKind::Model,
                    "the tensor '" + entry.name + "' is damaged: its bytes do not match their checksum");
}

void add_checksums(SafetensorsHeader& header, std::span<const std::span<const std::uint8_t>> tensors) {
    SortedJson checksums = SortedJson::object();
    for (std::size_t i = 0; i < tensors.size(); ++i)
        checksums[header.entries[i].name] = tensor_checksum(header.entries[i], tensors[i]);
    header.metadata.erase(kHeaderKey);
    header.metadata[kTensorsKey] = serialized(checksums);
    header.metadata[kHeaderKey] = header_checksum(header);
}

} // namespace wasserfarbe
