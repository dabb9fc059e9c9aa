#include "model/weights/read/tensor_file.h"

#include <array>
#include <bit>
#include <span>
#include <vector>

#include "model/files/file_io.h"
#include "model/networks/torch_device.h"
#include "model/types/error.h"
#include "model/weights/read/checksums.h"
#include "model/weights/read/safetensors_file.h"

namespace wasserfarbe {
namespace {

static_assert(std::endian::native == std::endian::little, "safetensors files are little-endian");

struct TypeName {
    std::string_view name;
    torch::ScalarType type;
};

constexpr std::array<TypeName, 10> kTypes = {{{"F32", torch::kFloat32},
                                              {"U8", torch::kUInt8},
                                              {"I64", torch::kInt64},
                                              {"F64", torch::kFloat64},
                                              {"F16", torch::kFloat16},
                                              {"BF16", torch::kBFloat16},
                                              {"I32", torch::kInt32},
                                              {"I16", torch::kInt16},
                                              {"I8", torch::kInt8},
                                              {"BOOL", torch::kBool}}};

} // namespace

std::string type_name(const torch::Tensor& tensor) {
    for (const TypeName& known : kTypes)
        if (known.type == tensor.scalar_type())
            return std::string(known.name);
    throw Error(ErrorKind::Internal, c10::str("safetensors has no type for ", tensor.scalar_type()));
}

torch::ScalarType tensor_type(const TensorInfo& tensor) {
    for (const TypeName& known : kTypes)
        if (known.name == tensor.type)
            return known.type;
    throw Error(ErrorKind::Model,
                "tensor '" + tensor.name + "' is of type " + tensor.type + ", which can't be used");
}

TensorFile read_tensor_file(const std::filesystem::path& path) {
    const auto read = [&] {
        const SafetensorsFile input(path);
        TensorFile file;
        for (const SafetensorsHeader::Entry& entry : input.header().entries) {
            const torch::Tensor tensor =
                torch::empty(entry.shape, tensor_type({entry.name, entry.type, entry.shape}));
            input.read(entry, {static_cast<std::uint8_t*>(tensor.data_ptr()), entry.size});
            file.tensors.emplace_back(entry.name, tensor);
        }
        file.metadata = input.header().metadata;
        return file;
    };
    return naming(path, [&] { return translate_torch_errors(read); });
}

void write_tensor_file(const std::filesystem::path& path, const TensorFile& file) {
    SafetensorsHeader header;
    header.metadata = file.metadata;
    NamedTensors tensors; // which own the bytes
    std::vector<std::span<const std::uint8_t>> bytes;
    for (const auto& [name, tensor] : file.tensors) {
        const torch::Tensor plain = tensor.detach().cpu().contiguous();
        header.entries.push_back({name, type_name(plain), plain.sizes().vec(), 0, plain.nbytes()});
        bytes.emplace_back(static_cast<const std::uint8_t*>(plain.data_ptr()), plain.nbytes());
        tensors.emplace_back(name, plain);
    }
    add_checksums(header, bytes);
    AtomicFile output(path);
    output.write(write_safetensors_header(header));
    for (const std::span<const std::uint8_t> part : bytes)
        output.write(part);
    output.commit();
}

} // namespace wasserfarbe
