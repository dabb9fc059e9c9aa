#include "model/weights/read/pickle_names.h"

#include <algorithm>
#include <array>
#include <utility>

#include "model/types/error.h"
#include "model/types/escaped_name.h"

namespace wasserfarbe {
namespace {

using namespace std::string_view_literals;

/// What torch.save calls the types of storages, and a safetensors file the types of tensors.
constexpr std::array kStorageTypes = {
    std::pair("DoubleStorage"sv, "F64"sv), std::pair("FloatStorage"sv, "F32"sv),
    std::pair("HalfStorage"sv, "F16"sv),   std::pair("BFloat16Storage"sv, "BF16"sv),
    std::pair("LongStorage"sv, "I64"sv),   std::pair("IntStorage"sv, "I32"sv),
    std::pair("ShortStorage"sv, "I16"sv),  std::pair("CharStorage"sv, "I8"sv),
    std::pair("ByteStorage"sv, "U8"sv),    std::pair("BoolStorage"sv, "BOOL"sv)};

constexpr std::array kFunctions = {
    "collections.OrderedDict"sv,         "torch.Size"sv,
    "torch._utils._rebuild_tensor"sv,    "torch._utils._rebuild_tensor_v2"sv,
    "torch._utils._rebuild_parameter"sv, "torch._utils._rebuild_parameter_with_state"sv};

constexpr std::array kRefused = {
    std::pair(0x32, "DUP"),        std::pair(0x42, "BINBYTES"),    std::pair(0x43, "SHORT_BINBYTES"),
    std::pair(0x46, "FLOAT"),      std::pair(0x49, "INT"),         std::pair(0x4c, "LONG"),
    std::pair(0x50, "PERSID"),     std::pair(0x53, "STRING"),      std::pair(0x56, "UNICODE"),
    std::pair(0x64, "DICT"),       std::pair(0x67, "GET"),         std::pair(0x69, "INST"),
    std::pair(0x6c, "LIST"),       std::pair(0x6f, "OBJ"),         std::pair(0x70, "PUT"),
    std::pair(0x81, "NEWOBJ"),     std::pair(0x82, "EXT1"),        std::pair(0x83, "EXT2"),
    std::pair(0x84, "EXT4"),       std::pair(0x8e, "BINBYTES8"),   std::pair(0x8f, "EMPTY_SET"),
    std::pair(0x90, "ADDITEMS"),   std::pair(0x91, "FROZENSET"),   std::pair(0x92, "NEWOBJ_EX"),
    std::pair(0x96, "BYTEARRAY8"), std::pair(0x97, "NEXT_BUFFER"), std::pair(0x98, "READONLY_BUFFER")};

} // namespace

std::string_view storage_type(std::string_view global) {
    for (const std::string_view module : {"torch.cuda."sv, "torch."sv}) {
        if (!global.starts_with(module))
            continue;
        for (const auto& [name, type] : kStorageTypes)
            if (global.substr(module.size()) == name)
                return type;
    }
    return {};
}

bool is_known_global(std::string_view global) {
    return !storage_type(global).empty() ||
           std::find(kFunctions.begin(), kFunctions.end(), global) != kFunctions.end();
}

std::string opcode_name(std::uint8_t code) {
    for (const auto& [refused, name] : kRefused)
        if (refused == code)
            return name;
    constexpr std::string_view kDigits = "0123456789abcdef";
    return std::string("0x") + kDigits[code / 16] + kDigits[code % 16];
}

void damaged_pytorch_file(const std::string& what) {
    throw Error(ErrorKind::Model, "not a valid PyTorch file: " + what);
}

std::string in_quotes(std::string_view text) {
    constexpr std::size_t kMaxShown = 100;
    return "'" + escaped_name(text.substr(0, kMaxShown)) + (text.size() > kMaxShown ? "..." : "") + "'";
}

} // namespace wasserfarbe
