#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace wasserfarbe {

/// The place of a value in `Pickle::values`. Values refer to each other by it: the same one may stand in many
/// places, and a list may hold itself.
using PickleRef = std::uint32_t;

struct PickleNone {};
/// A whole number beyond 64 bits: two's complement, little-endian.
struct PickleHugeInt {
    std::string bytes;
};
struct PickleList {
    std::vector<PickleRef> items;
};
struct PickleTuple { ///< or a torch.Size
    std::vector<PickleRef> items;
};
struct PickleDict { ///< or an OrderedDict
    std::vector<std::pair<PickleRef, PickleRef>> items;
    bool ordered = false;
    std::optional<PickleRef> metadata; ///< its attribute `_metadata`
};
/// A class or function that the reader knows: "collections.OrderedDict".
struct PickleGlobal {
    std::string name;
};
struct PickleStorage {
    std::uint32_t number = 0; ///< in `Pickle::storages`
};
/// A tensor or parameter. Nothing of it is checked but the types.
struct PickleTensor {
    std::uint32_t storage = 0; ///< in `Pickle::storages`
    PickleRef shape = 0;       ///< a tuple of values whose types are not checked
    PickleRef strides = 0;     ///< likewise
    std::int64_t offset = 0;   ///< in elements
};
using PickleValue =
    std::variant<PickleNone, bool, std::int64_t, double, std::string, PickleHugeInt, PickleList, PickleTuple,
                 PickleDict, PickleGlobal, PickleStorage, PickleTensor>;

/// A storage that a pickle names: its bytes stand elsewhere.
struct NamedStorage {
    std::string key;
    std::string type;           ///< as in a safetensors file: "F32" ...
    std::uint64_t elements = 0; ///< as the pickle says; at most 2^63 - 1
};

/// What a pickle describes.
struct Pickle {
    std::vector<PickleValue> values;
    PickleRef root = 0;
    std::vector<NamedStorage> storages; ///< no key twice
    std::size_t size = 0;               ///< bytes of the pickle

    const PickleValue& at(PickleRef ref) const { return values[ref]; }
    /// What a dict has under a text; null where it has nothing, or the value is no dict.
    const PickleValue* find(const PickleValue& value, std::string_view wanted) const;
};

/// The longest pickle that is read, in bytes.
inline constexpr std::size_t kMaxPickleSize = std::size_t{64} << 20;

/// Reads the pickle (protocols 2 to 5) that `bytes` begin with, as torch.save writes it. It may describe
/// dicts, lists, tuples, texts, numbers, None, tensors and their storages. Any other class, function,
/// persistent id or opcode is refused by its name; nothing is ever executed. Takes neither recursion nor more
/// memory than in proportion to the bytes, however values refer to each other.
/// @throws Error (Model)
Pickle unpickle(std::span<const std::uint8_t> bytes);

} // namespace wasserfarbe
