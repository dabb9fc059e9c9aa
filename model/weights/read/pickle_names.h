#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace wasserfarbe {

/// "F32" for "torch.FloatStorage" and "torch.cuda.FloatStorage", nothing for what is no storage's class.
std::string_view storage_type(std::string_view global);

/// Whether a class or function, "collections.OrderedDict", is one that describes tensors or dicts.
bool is_known_global(std::string_view global);

/// The name of a pickle opcode that the reader does not support: "NEWOBJ", or "0x07" for a byte that is no
/// opcode.
std::string opcode_name(std::uint8_t code);

/// @throws Error (Model), always: what is wrong with a file that claims to be PyTorch's
[[noreturn]] void damaged_pytorch_file(const std::string& what);

/// Text of a file as it may stand in a message: in quotes, short, on one line.
std::string in_quotes(std::string_view text);

} // namespace wasserfarbe
