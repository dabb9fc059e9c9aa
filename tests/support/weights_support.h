#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include <QTemporaryDir>

#include "model/weights/read/safetensors.h"
#include "model/weights/read/weights_file.h"

/// What the tests of files of weights share: such files, made by hand, byte for byte.
namespace wasserfarbe::test {

using namespace std::string_literals;

/// The bytes of a tensor's elements, row-major.
inline std::vector<std::uint8_t> elements_of(const StoredTensor& tensor,
                                             const std::vector<std::uint8_t>& storage) {
    const std::size_t element = safetensors_type_size(tensor.info.type);
    const std::vector<std::int64_t>& shape = tensor.info.shape;
    std::size_t count = 1;
    for (const std::int64_t length : shape)
        count *= static_cast<std::size_t>(length);
    std::vector<std::uint8_t> bytes;
    for (std::size_t i = 0; i < count; ++i) {
        std::size_t rest = i;
        std::size_t at = tensor.offset;
        for (std::size_t d = shape.size(); d-- > 0;) {
            at += rest % static_cast<std::size_t>(shape[d]) * static_cast<std::size_t>(tensor.strides[d]);
            rest /= static_cast<std::size_t>(shape[d]);
        }
        for (std::size_t b = 0; b < element; ++b)
            bytes.push_back(storage.at(at * element + b));
    }
    return bytes;
}

inline std::string little_endian(std::uint64_t value, std::size_t bytes) {
    std::string result;
    for (std::size_t i = 0; i < bytes; ++i)
        result += static_cast<char>(i < 8 ? value >> (8 * i) : 0);
    return result;
}

/// Parts of a pickle, protocol 2.
namespace pickled {

inline std::string text(std::string_view value) {
    return "X" + little_endian(value.size(), 4) + std::string(value);
}

inline std::string number(std::int64_t value) {
    return "\x8a\x08" + little_endian(static_cast<std::uint64_t>(value), 8);
}

inline std::string global(const std::string& module, const std::string& name) {
    return "c" + module + "\n" + name + "\n";
}

inline std::string tuple(const std::vector<std::int64_t>& values) {
    std::string result = "(";
    for (const std::int64_t value : values)
        result += number(value);
    return result + "t";
}

inline std::string storage(const std::string& type, const std::string& key, std::int64_t elements) {
    return "(" + text("storage") + global("torch", type) + text(key) + text("cpu") + number(elements) + "tQ";
}

inline std::string tensor(const std::string& storage, std::int64_t offset,
                          const std::vector<std::int64_t>& shape, const std::vector<std::int64_t>& strides) {
    return global("torch._utils", "_rebuild_tensor_v2") + "(" + storage + number(offset) + tuple(shape) +
           tuple(strides) + "\x89" + global("collections", "OrderedDict") + ")RtR";
}

inline std::string dict(const std::vector<std::pair<std::string, std::string>>& items) {
    std::string result = "}(";
    for (const auto& [key, value] : items)
        result += text(key) + value;
    return result + "u";
}

inline std::string whole(const std::string& value) {
    return "\x80\x02" + value + ".";
}

/// A state_dict of a float tensor `w` of six elements.
inline std::string weights() {
    return whole(dict({{"w", tensor(storage("FloatStorage", "0", 6), 0, {2, 3}, {3, 1})}}));
}

} // namespace pickled

/// An entry of an archive as it says that it is.
struct ZipEntry {
    std::string name;
    std::string bytes;
    int method = 0;             ///< 8: deflated
    std::int64_t declared = -1; ///< its size; that of the bytes where negative
    std::int64_t at = -1;       ///< where it claims to begin
};

inline std::uint32_t crc32_of(std::string_view bytes) {
    std::uint32_t crc = ~std::uint32_t{0};
    for (const char byte : bytes) {
        crc ^= static_cast<std::uint8_t>(byte);
        for (int bit = 0; bit < 8; ++bit)
            crc = (crc >> 1) ^ ((crc & 1) != 0 ? 0xEDB88320U : 0U);
    }
    return ~crc;
}

/// What an entry's two headers have in common.
inline std::string header_of(const ZipEntry& entry) {
    const std::uint64_t size =
        entry.declared < 0 ? entry.bytes.size() : static_cast<std::uint64_t>(entry.declared);
    return little_endian(20, 2) + little_endian(0, 2) +
           little_endian(static_cast<std::uint64_t>(entry.method), 2) + little_endian(0, 4) +
           little_endian(crc32_of(entry.bytes), 4) +
           little_endian(entry.method == 0 ? size : entry.bytes.size(), 4) + little_endian(size, 4) +
           little_endian(entry.name.size(), 2) + little_endian(0, 2);
}

inline std::string zip_of(const std::vector<ZipEntry>& entries) {
    std::string file;
    std::string directory;
    for (const ZipEntry& entry : entries) {
        const std::uint64_t at = entry.at < 0 ? file.size() : static_cast<std::uint64_t>(entry.at);
        directory += "PK\x01\x02" + little_endian(20, 2) + header_of(entry) + little_endian(0, 10) +
                     little_endian(at, 4) + entry.name;
        if (entry.at < 0)
            file += "PK\x03\x04" + header_of(entry) + entry.name + entry.bytes;
    }
    const std::uint64_t start = file.size();
    return file + directory + "PK\x05\x06" + little_endian(0, 4) + little_endian(entries.size(), 2) +
           little_endian(entries.size(), 2) + little_endian(directory.size(), 4) + little_endian(start, 4) +
           little_endian(0, 2);
}

/// As torch.save writes it since 1.6.
inline std::string archive_of(const std::string& pickle, const std::vector<ZipEntry>& more = {}) {
    std::vector<ZipEntry> entries = {{"archive/data.pkl", pickle}};
    entries.insert(entries.end(), more.begin(), more.end());
    entries.push_back({"archive/version", "3\n"});
    return zip_of(entries);
}

struct LegacyStorage {
    std::string key;
    std::uint64_t elements = 0;
    std::string bytes;
};

/// As torch.save wrote it before 1.6.
inline std::string legacy_of(const std::string& pickle, const std::vector<LegacyStorage>& storages,
                             const std::string& byte_order = "\x88") {
    std::string file = pickled::whole("\x8a\x0a\x6c\xfc\x9c\x46\xf9\x20\x6a\xa8\x50\x19") +
                       pickled::whole(pickled::number(1001)) +
                       pickled::whole(pickled::dict({{"little_endian", byte_order}})) + pickle;
    std::string keys = "](";
    std::string data;
    for (const LegacyStorage& storage : storages) {
        keys += pickled::text(storage.key);
        data += little_endian(storage.elements, 8) + storage.bytes;
    }
    return file + pickled::whole(keys + "e") + data;
}

inline std::string six_floats() {
    return {"\0\0\x80\x3f\0\0\0\x40\0\0\x40\x40\0\0\x80\x40\0\0\xa0\x40\0\0\xc0\x40", 24};
}

/// A folder that is removed with its files.
class WeightsFolder {
public:
    std::filesystem::path path(const std::string& name) const {
        return std::filesystem::path(folder_.path().toStdString()) / name;
    }

    std::filesystem::path write(const std::string& bytes, const std::string& name = "weights.pt") const {
        std::ofstream(path(name), std::ios::binary)
            .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return path(name);
    }

    /// A file that holds this pickle and a storage `0` of 24 bytes.
    std::filesystem::path write_pickle(const std::string& pickle) const {
        return write(archive_of(pickle, {{"archive/data/0", six_floats()}}));
    }

private:
    QTemporaryDir folder_;
};

} // namespace wasserfarbe::test
